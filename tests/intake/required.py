"""What no history of a case may lack, each with its article: asked of the three ledgers of a town, as they stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from services.intake.domain import Event, File
from services.intake.domain.happened import (
    AcceptanceLearned,
    BesideEvent,
    FileEnded,
    FoundNotVictim,
    FoundUnresolved,
    HandoverAccepted,
    InitialInformationRecorded,
    LateAnswerFiled,
    NoticeCameBack,
    NoticeRecalled,
    NoticeRecalledBySender,
    NoticeReturnedToSender,
    NoticeTaken,
    PersonReceived,
    PersonRescued,
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
    RecallCameTooLate,
    ReceptionLearned,
    ReportRecorded,
    RescueEvent,
    RescueLearned,
    VerificationAnswered,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationCameBack,
    VerificationDelayed,
    VerificationExtended,
    VerificationRecalled,
    VerificationRecalledByAsker,
    VerificationReceived,
    VerificationReturnedToSender,
    VictimIdentified,
    WrittenAnswerGiven,
)
from services.intake.domain.words import Outcome, Stage, Wish
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed

Histories = Mapping[str, Sequence[Event]]
"""What happened to the case at each agency, in order."""
Kind = type[Any] | tuple[type[Any], ...]
STATUS = (VictimIdentified, FoundNotVictim, FoundUnresolved)
REQUESTS = (VerificationAsked, VerificationAskedByLetter)


def before(kind: Kind, facts: Sequence[Event]) -> Iterator[tuple[Sequence[Event], Any]]:
    """Each fact of a kind, with what had happened before it."""
    for n, fact in enumerate(facts):
        if isinstance(fact, kind):
            yield facts[:n], fact


def some(kind: Kind, facts: Sequence[Event]) -> list[Any]:
    return [fact for fact in facts if isinstance(fact, kind)]


def nobody_is_received_without_a_report(facts: Sequence[Event], _: Law) -> None:
    """L2011 Điều 24: the procedure begins with a report of our own, or with the notice of who was told."""
    for past, _fact in before(PersonReceived, facts):
        ours = [report for report in some(ReportRecorded, past) if report.notified is None]
        assert ours or some(NoticeTaken, past)


def nobody_is_verified_before_care_information_and_being_told(facts: Sequence[Event], _: Law) -> None:
    """L2011 Điều 24, ND09 Điều 19, KH2023 mục IV.4: essential needs, examination and initial information first; she is
    told, and not asked for against her wish."""
    for past, asked in before(REQUESTS, facts):
        assert some(PersonReceived, past)
        assert some(InitialInformationRecorded, past)
        assert asked.told_her
        assert asked.her_wish is not Wish.REFUSES


def no_status_comes_from_a_request_nobody_made(facts: Sequence[Event], _: Law) -> None:
    """L2011 Điều 24, 25, 28: a status follows the answer to a request, or a paper shown after reception; of her own rescue
    the rescue body gives it, once she was received."""
    for past, status in before(STATUS, facts):
        by_paper = isinstance(status, VictimIdentified) and status.answer is None
        rescued = by_paper and some(PersonRescued, past) and some(ReceptionLearned, past)
        assert rescued or some(PersonReceived, past)
        assert by_paper or some(REQUESTS, past)


def a_victim_has_the_number_and_day_of_a_paper(facts: Sequence[Event], law: Law) -> None:
    """L2011 Điều 24 khoản 4, Điều 28: the certificate of the police, or one of the other papers."""
    for victim in some(VictimIdentified, facts):
        assert victim.number
        assert law.knows("proof_types", victim.proof_type)
    for answer in some((VerificationAnswered, LateAnswerFiled), facts):
        named = answer.certificate is not None and answer.certificate_on is not None
        assert named is (answer.outcome is Outcome.VICTIM)


def who_is_not_a_victim_is_answered_in_writing_before_the_end(facts: Sequence[Event], _: Law) -> None:
    """L2011 Điều 24: after the result, and again after each further result; reopening the file answers nobody."""
    for past, _fact in before(FileEnded, facts):
        results = [n for n, fact in enumerate(past) if isinstance(fact, STATUS)]
        if results and isinstance(past[results[-1]], FoundNotVictim):
            assert some(WrittenAnswerGiven, past[results[-1] :])


def the_reception_term_runs_from_the_notice(facts: Sequence[Event], law: Law) -> None:
    """L2011 Điều 24: three days from the notice, whenever it was heard or written down."""
    for notice in some((ReportRecorded, NoticeTaken), facts):
        assert notice.reception_due == law.due("reception_after_notice", notice.notified_on)


def the_term_of_the_answer_runs_from_the_request(facts: Sequence[Event], law: Law) -> None:
    """L2011 Điều 24: twenty days, the same at both ends."""
    for asked in some((*REQUESTS, VerificationReceived), facts):
        assert asked.due_on == law.due("verification_answer", asked.asked_on)


def after_a_recall_there_is_a_new_notice_or_nothing(facts: Sequence[Event], _: Law) -> None:
    """Ours: the sender took it back; whoever was told takes no step before it is told again. Her protection, letters and
    what is learned of her go on beside."""
    steps = [fact for fact in facts if not isinstance(fact, BesideEvent | RescueEvent)]
    for fact, following in pairwise(steps):
        if isinstance(fact, NoticeRecalledBySender):
            assert isinstance(following, NoticeTaken)
        if isinstance(fact, VerificationRecalledByAsker):
            assert isinstance(following, VerificationReceived)


ALONE: tuple[Callable[[Sequence[Event], Law], None], ...] = (
    nobody_is_received_without_a_report,
    nobody_is_verified_before_care_information_and_being_told,
    no_status_comes_from_a_request_nobody_made,
    a_victim_has_the_number_and_day_of_a_paper,
    who_is_not_a_victim_is_answered_in_writing_before_the_end,
    the_reception_term_runs_from_the_notice,
    the_term_of_the_answer_runs_from_the_request,
    after_a_recall_there_is_a_new_notice_or_nothing,
)
"""Of each agency's ledger by itself."""


