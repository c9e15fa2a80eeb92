"""Rules of letters and signed papers: recorded as they are, but nothing that is a state secret."""

from typing import assert_never

from services.intake.domain.asked import FileLetter, RecordLetterSent, RecordSignedPaper
from services.intake.domain.file import File
from services.intake.domain.happened import Event, LetterEvent, LetterFiled, LetterSent, SignedPaperRecorded
from services.intake.domain.words import Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law

LetterCommand = RecordLetterSent | FileLetter | RecordSignedPaper


def decide_letter(command: LetterCommand, file: File, law: Law) -> list[Event]:
    if file.stage is Stage.NONE:
        raise Refused("letter.no_case", "there is no such case")
    if command.classified:
        raise Refused("letter.classified", "a paper marked Mật is kept where secrets are kept, not here")
    letter = _letter(command, law)
    return [] if letter in file.letters else [letter]


def _letter(command: LetterCommand, law: Law) -> LetterEvent:
    said = {name: value for name, value in vars(command).items() if name != "classified"}
    match command:
        case RecordLetterSent():
            must_know(law, "letter_subjects", command.about)
            must_know(law, "outside_bodies", command.to)
            if command.answer_by:
                must_follow(command.answer_by, command.dated, "letter.answer_before_letter")
            return LetterSent(**said)
        case FileLetter():
            must_know(law, "letter_subjects", command.about)
            must_know(law, "outside_bodies", command.sender)
            must_follow(command.received_on, command.dated, "letter.received_before_dated")
            return LetterFiled(**said)
        case RecordSignedPaper():
            must_know(law, "papers", command.paper)
            return SignedPaperRecorded(**said)
        case _:
            assert_never(command)
