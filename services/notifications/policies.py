"""Whenever an agency heard something from another, its officers get a notice. One table, by stored name.

What another agency told stands in the receiver's own journal, recorded by a policy: that entry says whose desk it is on.
"""

from datetime import date

import msgspec

from services.notifications.domain import Kind, RaiseNotice
from shared.journal import JournalEntry
from shared.kernel.codes import case_code
from shared.kernel.words import CaseId, UnitCode

RAISED: dict[str, Kind] = {
    "intake.case.NoticeTaken": Kind.ARRIVED,
    "intake.case.NoticeCameBack": Kind.RETURNED,
    "intake.case.ReceptionLearned": Kind.ANSWERED,
    "intake.case.VerificationReceived": Kind.ARRIVED,
    "intake.case.VerificationCameBack": Kind.RETURNED,
    "intake.case.VerificationDelayed": Kind.ANSWERED,
    "intake.case.VictimIdentified": Kind.ANSWERED,
    "intake.case.FoundNotVictim": Kind.ANSWERED,
    "intake.case.FoundUnresolved": Kind.ANSWERED,
    "intake.case.LateAnswerFiled": Kind.ANSWERED,
    "support.case.CaseOpened": Kind.ARRIVED,
    "support.case.StatusLearned": Kind.ANSWERED,
    "support.case.ReferralWasAccepted": Kind.ANSWERED,
    "support.case.ReferralWasDeclined": Kind.ANSWERED,
    "support.case.ReferralCameBack": Kind.RETURNED,
    "support.case.DeliveryConfirmed": Kind.ANSWERED,
    "support.case.DeliveryFailed": Kind.ANSWERED,
    "support.work.ReferralReceived": Kind.ARRIVED,
    "support.work.SupportWasClosed": Kind.ANSWERED,
}
OWN_DEEDS = frozenset({
    "intake.case.ReportRecorded", "intake.case.NoticeSentAgain", "intake.case.NoticeReturnedToSender",
    "intake.case.PersonReceived", "intake.case.EssentialNeedsGiven", "intake.case.InitialInformationRecorded",
    "intake.case.PoliceRefused", "intake.case.VerificationAsked", "intake.case.VerificationAskedByLetter",
    "intake.case.VerificationReturnedToSender", "intake.case.VerificationExtended", "intake.case.VerificationAnswered",
    "support.case.NeedsAssessed", "support.case.PlanAgreed", "support.case.ReferralOffered",
    "support.case.FollowUpRecorded", "support.case.CaseClosed", "support.case.CaseReopened",
    "support.work.ReferralAccepted", "support.work.ReferralDeclined", "support.work.ReferralReturnedToSender",
    "support.work.ServiceDelivered", "support.work.ServiceNotDelivered",
    "intake.access.SectionsOpened", "support.access.SectionsOpened",
    "intake.inbox.MessageSkipped", "support.inbox.MessageSkipped",
})  # fmt: skip
"""What an officer did at her own desk: she knows, nobody is told."""


class _Due(msgspec.Struct, frozen=True):
    unit: UnitCode | None = None
    due_on: date | None = None
    reception_due: date | None = None
    answer_by: date | None = None


_due = msgspec.json.Decoder(_Due).decode


def notices_for(entry: JournalEntry, unit: UnitCode | None) -> list[RaiseNotice]:
    """The notices one entry raises: none for what officers did themselves. `unit` is that of the file, where known."""
    kind = RAISED.get(entry.name)
    if kind is None or not entry.by.actor.startswith("policy:"):
        return []
    said = _due(entry.fact)
    return [
        RaiseNotice(
            CaseId(entry.subject), case_code(entry.subject), entry.source, said.unit or unit, kind,
            entry.name.rpartition(".")[2], said.reception_due or said.due_on or said.answer_by, str(entry.position),
        )
    ]  # fmt: skip
