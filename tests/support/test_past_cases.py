"""A past case comes to support as it stands: nobody is asked to examine her now, and one that was over is closed with it."""

from dataclasses import replace
from datetime import date

from services.support.domain.case import CASE, ENDED_BEFORE
from services.support.domain.case_commands import LearnPastEnd
from services.support.domain.case_events import CaseClosed, CaseOpened
from services.support.domain.file import File
from services.support.domain.words import Stage
from services.support.policies import POLICIES
from shared.contracts.intake import PastCaseEnded
from shared.kernel.decider import Act
from shared.kernel.tell import Heard
from shared.testing import given
from tests.intake.desks import PROFILE as TOWN
from tests.support.samples import CASE_ID, LAW, open_case

PAST = replace(open_case(True), past=True)
ENDED = LearnPastEnd(date(2023, 5, 8))


def test_of_a_past_case_no_first_examination_is_asked() -> None:
    given(CASE, law=LAW).when(PAST).then(CaseOpened(**vars(PAST)))
    asked = given(CASE, law=LAW).when(replace(PAST, past=False)).answer
    assert len(asked) > 1, "of any other it is, at once"


def test_a_past_case_that_was_over_is_closed_and_needs_no_view_of_hers() -> None:
    over = given(CASE, law=LAW).when(PAST, ENDED).then(CaseClosed(ENDED.ended_on, ENDED_BEFORE))
    state: File = over.state_now
    assert state.stage is Stage.CLOSED
    assert TOWN.law_on(ENDED.ended_on).knows("closing_reasons", ENDED_BEFORE)
    given(CASE, law=LAW).when(PAST, ENDED, ENDED).nothing()


def test_no_other_case_is_closed_by_that_word() -> None:
    given(CASE, law=LAW).when(replace(PAST, past=False), ENDED).nothing()
    given(CASE, law=LAW).when(ENDED).nothing()


def test_it_is_closed_whenever_intake_tells_that_it_was_over() -> None:
    heard = Heard("intake.labour", CASE_ID, 1, 1, PastCaseEnded(ENDED.ended_on))
    assert POLICIES[PastCaseEnded](heard) == [Act(CASE, CASE_ID, ENDED)]
