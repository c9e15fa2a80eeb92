"""Rules of protection: asked for with her knowledge, taken back, granted, declined, refused by her, ended."""

from datetime import date
from typing import assert_never

from services.intake.domain.asked import (
    AskProtection,
    DeclineProtection,
    EndProtection,
    GrantProtection,
    RecallProtection,
    RecordProtectionRefusal,
)
from services.intake.domain.file import File
from services.intake.domain.happened import (
    Event,
    ProtectionAsked,
    ProtectionDeclined,
    ProtectionEnded,
    ProtectionGranted,
    ProtectionRecallCameTooLate,
    ProtectionRecalled,
    ProtectionRecalledByAsker,
    ProtectionReceived,
    ProtectionRefused,
    ProtectionWasDeclined,
    ProtectionWasEnded,
    ProtectionWasGranted,
    ProtectionWasRefused,
)
from services.intake.domain.known import Protection
from services.intake.domain.learned import (
    LearnProtection,
    LearnProtectionDeclined,
    LearnProtectionEnded,
    LearnProtectionRefused,
    TakeProtection,
    TakeProtectionRecall,
)
from services.intake.domain.words import Stage, Wish
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code

ProtectorCommand = GrantProtection | DeclineProtection | EndProtection
LearnedProtection = (
    TakeProtection
    | TakeProtectionRecall
    | LearnProtection
    | LearnProtectionDeclined
    | LearnProtectionRefused
    | LearnProtectionEnded
)
ProtectionCommand = AskProtection | RecallProtection | RecordProtectionRefusal | ProtectorCommand | LearnedProtection
ANSWER_TERM = "protection_answer"
HERSELF = "herself"
"""The group, among those who can be protected, of the person herself: she alone refuses for herself."""


def decide_protection(command: ProtectionCommand, file: File, law: Law) -> list[Event]:
    if isinstance(command, LearnedProtection):
        return _learn(command, file)
    if file.stage is Stage.NONE:
        raise Refused("protection.no_case", "there is no such case")
    match command:
        case AskProtection():
            return _ask(command, file, law)
        case RecallProtection():
            return _recall(command, file, law)
        case RecordProtectionRefusal():
            return _refuse(command, file)
        case _:
            return _protect(command, file, law)


def _ask(command: AskProtection, file: File, law: Law) -> list[Event]:
    _must_name(law, command.protects, command.measures)
    protector = law.holder("protection")
    if protector is None or law.inbox("intake", protector.id) is None:
        raise Refused("protection.by_letter_only", "no instance of this service can protect: ask by official letter")
    said = {name: value for name, value in vars(command).items() if name != "answer_by"}
    asked = ProtectionAsked(protector.id, due_on=_answer_by(command, law), **said)
    if asked == file.protection.asked:
        return []
    if file.notice is None or file.stage in (Stage.RECALLED, Stage.ENDED):
        raise Refused("protection.file_closed", "she is not in our care")
    must_follow(command.asked_on, file.reported_on, "protection.before_report")
    _must_be_her_wish(command, law)
    if file.protection.asked:
        raise Refused("protection.already_asked", "an answer is awaited")
    return [asked]


def _must_name(law: Law, protects: tuple[Code, ...], measures: tuple[Code, ...]) -> None:
    """Measures: L2011 Điều 30, ND62 Điều 7; whom they protect: ND62 Điều 6."""
    must_know(law, "protected_persons", *protects)
    must_know(law, "protection_measures", *measures)
    if not protects:
        raise Refused("protection.nobody_named", "protection is for somebody")
    if not measures:
        raise Refused("protection.no_measure_named", "protection is by some measure")


def _answer_by(command: AskProtection, law: Law) -> date:
    """No law known to us says by when: the day the asker set, never a guess."""
    due_on = command.answer_by or law.due(ANSWER_TERM, command.asked_on)
    if due_on is None:
        raise Refused("protection.day_missing", "no term is confirmed: set the day")
    must_follow(due_on, command.asked_on, "protection.answer_before_request")
    return due_on


def _must_be_her_wish(command: AskProtection, law: Law) -> None:
    if not command.told_her:
        raise Refused("protection.not_told", "she is told first what is asked for her")
    groups = {law.lists["protected_persons"][person].group for person in command.protects}
    if command.her_wish is Wish.REFUSES and HERSELF in groups:
        raise Refused("protection.she_refuses", "record her refusal instead")


def _recall(command: RecallProtection, file: File, law: Law) -> list[Event]:
    """Wherever the file stands by now: what waits for an answer elsewhere is taken back from there."""
    must_know(law, "recall_reasons", command.reason)
    if file.protection.asked is None:
        if isinstance(file.protection.last, ProtectionRecalled):
            return []
        raise Refused("protection.not_asked_by_us", "no request of ours is waiting for an answer")
    return [ProtectionRecalled(file.protection.asked.of, command.reason, command.note)]


