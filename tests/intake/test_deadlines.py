"""The clock of a term starts at its event and stops for nobody; where the law gives no day a person sets it; every page says
how a day was counted and who has the ball when it is past."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from uuid import uuid4

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as some

from services.intake.domain import CASE
from services.intake.domain.asked import AcceptHandover, ExtendVerification, SetDueDay
from services.intake.domain.deadlines import running
from services.intake.domain.happened import (
    AcceptanceLearned,
    DueDaySet,
    Event,
    NoticeCameBack,
    VerificationDelayed,
    VerificationExtended,
)
from services.intake.domain.learned import LearnDelay
from shared.kernel.deadlines import Count, Open
from shared.kernel.law import Law
from shared.kernel.words import Confidence
from shared.testing import StillClock, deliver
from shared.testing import given as given_under
from tests.intake.desks import CLERK, COMMUNE, POLICE, PROFILE, Offices
from tests.intake.samples import (
    ANSWER_DUE,
    ASKED,
    INFORMED_FILE,
    LAW,
    LETTER,
    NOTICE,
    RECEPTION,
    RECEPTION_DUE,
    REPORT,
    REPORTED,
    REQUEST,
    TASK,
    VERIFYING_FILE,
)
from tests.intake.test_pages import REPORT as REPORT_FORM

TERM_OF_RECEPTION, TERM_OF_ANSWER = "reception_after_notice", "verification_answer"
UNDATED = replace(NOTICE, reception_due=None)
SET = SetDueDay(date(2023, 5, 12))


def given(*past: Event, law: Law = LAW) -> given_under:
    return given_under(CASE, *past, law=law)


# The clock starts at the notice


@whatever(waited=some.integers(0, 400), came=some.booleans())
def test_an_acceptance_moves_no_deadline_however_late_it_comes(waited: int, came: bool) -> None:
    accepted = AcceptHandover(REPORTED + timedelta(days=waited), came, "03/BB-UBND")
    assert given(NOTICE).when(accepted).state_now.due == NOTICE.reception_due == RECEPTION_DUE
    learned = AcceptanceLearned(accepted.accepted_on, came)
    assert CASE.replay([REPORT, learned]).due == RECEPTION_DUE


@pytest.mark.parametrize("heard_on", [date(2023, 5, 8), date(2023, 5, 9), date(2023, 6, 30)])
def test_a_notice_that_is_heard_late_is_due_from_the_day_it_was_given(heard_on: date) -> None:
    town = Offices()
    town["communes"].at(COMMUNE).post("/cases/new", data=REPORT_FORM | {"command_id": str(uuid4())})
    town.clock.set(heard_on)
    (taken,) = [heard.subject for heard in deliver(town["communes"].ledger, town["labour"].ledger)]
    file = town["labour"].ledger.load(CASE, taken).state
    assert (file.notice.notified_on, file.due) == (date(2023, 5, 8), date(2023, 5, 11))


# A person sets the day


def test_where_the_law_gives_no_day_whoever_must_act_sets_it() -> None:
    day = DueDaySet(TERM_OF_RECEPTION, SET.due_on)
    assert given(UNDATED).when(SET).then(day).state_now.due == SET.due_on
    given(UNDATED, day).when(SET).nothing()
    later = SetDueDay(date(2023, 5, 15))
    given(UNDATED, day).when(later).then(DueDaySet(TERM_OF_RECEPTION, later.due_on))


@pytest.mark.parametrize(
    "past",
    [(replace(TASK, due_on=None),), (*INFORMED_FILE, replace(REQUEST, due_on=None)),
     (*INFORMED_FILE, replace(LETTER, due_on=None))],
    ids=["verifier", "asker", "by_letter"],
)  # fmt: skip
def test_an_answer_without_a_term_is_given_a_day_at_either_end(past: tuple[Event, ...]) -> None:
    asked = SetDueDay(date(2023, 6, 8))
    set_day = DueDaySet(TERM_OF_ANSWER, asked.due_on)
    assert given(*past).when(asked).then(set_day).state_now.due == asked.due_on
    given(*past).when(SetDueDay(ASKED - timedelta(days=1))).refused("due_day.before_event")


def test_nobody_sets_a_day_beside_the_one_of_the_law_nor_where_nothing_runs() -> None:
    given(NOTICE).when(SET).refused("due_day.by_law")
    given(UNDATED, RECEPTION).when(SET).refused("due_day.none_runs")
    given().when(SET).refused("due_day.none_runs")
    given(replace(REPORT, reception_due=None)).when(SET).refused("due_day.none_runs")  # the receiver's, not ours


def test_a_day_that_was_set_ends_with_its_term() -> None:
    again = replace(REQUEST, due_on=None)
    set_day = DueDaySet(TERM_OF_ANSWER, date(2023, 6, 8))
    asked_again = CASE.replay([*INFORMED_FILE, again, set_day, again])
    assert (asked_again.due, asked_again.due_set) == (None, None)
    assert CASE.replay([UNDATED, DueDaySet(TERM_OF_RECEPTION, SET.due_on), RECEPTION]).due is None


# More time


def extending(length: int, confidence: Confidence = Confidence.VERIFIED) -> Law:
    longer = replace(LAW.terms["verification_extension"], count=Count.MONTHS, length=length, confidence=confidence)
    return replace(LAW, terms=dict(LAW.terms) | {"verification_extension": replace(longer, extends=TERM_OF_ANSWER)})


def test_more_time_without_a_day_is_the_longest_the_law_gives() -> None:
    given(TASK, law=extending(2)).when(ExtendVerification("complex_case")).then(
        VerificationExtended(date(2023, 7, 10), "complex_case")  # 8 July 2023 is a Saturday
    )


def test_a_confirmed_term_refuses_more_and_an_unconfirmed_one_does_not() -> None:
    beyond = date(2023, 7, 11)
    given(TASK, law=extending(2)).when(ExtendVerification("complex_case", beyond)).refused("extension.too_long")
    doubtful = extending(2, Confidence.RECALLED)
    given(TASK, law=doubtful).when(ExtendVerification("complex_case", beyond)).then(
        VerificationExtended(beyond, "complex_case", by_person=True)
    )


def test_the_asker_learns_whether_a_person_set_the_day() -> None:
    told = LearnDelay(date(2023, 6, 30), "complex_case", by_person=True)
    given(*VERIFYING_FILE).when(told).then(VerificationDelayed(date(2023, 6, 30), "complex_case", by_person=True))


# What runs


@pytest.mark.parametrize(
    ("past", "code", "end", "by_person"),
    [
        ((NOTICE,), TERM_OF_RECEPTION, RECEPTION_DUE, False),
        ((UNDATED, DueDaySet(TERM_OF_RECEPTION, SET.due_on)), TERM_OF_RECEPTION, SET.due_on, True),
        (VERIFYING_FILE, TERM_OF_ANSWER, ANSWER_DUE, False),
        ((TASK,), TERM_OF_ANSWER, ANSWER_DUE, False),
        ((TASK, VerificationExtended(date(2023, 6, 30), "complex_case", by_person=True)),
         "verification_extension", date(2023, 6, 30), True),
        ((TASK, VerificationExtended(date(2023, 7, 10), "complex_case")),
         "verification_extension", date(2023, 7, 10), False),
        ((*VERIFYING_FILE, VerificationDelayed(date(2023, 6, 30), "complex_case", by_person=True)),
         "verification_extension", date(2023, 6, 30), True),
    ],
)  # fmt: skip
def test_the_deadline_of_a_file_names_its_rule_and_who_set_its_day(
    past: tuple[Event, ...], code: str, end: date, by_person: bool
) -> None:
    file = CASE.replay(past)
    found = running(file, lambda _: extending(2))
    assert found is not None
    assert (found.term.code, found.end, found.by_person) == (code, end, by_person)
    assert file.due == end


def test_nothing_runs_before_a_notice_nor_after_the_reception() -> None:
    for past in ((), INFORMED_FILE, (REPORT, NoticeCameBack("incomplete"))):
        assert running(CASE.replay(past), lambda _: LAW) is None


def test_a_day_nobody_recorded_says_why_there_is_none() -> None:
    found = running(CASE.replay([UNDATED]), lambda _: replace(LAW, terms={}))
    assert found is not None
    assert (found.end, found.open) == (None, Open.NO_RULE)


# On the pages


def text(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def reported(town: Offices, day: date) -> str:
    form = REPORT_FORM | {"command_id": str(uuid4()), "reported_on": f"{day:%d/%m/%Y}"}
    where = str(town["communes"].at(COMMUNE).post("/cases/new", data=form).headers["location"])
    town.settle()
    return where


def test_the_case_page_says_how_its_last_day_was_counted() -> None:
    town = Offices()
    shown = text(town["labour"].at(CLERK).get(reported(town, date(2023, 5, 8))).text)
    assert "Hạn: hết 11/05, còn 3 ngày" in shown
    assert "3 ngày kể từ ngày được thông báo 08/05/2023 (L2011 Điều 24), hết ngày 11/05/2023." in shown
    assert "Ấn định hạn" not in shown


def test_what_is_late_names_its_holder_in_the_queue_and_on_the_case() -> None:
    town = Offices()
    where = reported(town, date(2023, 5, 8))
    town.clock.set(date(2023, 5, 14))
    late = "quá hạn 3 ngày — đang ở Phòng LĐ-TB&XH"
    assert late in text(town["labour"].at(CLERK).get("/").text)
    assert late in text(town["labour"].at(CLERK).get(where).text)
    assert late in text(town["communes"].at(COMMUNE).get("/?queue=waiting").text)


def test_a_year_that_was_not_announced_says_so_and_asks_a_person_for_the_day() -> None:
    town = Offices(StillClock(date(2021, 12, 20)))
    where = reported(town, date(2021, 12, 20))
    clerk = town["labour"].at(CLERK)
    page = clerk.get(where).text
    assert "Chưa có hạn" in text(page)
    assert "chưa tính được ngày cuối vì chưa có lịch nghỉ năm 2021. Người có thẩm quyền ấn định ngày" in text(page)
    assert f'href="{where}/due-day"' in page
    form = {"csrf": "token", "command_id": str(uuid4()), "due_on": "23/12/2021"}
    assert clerk.post(where + "/due-day", data=form).status_code == 303
    after = text(clerk.get(where).text)
    assert "Hạn: hết 23/12, còn 3 ngày" in after
    assert "Do người ấn định, hết ngày 23/12/2021" in after
    assert "hết 23/12, còn 3 ngày" in text(clerk.get("/").text)


def test_a_day_of_the_law_cannot_be_set_by_hand_and_the_commune_sets_none() -> None:
    town = Offices()
    where = reported(town, date(2023, 5, 8))
    form = {"csrf": "token", "command_id": str(uuid4()), "due_on": "30/06/2023"}
    refused = town["labour"].at(CLERK).post(where + "/due-day", data=form)
    assert refused.status_code == 409
    assert "Thời hạn này luật đã tính được ngày cuối" in refused.text
    assert town["communes"].at(COMMUNE).post(where + "/due-day", data=form).status_code == 403


def test_a_rule_nobody_confirmed_warns_at_the_day_it_gave() -> None:
    town = Offices()
    where = reported(town, date(2023, 5, 8))
    labour, police = town["labour"].at(CLERK), town["police"].at(POLICE)
    for path, form in WAY_TO_THE_POLICE.items():
        sent = labour.post(f"{where}/{path}", data=form | {"csrf": "token", "command_id": str(uuid4())})
        assert sent.status_code == 303, sent.text
    town.settle()
    more = {"csrf": "token", "command_id": str(uuid4()), "reason": "complex_case"}
    assert police.post(where + "/verification-extension", data=more).status_code == 303
    shown = text(police.get(where).text)
    assert "2 tháng kể từ ngày đề nghị xác minh 08/05/2023 (L2011 Điều 24 khoản 4), hết ngày 10/07/2023" in shown
    assert "Chưa xác nhận U4: “kéo dài nhưng không quá 02 tháng” chưa rõ" in shown


WAY_TO_THE_POLICE = {
    "reception": {
        "received_on": "08/05/2023", "person_status": "citizen", "first_examination": "true", "sex": "female",
        "age_group": "18plus", "ethnicity": "kinh",
    },
    "initial-information": {
        "informed_on": "08/05/2023", "purposes": "P06", "primary_purpose": "P06", "route": "self_returned",
    },
    "verification-request": {
        "asked_on": "08/05/2023", "told_her": "true", "her_wish": "agrees", "step": "send",
    },
}  # fmt: skip


def test_the_profile_names_the_event_of_every_term() -> None:
    assert all(term.since for term in PROFILE.law_on(date(2023, 5, 8)).terms.values())
