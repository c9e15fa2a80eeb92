"""What was sent and is neither accepted nor returned is said at both ends, as often as the profile says, until answered."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from services.notifications.domain import File, Place, RaiseNotice, Step, facts, of_support
from services.notifications.domain.facts import Fact
from services.notifications.domain.silence import sendings
from services.notifications.policies import raise_a_notice_at_both_ends_whenever_nobody_answers
from shared.clock import local
from shared.kernel.law import Law
from shared.kernel.words import CaseId
from shared.testing import StillClock, identity
from tests.notifications.office import CASE_ID, CLERK, COMMUNE, OTHER_COMMUNE, Office, done, may, on, told
from tests.notifications.test_pages import page, text
from tests.reporting.town import profile

CASE, ONE = CaseId(CASE_ID), identity("one referral")
AT_COMMUNES, LABOUR = Place("intake.communes", CASE), "intake.labour"
FRIDAY = may(5)
"""A notice sent on Friday 5 May 2023 is hoped to be taken up until Tuesday 9: two working days."""
NOTICE = facts.ReportRecorded("20035", "labour", may(8))
SENT = on(FRIDAY, done("intake.case.ReportRecorded", 1, "intake.communes",
                       unit="20035", notified="labour", reception_due="2023-05-08"))  # fmt: skip
TAKEN = on(FRIDAY, told("intake.case.NoticeTaken", 1, LABOUR, unit="20035", reception_due="2023-05-08"))


def law() -> Law:
    return profile().law_on(FRIDAY)


def lasting(**lengths: int | None) -> Law:
    """The law of the profile with other lengths of silence."""
    terms = {code: replace(term, length=lengths.get(code, term.length)) for code, term in law().terms.items()}
    return replace(law(), terms=terms)


def file(*steps: tuple[date, Fact], told: bool = False) -> File:
    made = File()
    for position, (day, fact) in enumerate(steps, 1):
        made = made.with_step(position, Step(fact, told, local(StillClock(day)())))
    return made


def said(
    sender: File, today: date, listener: File | None = None, law: Law | None = None, to: str = LABOUR
) -> list[tuple[str, str, date | None]]:
    """Desk, kind and the day by which a word was hoped for, of each notice."""
    there = {to: listener} if listener else {}
    policy = raise_a_notice_at_both_ends_whenever_nobody_answers
    found: list[RaiseNotice] = [*policy(AT_COMMUNES, sender, there, law or lasting(), today)]
    return sorted((notice.desk, notice.kind.value, notice.due_on) for notice in found)


BOTH = [("intake.communes", "unanswered"), ("intake.labour", "awaited")]


@pytest.mark.parametrize(
    ("today", "hoped_for"),
    [(may(5), None), (may(9), None), (may(10), may(9)), (may(11), may(9)), (may(12), may(11)), (may(15), may(11)),
     (may(16), may(15)), (date(2023, 6, 1), may(31))],
)  # fmt: skip
def test_silence_is_said_after_two_working_days_and_again_every_two(today: date, hoped_for: date | None) -> None:
    found = said(file((FRIDAY, NOTICE)), today)
    assert found == ([(desk, kind, hoped_for) for desk, kind in BOTH] if hoped_for else [])


def test_silence_is_counted_over_holidays_as_any_term() -> None:
    assert not said(file((date(2023, 4, 27), NOTICE)), may(4))
    assert said(file((date(2023, 4, 27), NOTICE)), may(5))  # 29/04 to 03/05 were given free


def test_where_nobody_set_how_long_there_is_no_alarm_and_none_is_said_again() -> None:
    assert not said(file((FRIDAY, NOTICE)), may(31), law=lasting(silence_notice=None))
    once = said(file((FRIDAY, NOTICE)), may(31), law=lasting(silence_again=None))
    assert once == [(desk, kind, may(9)) for desk, kind in BOTH]
    assert not said(file((FRIDAY, NOTICE)), may(31), law=replace(law(), terms={}))


def test_a_year_nobody_announced_raises_no_alarm() -> None:
    assert not said(file((date(2026, 12, 30), NOTICE)), date(2027, 3, 1))


@pytest.mark.parametrize(
    "answer",
    [facts.NoticeAccepted(), facts.PersonReceived(), facts.NoticeReturnedToSender()],
    ids=lambda answer: type(answer).__name__,
)
def test_it_ends_when_the_receiver_answers_although_its_word_is_not_back_yet(answer: Fact) -> None:
    listener = file((FRIDAY, facts.NoticeTaken("20035", may(8))), (may(6), answer), told=True)
    assert not said(file((FRIDAY, NOTICE)), may(31), listener)


@pytest.mark.parametrize(
    "learned",
    [facts.NoticeAccepted(), facts.ReceptionLearned(), facts.NoticeCameBack(), facts.NoticeRecalled()],
    ids=lambda learned: type(learned).__name__,
)
def test_it_ends_when_the_sender_hears_or_takes_it_back(learned: Fact) -> None:
    assert not said(file((FRIDAY, NOTICE), (may(8), learned)), may(31))


def test_a_notice_sent_again_begins_anew_and_the_old_return_does_not_answer_it() -> None:
    sender = file((FRIDAY, NOTICE), (may(8), facts.NoticeCameBack()), (may(16), facts.NoticeSentAgain()))
    back = (may(8), facts.NoticeReturnedToSender())
    taken = (FRIDAY, facts.NoticeTaken("20035", may(8)))
    assert not said(sender, may(18), file(taken, back))
    assert said(sender, may(19), file(taken, back)) == [(desk, kind, may(18)) for desk, kind in BOTH]
    again = (may(16), facts.NoticeTaken("20035", may(8)))
    assert said(sender, may(19), file(taken, back, again)) == [(desk, kind, may(18)) for desk, kind in BOTH]


@pytest.mark.parametrize(
    ("fact", "code", "to", "answer"),
    [
        (
            facts.VerificationAsked("police"),
            "silence_verification",
            "intake.police",
            facts.VerificationExtended(may(30)),
        ),
        (facts.VerificationAsked("police"), "silence_verification", "intake.police", facts.VerificationEnded()),
        (
            of_support.ReferralOffered(ONE, "support.health"),
            "silence_referral",
            "support.health",
            of_support.ReferralAnswered(ONE),
        ),
        (
            of_support.ReferralOffered(ONE, "support.health"),
            "silence_referral",
            "support.health",
            of_support.ReferralCameBack(ONE),
        ),
    ],
)
def test_a_request_is_watched_like_a_notice_where_the_profile_sets_a_time(
    fact: Fact, code: str, to: str, answer: Fact
) -> None:
    sender = file((FRIDAY, of_support.CaseOpened("20035")), (FRIDAY, fact))
    timed = lasting(**{code: 3})
    assert not said(sender, may(31), to=to)  # in 2023 nobody set one
    assert [desk for desk, _, _ in said(sender, may(31), law=timed, to=to)] == ["intake.communes", to]
    assert not said(sender, may(31), file((may(9), answer)), timed, to)


def test_what_went_by_letter_is_not_watched_here() -> None:
    by_letter = (
        of_support.ReferralOffered(ONE, None, agency="health"),
        facts.VerificationAskedByLetter(may(20), "police"),
    )
    assert not file(*((FRIDAY, fact) for fact in by_letter)).waiting


def test_a_referral_of_the_lead_to_itself_is_said_once() -> None:
    sender = file(
        (FRIDAY, of_support.CaseOpened("20035")), (FRIDAY, of_support.ReferralOffered(ONE, "intake.communes"))
    )
    found = said(sender, may(31), law=lasting(silence_referral=2), to="intake.communes")
    assert [(desk, kind) for desk, kind, _ in found] == [("intake.communes", "awaited")]


def test_steps_kept_before_their_moment_was_asked_for_raise_nothing() -> None:
    old = File().with_step(1, Step(NOTICE, told=False))
    assert (old.waiting, old.running) == ({}, False)


def test_a_file_as_it_lies_on_the_shelf_raises_the_same() -> None:
    kept = msgspec.json.decode(msgspec.json.encode(file((FRIDAY, NOTICE))), type=File)
    assert said(kept, may(10)) == said(file((FRIDAY, NOTICE)), may(10)) != []
    before = {"steps": {"1": {"fact": msgspec.to_builtins(NOTICE), "told": False}}, "begun": True}
    assert not said(msgspec.convert(before, File, strict=False), may(31))


@settings(max_examples=50)
@given(days=some.integers(0, 60), length=some.integers(1, 20), again=some.integers(1, 20))
def test_it_is_never_said_again_sooner_than_the_profile_says(days: int, length: int, again: int) -> None:
    timed = lasting(silence_notice=length, silence_again=again)
    sender = file((FRIDAY, NOTICE))
    hoped = sorted(
        {day for n in range(days) for _, _, day in said(sender, FRIDAY + timedelta(days=n), law=timed) if day}
    )
    assert hoped[:1] in ([], [timed.due("silence_notice", FRIDAY)])
    assert all(timed.due("silence_again", before) == after for before, after in pairwise(hoped))


@given(some.lists(some.sampled_from([
    NOTICE, facts.NoticeSentAgain(), facts.NoticeAccepted(), facts.NoticeCameBack(), facts.NoticeRecalled(),
    facts.ReceptionLearned(), facts.VerificationAsked("police"), facts.VerificationDelayed(may(30)),
    facts.AnswerLearned(), of_support.ReferralOffered(ONE, "support.health"),
    of_support.ReferralAnswered(ONE), of_support.CaseClosed(),
])))  # fmt: skip
def test_whatever_happened_the_last_word_decides_whether_somebody_waits(happened: list[Fact]) -> None:
    moment = local(StillClock(FRIDAY)())
    waiting = sendings((position, fact, moment) for position, fact in enumerate(happened, 1)).waiting
    of_it = facts.VerificationAsked | facts.VerificationDelayed | facts.AnswerLearned
    about_it = [fact for fact in happened if isinstance(fact, of_it)]
    assert ("verification" in waiting) == bool(about_it and isinstance(about_it[-1], facts.VerificationAsked))
    assert all(sent.position <= len(happened) for sent in waiting.values())


# At the desk


def test_both_ends_are_told_once_a_round_and_see_who_has_it() -> None:
    office = Office().hear(SENT, TAKEN).on(may(9))
    assert "unanswered notice" not in office.seen_by(COMMUNE)
    office.on(may(10)).on(may(11))
    assert office.seen_by(COMMUNE) == ["unanswered notice"]
    assert office.seen_by(CLERK) == ["arrived reception", "awaited notice", "overdue reception"]
    assert office.seen_by(OTHER_COMMUNE) == []
    shown = text(page(office, COMMUNE))
    assert "Nơi nhận chưa tiếp nhận, cũng chưa trả lại thông báo. Liên hệ nơi nhận." in shown
    assert "chưa có trả lời đến hết 09/05/2023 — đang ở Phòng LĐ-TB&XH" in shown
    at_labour = text(page(office, CLERK))
    assert "Nơi báo tin đang chờ. Tiếp nhận hoặc trả lại thông báo." in at_labour
    assert "quá hạn 3 ngày — đang ở Phòng LĐ-TB&XH" in at_labour
    office.on(may(12)).on(may(15))
    assert office.seen_by(COMMUNE) == ["unanswered notice", "unanswered notice"]


def test_an_acceptance_ends_it_at_both_desks_and_nothing_is_said_afterwards() -> None:
    office = Office().hear(SENT, TAKEN).on(may(10))
    office.hear(
        on(may(10), done("intake.case.HandoverAccepted", 2, LABOUR, accepted_on="2023-05-10", person_came=False))
    )
    for officer in (COMMUNE, CLERK):
        assert "đã trả lời" in text(page(office, officer))
        assert "chưa có trả lời" not in text(page(office, officer))
    office.on(may(31))
    assert office.seen_by(COMMUNE) == ["unanswered notice"]


def test_a_receiver_that_has_not_even_heard_it_is_told_from_the_senders_journal() -> None:
    office = Office().hear(SENT).on(may(10))
    assert office.seen_by(CLERK) == ["awaited notice"]
    assert "/cases/" not in page(office, CLERK).text, "there is no file to go to yet"
    assert "/cases/" in page(office.hear(TAKEN), CLERK).text


def test_a_request_to_protect_that_nobody_answers_is_silence_once_the_town_sets_a_time() -> None:
    asked = file((FRIDAY, NOTICE), (FRIDAY, facts.NoticeAccepted()), (FRIDAY, facts.ProtectionAsked("police", may(6))))
    police = "intake.police"
    assert said(asked, may(20), to=police) == []  # nobody has set a time: the last day of the request is watched alone
    hoped = lasting(silence_protection=1)
    assert [(desk, kind) for desk, kind, _ in said(asked, may(10), law=hoped, to=police)] == [
        ("intake.communes", "unanswered"), (police, "awaited"),
    ]  # fmt: skip
    for answer in (facts.ProtectionAnswerLearned(), facts.ProtectionRefused(), facts.ProtectionRecalled()):
        assert said(asked.with_step(4, Step(answer, True, StillClock(may(8))())), may(20), law=hoped, to=police) == []
    answered = file((FRIDAY, facts.ProtectionReceived(None, may(6))), (may(8), facts.ProtectionGranted()))
    assert said(asked, may(20), answered, hoped, police) == []


def test_nobody_is_waited_for_after_the_last_day_of_an_offer() -> None:
    offer = of_support.ReferralOffered(ONE, "support.health", until=may(20))
    sender = file((may(8), of_support.CaseOpened("20035")), (may(8), offer))
    timed, to = lasting(silence_referral=2, silence_again=2), "support.health"
    assert [desk for desk, _, _ in said(sender, may(19), law=timed, to=to)] == ["intake.communes", to]
    assert not said(sender, may(22), law=timed, to=to)
    longer = file(
        (may(8), of_support.CaseOpened("20035")), (may(8), offer), (may(9), of_support.ReferralProlonged(ONE, may(30)))
    )
    assert [desk for desk, _, _ in said(longer, may(22), law=timed, to=to)] == ["intake.communes", to]
