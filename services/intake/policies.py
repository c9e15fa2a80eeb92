"""Whenever another agency's intake tells us something, we do this with our own file of the case."""

from collections.abc import Callable, Mapping

from services.intake.domain import CASE, Command
from services.intake.domain.learned import (
    LearnAcceptance,
    LearnAnswer,
    LearnCertificate,
    LearnDelay,
    LearnProtection,
    LearnProtectionDeclined,
    LearnProtectionEnded,
    LearnProtectionRefused,
    LearnReception,
    LearnRescue,
    TakeNotice,
    TakeProtection,
    TakeProtectionRecall,
    TakeRecall,
    TakeRequestBack,
    TakeReturn,
    TakeVerification,
    TakeVerificationRecall,
)
from services.intake.domain.matching import MATCHING, LearnLink, LearnUnlink, SuspectDuplicate, TakeDescription
from services.intake.domain.report import REPORT
from services.intake.domain.report import Command as ReportCommand
from services.intake.domain.report.learned import LearnTipAnswer, LearnTipReceipt, TakeTip, TakeTipBack
from services.intake.domain.report.words import RiskLevel, YesNo
from services.intake.domain.words import Outcome, Wish
from shared.contracts.intake import (
    CasesLinked,
    CasesUnlinked,
    HandoverAccepted,
    NoticeRecalled,
    NoticeReturned,
    PersonDescribed,
    PersonReported,
    PersonRescued,
    PossibleDuplicate,
    ProtectionAsked,
    ProtectionDeclined,
    ProtectionEnded,
    ProtectionGranted,
    ProtectionRecalled,
    ProtectionRefused,
    ReceptionRecorded,
    TipAnswered,
    TipPassedOn,
    TipReceived,
    TipReturned,
    VerificationAnswered,
    VerificationAsked,
    VerificationExtended,
    VerificationRecalled,
    VerificationReturned,
    VictimCertified,
)
from shared.kernel.decider import Act
from shared.kernel.tell import Heard
from shared.kernel.words import AgencyId, agency_of


def take_the_notice_whenever_a_person_is_reported(heard: Heard) -> list[Act]:
    message: PersonReported = heard.message
    return _on_our_file(heard, TakeNotice(sender=_agency(heard), **vars(message)))


def take_the_notice_back_whenever_it_is_returned(heard: Heard) -> list[Act]:
    message: NoticeReturned = heard.message
    return _on_our_file(heard, TakeReturn(message.reason, message.note))


def take_the_recall_whenever_a_notice_is_recalled(heard: Heard) -> list[Act]:
    message: NoticeRecalled = heard.message
    return _on_our_file(heard, TakeRecall(message.reason, message.note))


def learn_the_acceptance_whenever_a_handover_is_accepted(heard: Heard) -> list[Act]:
    message: HandoverAccepted = heard.message
    return _on_our_file(heard, LearnAcceptance(**vars(message)))


def learn_the_reception_whenever_it_is_recorded(heard: Heard) -> list[Act]:
    message: ReceptionRecorded = heard.message
    return _on_our_file(heard, LearnReception(message.received_on))


def take_the_request_whenever_verification_is_asked(heard: Heard) -> list[Act]:
    message: VerificationAsked = heard.message
    return _on_our_file(heard, TakeVerification(asker=_agency(heard), **vars(message)))


def take_the_request_back_whenever_it_is_returned(heard: Heard) -> list[Act]:
    message: VerificationReturned = heard.message
    return _on_our_file(heard, TakeRequestBack(message.reason, message.note))


def take_the_recall_whenever_verification_is_recalled(heard: Heard) -> list[Act]:
    message: VerificationRecalled = heard.message
    return _on_our_file(heard, TakeVerificationRecall(message.reason, message.note))


def learn_the_delay_whenever_verification_is_extended(heard: Heard) -> list[Act]:
    message: VerificationExtended = heard.message
    return _on_our_file(heard, LearnDelay(**vars(message)))


def learn_the_answer_whenever_verification_is_answered(heard: Heard) -> list[Act]:
    message: VerificationAnswered = heard.message
    return _on_our_file(
        heard,
        LearnAnswer(
            Outcome(message.outcome), message.answered_on, message.number,
            message.certificate, message.certificate_on, message.scan,
        ),
    )  # fmt: skip


def learn_the_rescue_whenever_a_person_is_rescued(heard: Heard) -> list[Act]:
    message: PersonRescued = heard.message
    return _on_our_file(heard, LearnRescue(**vars(message)))


def learn_the_certificate_whenever_a_victim_is_certified(heard: Heard) -> list[Act]:
    message: VictimCertified = heard.message
    return _on_our_file(heard, LearnCertificate(**vars(message)))


def take_the_request_whenever_protection_is_asked(heard: Heard) -> list[Act]:
    message: ProtectionAsked = heard.message
    said = vars(message) | {"her_wish": Wish(message.her_wish)}
    return _on_our_file(heard, TakeProtection(asker=_agency(heard), **said))


def take_the_recall_whenever_a_request_to_protect_is_recalled(heard: Heard) -> list[Act]:
    message: ProtectionRecalled = heard.message
    return _on_our_file(heard, TakeProtectionRecall(_agency(heard), message.reason, message.note))


