"""Whenever another agency's intake tells us something, we do this with our own file of the case."""

from collections.abc import Callable, Mapping

from services.intake.domain import CASE, Command
from services.intake.domain.learned import (
    LearnAcceptance,
    LearnAnswer,
    LearnDelay,
    LearnReception,
    TakeNotice,
    TakeRecall,
    TakeRequestBack,
    TakeReturn,
    TakeVerification,
    TakeVerificationRecall,
)
from services.intake.domain.matching import MATCHING, LearnLink, LearnUnlink, SuspectDuplicate, TakeDescription
from services.intake.domain.words import Outcome
from shared.contracts.intake import (
    CasesLinked,
    CasesUnlinked,
    HandoverAccepted,
    NoticeRecalled,
    NoticeReturned,
    PersonDescribed,
    PersonReported,
    PossibleDuplicate,
    ReceptionRecorded,
    VerificationAnswered,
    VerificationAsked,
    VerificationExtended,
    VerificationRecalled,
    VerificationReturned,
)
from shared.kernel.decider import Act
from shared.kernel.tell import Heard
from shared.kernel.words import AgencyId


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
    return _on_our_file(heard, LearnDelay(message.due_on, message.reason))


def learn_the_answer_whenever_verification_is_answered(heard: Heard) -> list[Act]:
    message: VerificationAnswered = heard.message
    return _on_our_file(
        heard,
        LearnAnswer(
            Outcome(message.outcome), message.answered_on, message.number,
            message.certificate, message.certificate_on, message.scan,
        ),
    )  # fmt: skip


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
    return heard.sender.partition(".")[2]


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
    PersonDescribed: take_the_description_whenever_a_person_is_described,
    PossibleDuplicate: learn_of_the_other_case_whenever_a_duplicate_is_possible,
    CasesLinked: learn_the_link_whenever_cases_are_linked,
    CasesUnlinked: learn_the_unlink_whenever_cases_are_unlinked,
}
