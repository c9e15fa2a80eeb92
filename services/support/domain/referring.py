"""The lead asks other agencies: what is offered, prolonged, and learned of the answers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import assert_never

from services.support.domain.case_commands import LearnAnswer, OfferReferral, RecordLetterAnswer, ReferralCommand
from services.support.domain.case_events import Event
from services.support.domain.entitlement import person_of, regime_warnings
from services.support.domain.file import File
from services.support.domain.granted import ProlongReferral, ReferralProlonged, must_prolong
from services.support.domain.referrals import answer_to, offer, referral_id
from services.support.domain.services.part_rules import learn
from services.support.domain.services.parts import LearnPart
from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law


def decide_referral(command: ReferralCommand, file: File, law: Law) -> Sequence[Event]:
    match command:
        case OfferReferral():
            return _offer(command, file, law)
        case ProlongReferral():
            return _prolong(command, file)
        case LearnAnswer() | RecordLetterAnswer() | LearnPart():
            return _learn(command, file, law)
        case _:
            assert_never(command)


def _offer(command: OfferReferral, file: File, law: Law) -> list[Event]:
    opened = file.must_be_open(command.offered_on)
    number = referral_id(opened.case, len(file.referrals) + 1)
    offered = offer(command, number, regime_warnings(person_of(file, law), command.regime, law), law)
    for earlier in file.open_on(command.offered_on):
        if replace(offered, referral=earlier.id) == earlier.offered:
            return []
        if (earlier.offered.service, earlier.offered.agency) == (command.service, command.agency):
            raise Refused("referral.already_open", "this agency was asked for this service and has not finished")
    return [offered]


def _prolong(command: ProlongReferral, file: File) -> list[Event]:
    """Nobody is asked twice for the same at once: what was offered anew meanwhile is prolonged instead."""
    file.must_be_open(command.prolonged_on)
    referral = file.referral(command.referral)
    prolonged = ReferralProlonged(referral.id, command.prolonged_on, command.until)
    if prolonged == referral.prolonged:
        return []
    must_prolong(referral.stage, referral.until, command)
    asked = (referral.offered.service, referral.offered.agency)
    others = (each.offered for each in file.open_on(command.prolonged_on) if each.id != referral.id)
    if not referral.open_on(command.prolonged_on) and asked in ((each.service, each.agency) for each in others):
        raise Refused("referral.already_open", "this agency was asked for this service again and has not finished")
    return [prolonged]


def _learn(command: LearnAnswer | RecordLetterAnswer | LearnPart, file: File, law: Law) -> Sequence[Event]:
    """What an agency told is kept even if the case was closed meanwhile: it happened. A letter is read by an officer,
    so what it can say is checked."""
    referral = file.referral(command.referral)
    if isinstance(command, LearnPart):
        return learn(command, referral.offered, referral.parts)
    if isinstance(command, LearnAnswer) and command.teller != referral.offered.inbox:
        raise Refused("answer.not_from_whom_we_asked", "another agency was asked for this")
    learned = answer_to(referral, LearnAnswer(**vars(command)))
    if learned == referral.answer:
        return []
    if isinstance(command, RecordLetterAnswer):
        must_know(law, "reasons", command.reason)
        referral.must_take_by_letter(command, law)
    return [learned]
