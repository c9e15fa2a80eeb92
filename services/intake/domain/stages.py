"""Where an event takes the file of a case."""

from collections.abc import Mapping

from services.intake.domain.happened import (
    ContactLost,
    ContactRegained,
    Event,
    FileEnded,
    FileReopened,
    FoundNotVictim,
    FoundUnresolved,
    InitialInformationRecorded,
    NoticeCameBack,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeReturnedToSender,
    NoticeSentAgain,
    NoticeTaken,
    PersonReceived,
    PoliceRefused,
    ProtectionReceived,
    ReceptionLearned,
    ReportRecorded,
    VerificationAnswered,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationCameBack,
    VerificationRecalled,
    VerificationRecalledByAsker,
    VerificationReceived,
    VerificationReturnedToSender,
    VictimIdentified,
)
from services.intake.domain.words import Stage

LEADS_TO: Mapping[type[Event], Stage] = {
    ReportRecorded: Stage.REPORTED,
    NoticeTaken: Stage.REPORTED,
    NoticeSentAgain: Stage.REPORTED,
    NoticeReturnedToSender: Stage.RETURNED,
    NoticeCameBack: Stage.RETURNED,
    NoticeRecalled: Stage.RECALLED,
    NoticeRecalledBySender: Stage.RECALLED,
    ReceptionLearned: Stage.RECEIVED,
    PersonReceived: Stage.RECEIVED,
    PoliceRefused: Stage.POLICE_REFUSED,
    VerificationAsked: Stage.VERIFYING,
    VerificationAskedByLetter: Stage.VERIFYING,
    VerificationCameBack: Stage.INFORMED,
    VerificationRecalled: Stage.INFORMED,
    VictimIdentified: Stage.VICTIM,
    FoundNotVictim: Stage.NOT_VICTIM,
    FoundUnresolved: Stage.UNRESOLVED,
    VerificationReceived: Stage.ASKED,
    VerificationReturnedToSender: Stage.RETURNED,
    VerificationRecalledByAsker: Stage.RECALLED,
    VerificationAnswered: Stage.ANSWERED,
    ContactLost: Stage.LOST_CONTACT,
    FileEnded: Stage.ENDED,
}
"""All others leave it where it is."""


def next_stage(stage: Stage, event: Event) -> Stage:
    """While contact is lost, and once a file has ended, what comes of the verification is filed; where it led to is seen
    when she is found, or the file is taken up again. The notice alone goes on: whoever sent it may take it back, and a
    new one begins anew."""
    if isinstance(event, ContactRegained | FileReopened):
        return event.back_to
    if stage in (Stage.LOST_CONTACT, Stage.ENDED):
        return LEADS_TO[type(event)] if isinstance(event, FileEnded | NoticeTaken | NoticeRecalledBySender) else stage
    if isinstance(event, ProtectionReceived):
        return Stage.PROTECTING if stage is Stage.NONE else stage  # it begins a file, and moves none
    if isinstance(event, VerificationCameBack | VerificationRecalled) and stage is not Stage.VERIFYING:
        return stage  # a proof had answered it meanwhile
    if isinstance(event, InitialInformationRecorded) and stage is Stage.RECEIVED:
        return Stage.INFORMED  # recorded later it is a correction
    return LEADS_TO.get(type(event), stage)