BELIEFS: Mapping[type[Any], Kind] = {
    NoticeTaken: ReportRecorded,
    NoticeCameBack: NoticeReturnedToSender,
    NoticeRecalledBySender: NoticeRecalled,
    RecallCameTooLate: NoticeRecalled,
    AcceptanceLearned: HandoverAccepted,
    ReceptionLearned: PersonReceived,
    VerificationReceived: VerificationAsked,
    VerificationCameBack: VerificationReturnedToSender,
    VerificationDelayed: VerificationExtended,
    VerificationRecalledByAsker: VerificationRecalled,
    RescueLearned: PersonRescued,
    ProtectionReceived: ProtectionAsked,
    ProtectionRecalledByAsker: ProtectionRecalled,
    ProtectionRecallCameTooLate: ProtectionRecalled,
    ProtectionWasGranted: ProtectionGranted,
    ProtectionWasDeclined: ProtectionDeclined,
    ProtectionWasRefused: (ProtectionRefused, ProtectionWasRefused),
    ProtectionWasEnded: ProtectionEnded,
}
"""What one agency writes down of another, and what must stand in the other's own ledger by then."""


def what_one_believes_of_another_is_true(all_of: Histories) -> None:
    """KH2023 mục II.2 (Quy chế 3586): both ends can be reconciled. What they share in name they share in value."""
    for agency, facts in all_of.items():
        others = [fact for other, theirs in all_of.items() if other != agency for fact in theirs]
        for belief in facts:
            if kind := BELIEFS.get(type(belief)):
                assert any(_agree(belief, fact) for fact in some(kind, others)), belief
            if isinstance(belief, (*STATUS, LateAnswerFiled)) and not _by_hand(belief, facts):
                papers = some((VerificationAnswered, VictimIdentified), others)
                assert any(_same_number(belief, paper) for paper in papers), belief


