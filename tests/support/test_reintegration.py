"""How far she is at home again, area by area, and the end of support with her own view."""

import pytest

from services.support.domain.case import CASE
from services.support.domain.case_commands import CloseCase
from services.support.domain.case_events import CaseClosed, Event
from services.support.domain.following.commands import RecordFollowUp, ReviewReintegration
from services.support.domain.following.events import FollowUpRecorded, GoalAgreed, ReintegrationReviewed
from services.support.domain.following.track import AreaSaid
from services.support.domain.following.words import AreaState
from services.support.domain.words import Risk
from services.support.pages.following import followed
from shared.kernel.sealed import Sealed
from shared.testing import given
from tests.support.samples import LATER, LAW, NEXT, RECEIVED, opened

VIEW = Sealed("thấy yên tâm, muốn giữ liên lạc")
OK, NOT = AreaState.REACHED, AreaState.NOT_YET
NOT_YET = ReintegrationReviewed(NEXT, ("housing",), ("work",))


def case(*past: Event) -> given:
    return given(CASE, opened(), *past, law=LAW)


def test_each_area_is_said_to_be_well_or_not_yet_and_the_others_stay_unknown() -> None:
    review = ReviewReintegration(NEXT, {"housing": OK, "work": NOT})
    said = case().when(review).then(NOT_YET).state_now.following
    assert said.areas == (AreaSaid("housing", True, NEXT), AreaSaid("work", False, NEXT))
    assert said.said_of("family") is None
    case().when(review, review).nothing()


def test_it_is_said_at_a_visit_too_and_the_later_day_counts() -> None:
    visit = RecordFollowUp(LATER, Risk.LOW, areas={"work": OK})
    said = case(NOT_YET).when(visit).then(FollowUpRecorded(LATER, Risk.LOW, reached=("work",))).state_now.following
    assert (said.said_of("work"), said.not_reached) == (AreaSaid("work", True, LATER), ())
    late = case(FollowUpRecorded(LATER, Risk.LOW, reached=("work",))).when(ReviewReintegration(NEXT, {"work": NOT}))
    assert late.state_now.following.said_of("work") == AreaSaid("work", True, LATER), "written down late"


@pytest.mark.parametrize(
    ("command", "rule"),
    [
        (ReviewReintegration(NEXT), "reintegration.nothing_said"),
        (ReviewReintegration(NEXT, {"fame": OK}), "code.unknown"),
        (RecordFollowUp(NEXT, Risk.LOW, areas={"fame": NOT}), "code.unknown"),
    ],
)
def test_what_cannot_be_said_of_an_area_is_refused(command: object, rule: str) -> None:
    case().when(command).refused(rule)


def test_the_page_has_a_line_for_each_area_with_a_goal_or_a_word() -> None:
    file = CASE.replay([opened(), GoalAgreed("family", NEXT, LATER), NOT_YET])
    lines = {line.area: (line.goal is not None, line.said and line.said.reached) for line in followed(file, LAW).areas}
    assert lines == {"housing": (False, True), "work": (False, False), "family": (True, None)}


# The end


def test_closed_as_at_home_again_while_an_area_is_not_is_said_and_not_refused() -> None:
    close = CloseCase(LATER, "completed", VIEW)
    case(NOT_YET).when(close).then(CaseClosed(LATER, "completed", VIEW, warnings=("reintegration.not_reached",)))
    case(NOT_YET, ReintegrationReviewed(LATER, ("work",))).when(close).then(CaseClosed(LATER, "completed", VIEW))
    lost = CloseCase(LATER, "lost_contact")
    case(NOT_YET).when(lost).then(CaseClosed(LATER, "lost_contact"))


def test_she_is_asked_what_she_thinks_or_it_says_why_not() -> None:
    case().when(CloseCase(LATER, "completed")).refused("closing.her_view_missing")
    case().when(CloseCase(LATER, "completed", VIEW, "not_reachable")).refused("closing.asked_or_not")
    case().when(CloseCase(LATER, "completed", None, "shy")).refused("code.unknown")
    why = CloseCase(LATER, "completed", not_asked="not_reachable")
    case().when(why).then(CaseClosed(LATER, "completed", not_asked="not_reachable"))
    case().when(why, why).nothing()


def test_a_closing_of_the_first_version_still_reads() -> None:
    closed = CASE.replay([opened(), CaseClosed(RECEIVED, "completed")]).closed
    assert closed
    assert (closed.not_asked, closed.warnings) == (None, ())
