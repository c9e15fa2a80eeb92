"""Entries of the journals as views take them: each with its fact, where views know one of its name."""

from collections.abc import Callable, Mapping

import msgspec

from services.reporting.projections import facts, of_handing_on
from services.reporting.projections.of_benefits import BENEFIT_FACTS
from services.reporting.projections.of_plan import PLAN_FACTS
from services.reporting.projections.plan.all import WORK_FACTS
from shared.journal import JournalEntry

FACTS: dict[str, type[facts.Fact]] = {
    "intake.case.ReportRecorded": facts.ReportRecorded,
    "intake.case.NoticeTaken": facts.NoticeTaken,
    "intake.case.NoticeReturnedToSender": facts.NoticeReturnedToSender,
    "intake.case.NoticeRecalled": facts.NoticeRecalled,
    "intake.case.NoticeSentAgain": facts.NoticeSentAgain,
    "intake.case.PersonReceived": facts.PersonReceived,
    "intake.case.EssentialNeedsGiven": facts.EssentialNeedsGiven,
    "intake.case.InitialInformationRecorded": facts.InitialInformationRecorded,
    "intake.case.VerificationAsked": facts.VerificationAsked,
    "intake.case.VerificationAskedByLetter": facts.VerificationAskedByLetter,
    "intake.case.VerificationReturnedToSender": facts.VerificationReturnedToSender,
    "intake.case.VerificationRecalled": facts.VerificationRecalled,
    "intake.case.VerificationExtended": facts.VerificationExtended,
    "intake.case.DueDaySet": facts.DueDaySet,
    "intake.case.VerificationAnswered": facts.VerificationAnswered,
    "intake.case.VictimIdentified": facts.VictimIdentified,
    "intake.case.FoundNotVictim": facts.FoundNotVictim,
    "intake.case.FoundUnresolved": facts.FoundUnresolved,
    "intake.case.PoliceRefused": facts.PoliceRefused,
    "intake.case.ProtectionAsked": facts.ProtectionAsked,
    "intake.case.ProtectionRecalled": facts.ProtectionRecalled,
    "intake.case.ProtectionGranted": facts.ProtectionAnswered,
    "intake.case.ProtectionDeclined": facts.ProtectionAnswered,
    "intake.case.ProtectionRefused": facts.ProtectionAnswered,
    "intake.person.CasesLinked": facts.CasesLinked,
    "intake.person.CasesUnlinked": facts.CasesUnlinked,
    "intake.case.FileEnded": facts.FileEnded,
    "intake.case.FileReopened": facts.FileReopened,
    "support.case.CaseOpened": facts.CaseOpened,
    "support.case.StatusLearned": facts.StatusLearned,
    "support.case.ReferralOffered": facts.ReferralOffered,
    "support.case.ReferralProlonged": facts.ReferralProlonged,
    "support.case.ReferralWasAccepted": facts.ReferralTaken,
    "support.case.ReferralWasDeclined": facts.ReferralEnded,
    "support.case.ReferralCameBack": facts.ReferralEnded,
    "support.case.PartWasGiven": facts.PartWasGiven,
    "support.case.DeliveryConfirmed": facts.DeliveryConfirmed,
    "support.case.DeliveryFailed": facts.ReferralEnded,
    "support.case.VisitsAgreed": facts.VisitsAgreed,
    "support.case.FollowUpRecorded": facts.FollowUpRecorded,
    "support.case.VisitMissed": facts.FollowUpRecorded,
    "support.case.LeadOffered": of_handing_on.LeadOffered,
    "support.case.LeadWasTaken": of_handing_on.LeadWasTaken,
    "support.case.LeadCameBack": of_handing_on.LeadCameBack,
    "support.case.SentElsewhere": of_handing_on.SentElsewhere,
    "support.case.ReceivedElsewhere": of_handing_on.ReceivedElsewhere,
    "support.case.CaseClosed": facts.CaseClosed,
    "support.case.CaseReopened": facts.CaseReopened,
    "support.work.ReferralAccepted": facts.ReferralTaken,
    "support.work.ReferralDeclined": facts.ReferralEnded,
    "support.work.ReferralReturnedToSender": facts.ReferralEnded,
    "support.work.ServiceDelivered": facts.ServiceDelivered,
    "support.work.ServiceNotDelivered": facts.ReferralEnded,
    **BENEFIT_FACTS,
    **PLAN_FACTS,
    **WORK_FACTS,
}
ABOUT_A_CASE = FACTS.keys() - PLAN_FACTS.keys() - WORK_FACTS.keys() - {
    name for name, fact in FACTS.items() if fact in (facts.CasesLinked, facts.CasesUnlinked)
}  # fmt: skip
_DECODE: Mapping[str, Callable[[msgspec.Raw], facts.Fact]] = {
    name: msgspec.json.Decoder(shape).decode for name, shape in FACTS.items()
}


class Told(msgspec.Struct, frozen=True, gc=False):
    """An entry of a case, and its fact as far as views know it (None: only its place counts)."""

    entry: JournalEntry
    fact: facts.Fact | None

    @property
    def case(self) -> str:
        """Its subject, as the keys of views are written."""
        return self.entry.about

    @property
    def about_a_case(self) -> bool:
        """Something that counts was told of the case that is the subject of the entry."""
        return self.entry.name in ABOUT_A_CASE


def told(entry: JournalEntry) -> Told:
    """Raises msgspec's ValidationError when a known fact lacks what is needed of it."""
    decode = _DECODE.get(entry.name)
    return Told(entry, decode(entry.fact) if decode else None)
