"""The letters of intake: the request to verify, its answer, and the answer to a person who is not a victim."""

from dataclasses import replace

from services.intake.domain import File
from services.intake.domain.happened import FoundNotVictim
from services.intake.domain.words import Outcome
from shared.kernel.words import Code
from shared.papers import NotVictimReply, Person, Tick, VerificationReply, VerificationRequest
from shared.web.office import Office, basis_of, full_name
from shared.web.pages import vn_date

TERM: Code = "verification_answer"
GENERAL_HELP: Code = "social_assistance"
"""The service of the profile to which she is shown the way."""


def request(person: Person, story: str | None, office: Office) -> VerificationRequest:
    """To the agency that verifies, with what she told."""
    words, verifier = office.words, office.law.holder("verification")
    return VerificationRequest(
        office.head, words["letter.request.about"], (verifier.vi if verifier else "……",),
        (words["letter.request.opening"],), person, basis_of(office.law, TERM), story,
        asked=(words["letter.request.verify"], words["letter.request.answer"]), copies_to=("Như trên",),
    )  # fmt: skip


def reply(file: File, person: Person, office: Office) -> VerificationReply:
    """To whoever asked. Until the answer is recorded, number, day and outcome are open to the pen: the letter is signed
    first, and its number comes from the document register."""
    task, answer = file.task, file.answer
    assert task is not None
    said = {"us": office.head.agency, "asked_on": vn_date(task.asked_on), "code": file.code}
    number, dated = (answer.certificate, answer.certificate_on) if answer else (None, None)
    return VerificationReply(
        replace(office.head, number=answer.number, on=answer.answered_on) if answer else office.head,
        office.words["letter.reply.about"], (full_name(office.law, task.asker, file.unit),),
        (office.words["letter.reply.opening"].format(**said),), _outcomes(answer.outcome if answer else None, office),
        person.name, person.birth, f"{number}, ngày {vn_date(dated)}" if number else None,
        certified=answer is None or answer.outcome is Outcome.VICTIM, basis=basis_of(office.law, TERM),
        closing=(office.words["letter.reply.closing"],), copies_to=("Như trên",),
    )  # fmt: skip


def _outcomes(found: Outcome | None, office: Office) -> tuple[Tick, ...]:
    return tuple(Tick(office.words[f"choice.Outcome.{outcome}"], outcome is found) for outcome in Outcome)


def not_victim(file: File, person: Person, office: Office) -> NotVictimReply:
    """To the person herself. Its number comes from the document register, once it is signed."""
    found, given, words = file.status, file.written_answer, office.words
    assert isinstance(found, FoundNotVictim)
    said = {
        "us": office.head.agency, "number": found.number, "decided_on": vn_date(found.decided_on),
        "received_on": vn_date(file.reception.received_on if file.reception else None),
    }  # fmt: skip
    return NotVictimReply(
        replace(office.head, number=given.number, on=given.dated) if given else office.head,
        words["letter.not_victim.about"], person.name,
        tuple(words[f"letter.not_victim.{part}"].format(**said) for part in ("received", "found", "meaning")),
        (_general_help(file, office), words["letter.not_victim.again"].format(**said)),
        basis=basis_of(office.law, TERM), closing=(words["letter.not_victim.closing"],), copies_to=("Như trên",),
    )  # fmt: skip


def _general_help(file: File, office: Office) -> str:
    """Which general help there is, and at whose door: the agency that gives it, where she lives."""
    service = office.law.lists.get("services", {}).get(GENERAL_HELP)
    giver = office.law.holder(service.group) if service and service.group else None
    where = full_name(office.law, giver.id, file.unit) if giver else "……"
    return office.words["letter.not_victim.help"].format(service=service.vi if service else "……", where=where)