def _refuse(command: RecordProtectionRefusal, file: File) -> list[Event]:
    """Her right (ND62 chương I): then her safety is her own, and she must have been told so."""
    if not command.told_what_it_means:
        raise Refused("protection.refusal_not_told", "she is told first what a refusal means")
    known = file.protection
    must_follow(command.refused_on, known.since, "protection.refused_before")
    open_here = known.asked or known.asks or known.standing
    told = ((known.protector,) if known.protector else _partners(file)) if open_here else ()
    refused = ProtectionRefused(command.refused_on, told, command.note)
    said = isinstance(known.last, ProtectionRefused) and known.last.refused_on == refused.refused_on
    return [] if said and not open_here else [refused]


def _protect(command: ProtectorCommand, file: File, law: Law) -> list[Event]:
    """Nobody grants, declines or ends what another agency was asked for or has granted."""
    if file.protection.protector:
        raise Refused("protection.not_ours", f"{file.protection.protector} protects this person")
    match command:
        case GrantProtection():
            return _grant(command, file, law)
        case DeclineProtection():
            return _decline(command, file, law)
        case EndProtection():
            return _end(command, file, law)
        case _:
            assert_never(command)


def _grant(command: GrantProtection, file: File, law: Law) -> list[Event]:
    """Asked or not: who has grounds to fear for her protects her (L2011 Điều 29)."""
    _must_name(law, command.protects, command.measures)
    granted = ProtectionGranted(told=_partners(file), **vars(command))
    if granted == file.protection.standing and not file.protection.asks:
        return []
    must_follow(command.granted_on, _asked_last(file), "protection.before_request")
    if command.until:
        must_follow(command.until, command.granted_on, "protection.ends_before_it_begins")
    return [granted]


def _decline(command: DeclineProtection, file: File, law: Law) -> list[Event]:
    must_know(law, "protection_decline_reasons", command.reason)
    if not file.protection.asks:
        if isinstance(file.protection.last, ProtectionDeclined):
            return []
        raise Refused("protection.not_asked", "no request of another agency is waiting here")
    must_follow(command.declined_on, _asked_last(file), "protection.before_request")
    askers = tuple(dict.fromkeys(ask.asker for ask in file.protection.asks))
    return [ProtectionDeclined(told=askers, **vars(command))]


def _end(command: EndProtection, file: File, law: Law) -> list[Event]:
    must_know(law, "protection_ending_reasons", command.reason)
    standing = file.protection.standing
    if standing is None:
        if isinstance(file.protection.last, ProtectionEnded):
            return []
        raise Refused("protection.not_granted", "she is not protected now")
    must_follow(command.ended_on, standing.granted_on, "protection.ends_before_it_begins")
    return [ProtectionEnded(told=_partners(file), **vars(command))]


def _asked_last(file: File) -> date | None:
    return max((ask.asked_on for ask in file.protection.asks), default=None)


def _partners(file: File) -> tuple[AgencyId, ...]:
    """Who asked us to protect her, who receives her, who asked us to verify: all must know whether she is protected."""
    named = (*(ask.asker for ask in file.protection.received), file.notified, file.task.asker if file.task else None)
    return tuple(dict.fromkeys(agency for agency in named if agency))


def _learn(command: LearnedProtection, file: File) -> list[Event]:
    """What another agency said; what is not open here any more is left."""
    known = file.protection
    match command:
        case TakeProtection():
            waiting = any(ask.asker == command.asker for ask in known.asks)
            return [] if waiting else [ProtectionReceived(**vars(command))]
        case TakeProtectionRecall():
            return _take_recall(command, known)
        case LearnProtection():
            granted = ProtectionWasGranted(**vars(command))
            ours = isinstance(known.standing, ProtectionGranted)
            return [] if ours or granted == known.standing else [granted]
        case LearnProtectionDeclined():
            return [ProtectionWasDeclined(**vars(command))] if known.asked else []
        case LearnProtectionRefused(refused_on, heard_by):
            if not (known.asked or known.asks or known.standing):
                return []
            others = () if known.protector else tuple(a for a in _partners(file) if a != heard_by)
            return [ProtectionWasRefused(refused_on, heard_by, others)]
        case LearnProtectionEnded():
            return [ProtectionWasEnded(**vars(command))] if known.standing else []
        case _:
            assert_never(command)


def _take_recall(command: TakeProtectionRecall, known: Protection) -> list[Event]:
    """Of several who asked, only this one's request is over; answered meanwhile, it stays answered. Said twice, done once,
    also where an earlier request of theirs had been answered."""
    if any(ask.asker == command.asker for ask in known.asks):
        return [ProtectionRecalledByAsker(**vars(command))]
    if command.asker in known.taken_back:
        return []
    late = ProtectionRecallCameTooLate(**vars(command))
    answered = any(ask.asker == command.asker for ask in known.received)
    return [late] if answered and late != known.late_recall else []
