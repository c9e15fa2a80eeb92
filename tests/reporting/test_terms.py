"""Terms of a case: while one runs, once it is late, when it was kept or missed, and by whom."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest

from services.intake.domain import CASE as INTAKE
from services.intake.domain.asked import (
    AnswerVerification,
    ExtendVerification,
    RecallVerification,
    ReturnNotice,
    SendNoticeAgain,
)
from services.intake.domain.words import Outcome
from services.reporting.projections.counting.clocks import END, AsOf
from services.reporting.projections.counting.question import Thing
from services.reporting.projections.counting.terms import TERMS
from services.support.domain.case import CASE as SUPPORT
from services.support.domain.case_commands import OfferReferral
from services.support.domain.referrals import referral_id
from services.support.domain.work import WORK
from services.support.domain.work_commands import AcceptReferral
from tests.reporting.counts import Counts
from tests.reporting.test_ball import asked, reported
from tests.reporting.town import UNREAD, VICTIM, Town, may, reception, walked

DUE = date(2023, 5, 29)
"""Of the verification that was asked for on the eighth."""


def terms(town: Town, on: date, known: date = END) -> Sequence[Thing]:
    return Counts.of(town.journal(), TERMS).things(TERMS, AsOf(on, known))


def said(town: Town, on: date, known: date = END) -> Mapping[str, Sequence[str]]:
    """Of each kind of term: its holder, its outcome, the days it took."""
    return {thing.values[0]: list(thing.values[1:4]) for thing in terms(town, on, known)}


def test_a_term_runs_until_its_last_day_is_over_and_is_late_from_the_next_on_without_anything_written_down() -> None:
    assert said(asked(), DUE)["verification"] == ["police", "open", "-"]
    assert said(asked(), DUE + timedelta(1))["verification"] == ["police", "late", "-"]
    assert "verification" not in said(asked(), may(7))


@pytest.mark.parametrize(("answered", "outcome", "days"), [(DUE, "kept", "21"), (DUE + timedelta(1), "missed", "22")])
def test_an_answer_on_the_last_day_keeps_it_and_one_a_day_later_has_missed_it(
    answered: date, outcome: str, days: str
) -> None:
    town = asked()
    answer = AnswerVerification(Outcome.VICTIM, answered, "34/CATX", "07/GXN", answered)
    town.on(answered, "intake.police", INTAKE, VICTIM, answer)
    assert said(town, answered)["verification"] == ["police", outcome, days]
    assert said(town, END)["verification"] == ["police", outcome, days], "once over, it turns no more"
    assert said(town, may(20))["verification"] == ["police", "open", "-"], "on the days before it was open"


def test_as_known_before_the_answer_was_written_down_it_was_late() -> None:
    town = asked()
    answered = DUE + timedelta(2)
    answer = AnswerVerification(Outcome.VICTIM, answered, "34/CATX", "07/GXN", answered)
    town.on(answered, "intake.police", INTAKE, VICTIM, answer)
    assert said(town, answered, known=DUE + timedelta(1))["verification"][1] == "late"
    assert said(town, answered, known=answered)["verification"][1] == "missed"


def test_a_last_day_that_was_moved_is_the_same_term() -> None:
    town = asked()
    town.on(may(20), "intake.police", INTAKE, VICTIM, ExtendVerification("complex_case"))
    assert said(town, DUE + timedelta(1))["verification"] == ["police", "open", "-"]
    assert len([each for each in terms(town, DUE) if each.values[0] == "verification"]) == 1


def test_what_was_taken_back_in_time_nobody_had_to_keep() -> None:
    town = asked()
    town.on(may(20), "intake.labour", INTAKE, VICTIM, RecallVerification("no_longer_needed"))
    assert said(town, may(19))["verification"][1] == "open"
    assert "verification" not in said(town, may(20))


def test_what_was_taken_back_when_it_was_late_stays_missed() -> None:
    town = asked()
    late = DUE + timedelta(1)
    town.on(late, "intake.labour", INTAKE, VICTIM, RecallVerification("no_longer_needed"))
    assert said(town, late)["verification"][:2] == ["police", "missed"]


def test_a_notice_handed_back_and_sent_again_is_one_term_of_whoever_has_it_on_its_last_day() -> None:
    town = reported()
    town.on(may(6), "intake.labour", INTAKE, VICTIM, ReturnNotice("incomplete"))
    assert said(town, may(6))["reception"] == ["communes", "open", "-"]
    assert said(town, may(9))["reception"] == ["communes", "late", "-"]
    town.on(may(10), "intake.communes", INTAKE, VICTIM, SendNoticeAgain(), unit="20035")
    town.on(may(10), "intake.labour", INTAKE, VICTIM, reception(may(10)))
    assert said(town, may(10))["reception"] == ["communes", "missed", "5"], "who took it on afterwards missed nothing"
    assert len([each for each in terms(town, may(10)) if each.values[0] == "reception"]) == 1


def test_an_agency_that_answers_a_request_in_time_has_kept_its_term() -> None:
    town = asked()
    offer = OfferReferral("loan_advice", "womens_union", may(9), she_agrees=True, answer_by=may(15))
    town.on(may(9), "support.labour", SUPPORT, VICTIM, offer)
    town.on(may(10), "support.womens_union", WORK, VICTIM, AcceptReferral(referral_id(VICTIM, 2), may(10)))
    assert said(town, may(31))["referral"] == ["womens_union", "kept", "1"]


def test_every_term_leads_to_its_case() -> None:
    late = Counts.of(walked().journal(), TERMS).things(TERMS, AsOf(may(31)), only={"outcome": ["late"]})
    assert (UNREAD,) in [each.cases for each in late]