NOT_THE_SAME = {"unit", "sex", "age_group", "ethnicity", "told"}
"""What the teller may have learned otherwise meanwhile; whom it told is its own to keep."""


def _agree(belief: Any, fact: Any) -> bool:
    """The sealed parts travel under each agency's own key; what is open is the same at both ends."""
    names = (vars(belief).keys() & vars(fact).keys()) - NOT_THE_SAME
    heard = {name: getattr(belief, name) for name in names if not isinstance(getattr(belief, name), Sealed)}
    return all(getattr(fact, name) == value for name, value in heard.items() if value is not None)


def _by_hand(status: Any, facts: Sequence[Event]) -> bool:
    """On a paper she held, or typed in from a letter."""
    on_paper = isinstance(status, VictimIdentified) and status.answer is None
    return on_paper or bool(some(VerificationAskedByLetter, facts))


def _same_number(status: Any, paper: VerificationAnswered | VictimIdentified) -> bool:
    number = status.answer if isinstance(status, VictimIdentified) else status.number
    return bool(paper.number == number)


def when_all_is_heard(files: Mapping[str, File], all_of: Histories, law: Law) -> None:
    """KH2023 mục II.2: nobody waits for what nobody has, and both ends of a handover have its receipt."""
    receiver, verifier = law.holder("reception"), law.holder("verification")
    assert receiver
    assert verifier
    ours, theirs = files[receiver.id], files[verifier.id]
    asked_by_message = isinstance(ours.awaited, VerificationAsked)
    if asked_by_message:
        assert theirs.stage is Stage.ASKED, "an answer is awaited from somebody who does not know"
    if theirs.stage is Stage.ASKED and not _crossed(all_of[verifier.id]):
        assert asked_by_message, "somebody works at what nobody awaits"
    for agency, told in files.items():
        if told.notified and told.task is None:
            _both_ends_agree(told, ours, all_of[agency], agency)
        _what_is_asked_of_the_protector(agency, files, all_of[agency], law)


def _what_is_asked_of_the_protector(agency: str, files: Mapping[str, File], facts: Sequence[Event], law: Law) -> None:
    protector = law.holder("protection")
    assert protector
    waits = agency in [ask.asker for ask in files[protector.id].protection.asks]
    requests = some((ProtectionAsked, ProtectionRecalled), facts)
    if files[agency].protection.asked:
        assert waits, "an answer is awaited from somebody who does not know"
    if requests and isinstance(requests[-1], ProtectionRecalled):
        assert not waits, "somebody is asked to protect her on a request that was taken back"


def _both_ends_agree(told: File, ours: File, facts: Sequence[Event], agency: str) -> None:
    """The agency that notified, and the one that receives."""
    assert ours.reporter == agency
    assert bool(some(ReceptionLearned, facts)) is (ours.reception is not None)
    crossed = bool(some(NoticeRecalled, facts))  # see `_crossed`: here it is a notice that was taken back and sent anew
    assert crossed or (told.handover is None) is (ours.handover is None)
    match told.stage:
        case Stage.REPORTED:
            assert ours.stage in (Stage.REPORTED, Stage.LOST_CONTACT, Stage.ENDED)
        case Stage.RECALLED:
            assert ours.stage is Stage.RECALLED
        case Stage.RETURNED:
            assert crossed or ours.stage is Stage.RETURNED


def _crossed(verifiers: Sequence[Event]) -> bool:
    """A request was taken back and made anew while the answer to the first, or its return, was on the way. The messages
    do not say which request they are about: the asker takes the answer for that of the second, on which work goes on."""
    done = [
        n for n, fact in enumerate(verifiers) if isinstance(fact, VerificationAnswered | VerificationReturnedToSender)
    ]
    return any(isinstance(fact, VerificationReceived) for n in done for fact in verifiers[n + 1 :])
