"""Rules of reception: care first, questions later; what she says is written down, corrected, and never overwritten."""

from typing import assert_never

from services.intake.domain.asked import (
    GiveEssentialNeeds,
    RecordInitialInformation,
    RecordPoliceRefusal,
    RecordProof,
    RecordReception,
)
from services.intake.domain.checks import must_be_born_by, must_be_open, must_follow_report
from services.intake.domain.file import File
from services.intake.domain.happened import (
    EssentialNeedsGiven,
    Event,
    InitialInformationRecorded,
    PersonReceived,
    PersonRescued,
    PoliceRefused,
    VictimIdentified,
)
from services.intake.domain.words import Stage
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law

ReceptionCommand = RecordReception | GiveEssentialNeeds | RecordInitialInformation | RecordProof | RecordPoliceRefusal

RESCUE_BODY = "rescue"
"""The group of the proof that a rescue body gives."""


def decide_reception(command: ReceptionCommand, file: File, law: Law) -> list[Event]:
    match command:
        case RecordReception():
            return _receive(command, file, law)
        case GiveEssentialNeeds():
            return _give_needs(command, file, law)
        case RecordInitialInformation():
            return _inform(command, file, law)
        case RecordProof():
            return _prove(command, file, law)
        case RecordPoliceRefusal():
            return _refuse_police(command, file, law)
        case _:
            assert_never(command)


def _receive(command: RecordReception, file: File, law: Law) -> list[Event]:
    must_know(law, "person_statuses", command.person_status)
    must_know(law, "essential_needs", *command.essential_needs)
    must_know(law, "routes", command.route)
    must_be_born_by(command.birth, command.received_on, "reception.born_later")
    if file.notice is None:
        raise Refused("reception.before_report", "there is no report of this person")
    if file.notified is not None:
        raise Refused("reception.not_ours", f"{file.notified} receives this person")
    received = PersonReceived(**vars(command))
    if file.stage not in (Stage.REPORTED, Stage.RETURNED):
        if received == file.reception:
            return []
        if file.reception:
            raise Refused("reception.already_recorded", "this person was received before")
        must_be_open(file)
    must_follow_report(command.received_on, file, "reception.before_report")
    needs = [EssentialNeedsGiven(command.essential_needs, command.received_on)] if command.essential_needs else []
    return [received, *needs]


def _give_needs(command: GiveEssentialNeeds, file: File, law: Law) -> list[Event]:
    must_know(law, "essential_needs", *command.needs)
    if file.notice is None:
        raise Refused("essential_need.before_report", "there is no report of this person")
    must_follow_report(command.given_on, file, "essential_need.too_early")
    given = EssentialNeedsGiven(command.needs, command.given_on)
    return [given] if command.needs and given not in file.needs_given else []


def _inform(command: RecordInitialInformation, file: File, law: Law) -> list[Event]:
    must_know(law, "purposes", *command.purposes, command.primary_purpose)
    must_know(law, "routes", command.route)
    must_know(law, "countries", command.country)
    if file.reception is None:
        raise Refused("information.before_reception", "she is received and cared for before she is asked")
    must_follow(command.informed_on, file.reception.received_on, "information.before_reception")
    must_follow(command.informed_on, command.returned_on, "information.returned_later")
    if command.primary_purpose not in command.purposes:
        raise Refused("information.primary_not_listed", "the main purpose is one of the purposes")
    information = InitialInformationRecorded(**vars(command))
    return [] if information == file.information else [information]


def _prove(command: RecordProof, file: File, law: Law) -> list[Event]:
    must_know(law, "proof_types", command.proof_type)
    if file.notified:
        _must_certify_own_rescue(command, file, law)
    elif file.reception is None:
        raise Refused("proof.before_reception", "she is received before her papers are looked at")
    proven = VictimIdentified(
        command.proof_type, command.number, command.dated, decided_on=command.dated, scan=command.scan
    )
    if file.stands is Stage.VICTIM:
        if proven == file.status:
            return []
        raise Refused("proof.already_victim", "she was identified on another paper")
    return [proven]


def _must_certify_own_rescue(command: RecordProof, file: File, law: Law) -> None:
    """Who rescued her gives the certificate itself where there are grounds (L2011 Điều 25), and no other paper, and only
    when the receiving agency has received her."""
    if file.stage not in (Stage.RECEIVED, Stage.VICTIM):
        raise Refused("proof.before_reception", "she is received before her papers are looked at")
    if not isinstance(file.rescue, PersonRescued) or law.lists["proof_types"][command.proof_type].group != RESCUE_BODY:
        raise Refused("proof.not_ours", f"{file.notified} received this person and looks at her papers")


def _refuse_police(command: RecordPoliceRefusal, file: File, law: Law) -> list[Event]:
    must_know(law, "police_refusal_reasons", command.reason)
    refused = PoliceRefused(command.refused_on, command.reason)
    if refused == file.police_refusal:
        return []
    if file.reception is None:
        raise Refused("police_refusal.before_reception", "she is received before she is asked about the police")
    if file.stands not in (Stage.RECEIVED, Stage.INFORMED, Stage.POLICE_REFUSED):
        raise Refused("police_refusal.too_late", f"at {file.stands} the police were asked or have answered")
    must_follow(command.refused_on, file.reception.received_on, "police_refusal.before_reception")
    return [refused]