def learn_it_whenever_protection_is_granted(heard: Heard) -> list[Act]:
    message: ProtectionGranted = heard.message
    return _on_our_file(heard, LearnProtection(protector=_agency(heard), **vars(message)))


def learn_it_whenever_protection_is_declined(heard: Heard) -> list[Act]:
    message: ProtectionDeclined = heard.message
    return _on_our_file(heard, LearnProtectionDeclined(**vars(message)))


def learn_it_whenever_protection_is_refused(heard: Heard) -> list[Act]:
    message: ProtectionRefused = heard.message
    return _on_our_file(heard, LearnProtectionRefused(message.refused_on, _agency(heard)))


def learn_it_whenever_protection_is_ended(heard: Heard) -> list[Act]:
    message: ProtectionEnded = heard.message
    return _on_our_file(heard, LearnProtectionEnded(**vars(message)))


def take_the_tip_whenever_a_report_is_passed_on(heard: Heard) -> list[Act]:
    message: TipPassedOn = heard.message
    said = vars(message) | {"level": RiskLevel(message.level), "children": YesNo(message.children)}
    return _on_our_report(heard, TakeTip(sender=_agency(heard), **said))


def learn_the_receipt_whenever_a_tip_is_received(heard: Heard) -> list[Act]:
    message: TipReceived = heard.message
    return _on_our_report(heard, LearnTipReceipt(_agency(heard), message.on))


def take_the_tip_back_whenever_it_is_returned(heard: Heard) -> list[Act]:
    message: TipReturned = heard.message
    return _on_our_report(heard, TakeTipBack(_agency(heard), message.reason, message.note))


def learn_the_answer_whenever_a_tip_is_answered(heard: Heard) -> list[Act]:
    message: TipAnswered = heard.message
    return _on_our_report(heard, LearnTipAnswer(_agency(heard), **vars(message)))


def _on_our_report(heard: Heard, command: ReportCommand) -> list[Act]:
    return [Act(REPORT, heard.subject, command)]


def take_the_description_whenever_a_person_is_described(heard: Heard) -> list[Act]:
    message: PersonDescribed = heard.message
    return [Act(MATCHING, heard.subject, TakeDescription(source=heard.sender, **vars(message)))]


def learn_of_the_other_case_whenever_a_duplicate_is_possible(heard: Heard) -> list[Act]:
    message: PossibleDuplicate = heard.message
    return [Act(MATCHING, heard.subject, SuspectDuplicate(**vars(message)))]


def learn_the_link_whenever_cases_are_linked(heard: Heard) -> list[Act]:
    message: CasesLinked = heard.message
    return [Act(MATCHING, heard.subject, LearnLink(message.other, message.person))]


def learn_the_unlink_whenever_cases_are_unlinked(heard: Heard) -> list[Act]:
    message: CasesUnlinked = heard.message
    return [Act(MATCHING, heard.subject, LearnUnlink(message.other, message.person))]


def _on_our_file(heard: Heard, command: Command) -> list[Act]:
    return [Act(CASE, heard.subject, command)]


def _agency(heard: Heard) -> AgencyId:
    return agency_of(heard.sender)


POLICIES: Mapping[type, Callable[[Heard], list[Act]]] = {
    PersonReported: take_the_notice_whenever_a_person_is_reported,
    NoticeReturned: take_the_notice_back_whenever_it_is_returned,
    NoticeRecalled: take_the_recall_whenever_a_notice_is_recalled,
    HandoverAccepted: learn_the_acceptance_whenever_a_handover_is_accepted,
    ReceptionRecorded: learn_the_reception_whenever_it_is_recorded,
    VerificationAsked: take_the_request_whenever_verification_is_asked,
    VerificationReturned: take_the_request_back_whenever_it_is_returned,
    VerificationRecalled: take_the_recall_whenever_verification_is_recalled,
    VerificationExtended: learn_the_delay_whenever_verification_is_extended,
    VerificationAnswered: learn_the_answer_whenever_verification_is_answered,
    PersonRescued: learn_the_rescue_whenever_a_person_is_rescued,
    VictimCertified: learn_the_certificate_whenever_a_victim_is_certified,
    ProtectionAsked: take_the_request_whenever_protection_is_asked,
    ProtectionRecalled: take_the_recall_whenever_a_request_to_protect_is_recalled,
    ProtectionGranted: learn_it_whenever_protection_is_granted,
    ProtectionDeclined: learn_it_whenever_protection_is_declined,
    ProtectionRefused: learn_it_whenever_protection_is_refused,
    ProtectionEnded: learn_it_whenever_protection_is_ended,
    TipPassedOn: take_the_tip_whenever_a_report_is_passed_on,
    TipReceived: learn_the_receipt_whenever_a_tip_is_received,
    TipReturned: take_the_tip_back_whenever_it_is_returned,
    TipAnswered: learn_the_answer_whenever_a_tip_is_answered,
    PersonDescribed: take_the_description_whenever_a_person_is_described,
    PossibleDuplicate: learn_of_the_other_case_whenever_a_duplicate_is_possible,
    CasesLinked: learn_the_link_whenever_cases_are_linked,
    CasesUnlinked: learn_the_unlink_whenever_cases_are_unlinked,
}
