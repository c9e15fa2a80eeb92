"""A report is taken with next to nothing, weighed by the scale, and who is in danger comes first."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some

from services.intake.domain.report import REPORT
from services.intake.domain.report.asked import TakeReport, TellOnline
from services.intake.domain.report.happened import ReportTaken, ReportTriaged, TipPassedOn, UrgentCallRecorded
from services.intake.domain.report.online import Marks, taken_online
from services.intake.domain.report.risk import act_by, at_once, level_of
from services.intake.domain.report.words import CallWay, RiskLevel, YesNo
from shared.kernel.decider import Refused
from shared.kernel.law import RiskScale
from shared.kernel.sealed import Sealed
from shared.testing import given
from tests.intake.desks import PROFILE
from tests.intake.report.samples import CALL, HIGH, LATER, LAW, PASSED, TAKE, TAKEN, TB, TIP, TOLD, TRIAGE, TRIAGED

LEAST = TakeReport(TB, "communes", TAKEN, TOLD, "citizen", unit="20035")
SIGNS = ["held", "threatened", "no_bed", "in_debt", "promise"]


def test_the_day_and_the_channel_are_enough() -> None:
    taken = ReportTaken(TB, "20035", TAKEN, TOLD, "citizen", RiskLevel.UNCLEAR, None)
    given(REPORT, law=LAW).when(LEAST).then(taken)


def test_what_was_told_is_kept_and_weighed_at_once() -> None:
    given(REPORT, law=LAW).when(TAKE).then(HIGH)


def test_a_report_taken_twice_is_taken_once_and_never_as_another() -> None:
    given(REPORT, HIGH, law=LAW).when(TAKE).nothing()
    given(REPORT, HIGH, law=LAW).when(replace(TAKE, channel="citizen")).refused("tip.already_taken")


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"channel": "drums"}, "code.unknown"), ({"signs": ("omen",)}, "code.unknown"),
        ({"place": "99999"}, "unit.unknown"), ({"unit": "99999"}, "unit.unknown"),
        ({"told_on": date(2023, 5, 6)}, "tip.in_future"),
    ],
    ids=["channel", "sign", "place", "unit", "day"],
)  # fmt: skip
def test_what_the_law_and_the_day_do_not_know_is_refused(wrong: dict[str, object], rule: str) -> None:
    given(REPORT, law=LAW).when(replace(TAKE, **wrong)).refused(rule)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("signs", "children", "level"),
    [
        ((), YesNo.UNKNOWN, RiskLevel.UNCLEAR), (("promise",), YesNo.NO, RiskLevel.NORMAL),
        (("threatened",), YesNo.NO, RiskLevel.HIGH), (("threatened", "threatened", "threatened"), YesNo.NO, RiskLevel.HIGH),
        (("threatened", "no_bed", "in_debt"), YesNo.NO, RiskLevel.URGENT), (("held",), YesNo.UNKNOWN, RiskLevel.URGENT),
        ((), YesNo.YES, RiskLevel.HIGH), (("threatened", "no_bed"), YesNo.YES, RiskLevel.URGENT),
    ],
)  # fmt: skip
def test_the_first_threshold_that_is_reached_is_the_level(
    signs: tuple[str, ...], children: YesNo, level: RiskLevel
) -> None:
    assert level_of(signs, children, LAW) is level


@for_all(some.sets(some.sampled_from(SIGNS)), some.sampled_from(SIGNS), some.sampled_from(YesNo))
def test_one_more_sign_never_makes_it_look_better(signs: set[str], more: str, children: YesNo) -> None:
    grave = list(RiskLevel)
    assert grave.index(level_of({*signs, more}, children, LAW)) <= grave.index(level_of(signs, children, LAW))


def test_urgent_is_at_once_and_a_term_nobody_set_is_none() -> None:
    sunday = date(2023, 5, 7)
    assert act_by(RiskLevel.URGENT, sunday, LAW) == sunday
    assert act_by(RiskLevel.HIGH, TAKEN, LAW) == LATER
    assert act_by(RiskLevel.NORMAL, TAKEN, LAW) is None


def test_the_town_has_set_no_term_but_urgent_and_each_of_its_signs_has_a_weight() -> None:
    law = PROFILE.law_on(TAKEN)
    assert [act_by(level, TAKEN, law) for level in RiskLevel] == [TAKEN, None, None, None]
    levels = {level_of([sign], YesNo.UNKNOWN, law) for sign in law.lists["risk_signs"]}
    assert levels == {RiskLevel.URGENT, RiskLevel.HIGH, RiskLevel.NORMAL}
    assert len(at_once(law)) == 5


def test_without_a_scale_nothing_is_clear_and_nothing_is_refused() -> None:
    given(REPORT, law=replace(LAW, risk_scale=RiskScale())).when(TAKE).then(
        replace(HIGH, level=RiskLevel.UNCLEAR, act_by=None)
    )


def test_triage_weighs_anew_and_said_again_it_is_nothing_new() -> None:
    given(REPORT, HIGH, law=LAW).when(TRIAGE).then(TRIAGED)
    given(REPORT, HIGH, TRIAGED, law=LAW).when(TRIAGE).nothing()


def test_an_officer_may_judge_otherwise_and_says_why() -> None:
    calm = replace(TRIAGE, level=RiskLevel.NORMAL)
    given(REPORT, HIGH, law=LAW).when(calm).refused("triage.reason_missing")
    note = Sealed("đã gặp, người này an toàn")
    judged = ReportTriaged(LATER, TRIAGE.signs, RiskLevel.URGENT, RiskLevel.NORMAL, None, 1, note=note)
    given(REPORT, HIGH, law=LAW).when(replace(calm, note=note)).then(judged)


def test_what_lies_elsewhere_is_weighed_there() -> None:
    given(REPORT, HIGH, PASSED, law=LAW).when(TRIAGE).refused("triage.not_open")
    given(REPORT, law=LAW).when(TRIAGE).refused("tip.unknown")


def test_a_call_is_recorded_once_and_a_letter_with_its_number() -> None:
    called = UrgentCallRecorded(**vars(CALL))
    given(REPORT, HIGH, law=LAW).when(CALL).then(called)
    given(REPORT, HIGH, called, law=LAW).when(CALL).nothing()
    letter = replace(CALL, way=CallWay.LETTER)
    given(REPORT, HIGH, law=LAW).when(letter).refused("call.number_missing")
    given(REPORT, HIGH, law=LAW).when(replace(letter, to="nobody")).refused("code.unknown")


def test_nobody_was_called_before_anybody_told_us() -> None:
    given(REPORT, HIGH, law=LAW).when(replace(CALL, on=date(2023, 5, 3))).refused("call.before_report")
    assert given(REPORT, HIGH, law=LAW).when(replace(CALL, on=TOLD)).answer


def test_a_tip_of_another_agency_is_taken_as_it_was_weighed_there() -> None:
    assert given(REPORT, TIP, law=LAW).state.level is RiskLevel.HIGH
    assert given(REPORT, TIP, law=LAW).state.sender == "communes"


def test_what_comes_by_the_public_page_goes_to_the_unit_it_is_about() -> None:
    told = TellOnline(("held",), Sealed("Kể thử"), "20035", YesNo.YES)
    command = taken_online(told, TB, "communes", TAKEN, LAW, Marks("a" * 16, "b" * 16, aside=True))
    assert (command.unit, command.channel, command.told_on) == ("20035", "online", TAKEN)
    assert (command.alike, command.source, command.aside) == ("a" * 16, "b" * 16, True)
    assert not command.may_call_back


def test_what_no_unit_has_goes_at_once_to_the_agency_that_receives_people() -> None:
    command = taken_online(TellOnline(story=Sealed("Kể thử")), TB, "communes", TAKEN, LAW, Marks(None, None, False))
    answer = given(REPORT, law=LAW).when(command).answer
    assert answer[1] == TipPassedOn(TAKEN, "labour", None, in_no_unit=True)
    far = replace(LAW, agencies={"communes": LAW.agencies["communes"]})
    given(REPORT, law=far).when(command).refused("tip.no_desk")


def test_an_empty_page_tells_nobody_anything() -> None:
    with pytest.raises(Refused, match=r"tip\.empty"):
        taken_online(TellOnline(), TB, "communes", TAKEN, LAW, Marks(None, None, False))
