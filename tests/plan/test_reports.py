"""Plans, reports, rounds, letters: every rule, every reason why not, and that what comes late is taken and marked."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.support.plan.domain.reports.figures import NO_FIGURES, Figure, Figures, figures_of, together
from services.support.plan.domain.reports.handed_in import plan_duties, report_duties, review_duties
from services.support.plan.domain.reports.plans import commands as of_plan
from services.support.plan.domain.reports.plans import events as planned
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.rounds import commands as of_round
from services.support.plan.domain.reports.rounds import events as asked
from services.support.plan.domain.reports.rounds.review import Review
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.town.town_report import (
    TOWN_REPORT,
    ChairmanDaySet,
    ChairmanReported,
    IssueTownReport,
    Part,
    Progress,
    ReportToChairman,
    SetChairmanDay,
    TownReportIssued,
    TownReports,
    chairman_due,
    consolidated,
)
from services.support.plan.domain.reports.unit_reports import commands as of_report
from services.support.plan.domain.reports.unit_reports import events as reported
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.unit_reports.unit_report import UnitReports
from services.support.plan.domain.reports.urging.urging import URGING, HearUrging, UnitsUrged, UrgeUnits, UrgingHeard
from services.support.plan.domain.reports.words import ReportKind
from shared.kernel.implementing import Gap, standing, standings_of
from shared.kernel.sealed import Sealed
from shared.kernel.unit_papers import Obliged, obliged
from shared.testing import given
from tests.plan.office import profile
from tests.plan.report_samples import (
    ALL,
    DAY,
    DONE,
    FIRST,
    LAST,
    LAW,
    OURS,
    PLAN,
    PLAN_ID,
    UNIT,
    WHO,
    answer,
    approve,
    book,
    comment,
    draft,
    give_back,
    hand_in,
    issue,
    nothing,
    open_round,
    receive,
    send,
    with_places,
    write,
)

LEAD = "support.labour"
IN_2024 = date(2024, 1, 10)
NOTE = Sealed("ghi chú mẫu")


def plans(*past: Any) -> given:
    return given(UNIT_PLAN, law=LAW).when(*past) if past else given(UNIT_PLAN, law=LAW)


def unit_reports(*past: Any) -> given:
    return given(UNIT_REPORT, law=LAW).when(*past) if past else given(UNIT_REPORT, law=LAW)


class TestUnitPlan:
    def test_it_is_drafted_with_items_and_targets_and_a_row_left_open_says_nothing(self) -> None:
        open_row = of_plan.Target(task="materials")
        made = plans(draft("goals", "online", aims=(one := of_plan.Target(task="exchange", by=DAY), open_row)))
        content = planned.Content(("goals", "online"), (planned.OwnTarget("exchange", None, one.by),))
        made.then(planned.UnitPlanDrafted("communes", UNIT, PLAN_ID, content))

    def test_the_same_draft_again_is_nothing_and_another_takes_its_place(self) -> None:
        plans(draft("goals"), draft("goals")).nothing()
        assert plans(draft("goals"), draft("goals", "jobs")).state_now.draft.content.covered == ("goals", "jobs")

    def test_it_is_issued_as_drafted_under_the_number_of_the_register_and_sent_to_the_lead(self) -> None:
        content = planned.Content(tuple(sorted(ALL)), (planned.OwnTarget("monthly_broadcast", 5),))
        day = date(2023, 2, 20)
        plans(draft(), issue()).then(
            planned.UnitPlanIssued("communes", UNIT, PLAN_ID, 1, "12/KH-UBND", day, content)
        )  # fmt: skip
        plans(draft(), issue(), send()).then(
            planned.UnitPlanSent("communes", UNIT, PLAN_ID, 1, date(2023, 2, 21), late=False, inbox=LEAD)
        )

    @pytest.mark.parametrize(("on", "late"), [(date(2023, 2, 27), False), (date(2023, 2, 28), True)])
    def test_after_the_last_day_it_is_taken_and_marked_late(self, on: date, late: bool) -> None:
        assert plans(draft(), issue(), send(on)).state_now.sent.late is late

    def test_a_later_version_of_one_that_came_in_time_is_not_late(self) -> None:
        second = (draft("goals"), issue("13/KH-UBND", date(2023, 5, 2)), send(date(2023, 5, 3)))
        assert not plans(draft(), issue(), send(), *second).state_now.sent.late

    def test_a_change_is_a_new_version_and_the_old_one_stays(self) -> None:
        second = (draft("goals"), issue("13/KH-UBND", date(2023, 5, 2)), send(date(2023, 5, 3)))
        file = plans(draft(), issue(), send(), *second).state_now
        assert [each.issued.number for each in file.versions] == ["12/KH-UBND", "13/KH-UBND"]
        assert (file.sent.number, file.sent.content.covered) == (2, ("goals",))
        assert file.version(1).content.covered == tuple(sorted(ALL))

    def test_until_the_new_version_is_sent_the_old_one_counts(self) -> None:
        file = plans(draft(), issue(), send(), draft("goals"), issue("13/KH-UBND", date(2023, 5, 2))).state_now
        assert (file.issued.number, file.sent.number) == (2, 1)

    def test_the_lead_comments_and_the_unit_hears_what_is_missing(self) -> None:
        told = of_plan.TakeUnitPlan(
            agency="communes", unit=UNIT, plan=PLAN_ID, version=1, number="1/KH", issued_on=DAY, sent_on=DAY, late=True,
            content=planned.Content(("goals",), ()),
        )  # fmt: skip
        plans(told, comment("online", on=DAY, note=NOTE)).then(
            planned.UnitPlanCommented(
                "communes", UNIT, PLAN_ID, 1, ("online",), DAY, "support.communes", NOTE
            )
        )  # fmt: skip
        plans(told, told).nothing()
        plans(told, comment("online", on=DAY), comment("online", on=DAY)).nothing()
        learned = of_plan.LearnUnitPlanComment(version=1, missing=("online",), commented_on=DAY, note=NOTE)
        plans(draft(), issue(), send(), learned).then(
            planned.UnitPlanCommentLearned("communes", UNIT, PLAN_ID, 1, ("online",), DAY, NOTE)
        )
        plans(draft(), issue(), send(), learned, learned).nothing()

    def test_what_the_lead_says_is_missing_is_missing_though_it_was_ticked(self) -> None:
        version = plans(draft(), issue(), send(), comment("online")).state_now.sent
        assert (version.lacks(PLAN), version.complete(PLAN)) == (("online",), False)
        approved = plans(draft(), issue(), send(), comment("online"), approve()).state_now.sent
        assert approved.complete(PLAN)

    def test_it_is_found_complete_and_the_unit_hears_it(self) -> None:
        plans(draft(), issue(), send(), approve()).then(
            planned.UnitPlanApproved("communes", UNIT, PLAN_ID, 1, date(2023, 3, 2), None)
        )
        learned = of_plan.LearnUnitPlanApproval(version=1, approved_on=DAY)
        plans(draft(), issue(), send(), learned).then(
            planned.UnitPlanApprovalLearned("communes", UNIT, PLAN_ID, 1, DAY)
        )
        plans(draft(), issue(), send(), approve(), approve(DAY)).nothing()
        plans(draft(), issue(), send(), learned, learned).nothing()

    @pytest.mark.parametrize(
        ("past", "command", "rule"),
        [
            ((), draft(aims=(of_plan.Target(task="exchange", number=1),) * 2), "unit_plan.target_twice"),
            ((), of_plan.DraftUnitPlan(**OURS), "unit_plan.empty"),
            ((), draft("dancing"), "code.unknown"),
            ((), draft(aims=(of_plan.Target(task="dancing", number=1),)), "code.unknown"),
            ((), draft(unit="99999"), "unit.not_then"),
            ((), draft(unit=None), "unit.not_then"),
            ((), draft(plan="KH2019"), "plan.not_in_force"),
            ((), issue(), "unit_plan.no_draft"),
            ((draft(), issue()), issue("9/KH-UBND", date(2023, 2, 1)), "unit_plan.issued_before_last"),
            ((draft(),), send(), "unit_plan.not_issued"),
            ((draft(), issue()), send(date(2023, 2, 1)), "unit_plan.sent_before_issued"),
            ((draft(), issue()), comment("online"), "unit_plan.not_sent"),
            ((draft(), issue(), send()), comment(), "unit_plan.no_comment"),
            ((draft(), issue(), send()), comment("dancing"), "code.unknown"),
            ((draft(), issue(), send()), comment("online", on=FIRST), "unit_plan.judged_before_sent"),
            ((draft(), issue(), send()), approve(FIRST), "unit_plan.judged_before_sent"),
            ((draft("goals"), issue(), send()), approve(), "unit_plan.not_complete"),
            ((draft(), issue(), send()), of_plan.LearnUnitPlanApproval(version=7, approved_on=DAY), "unit_plan.version_unknown"),
            (
                (),
                of_plan.TakeUnitPlan(
                    agency="justice", unit=UNIT, plan=PLAN_ID, version=1, number="1/KH", issued_on=DAY, sent_on=DAY,
                    late=False, content=planned.Content(),
                ),
                "unit.of_another",
            ),
        ],
    )  # fmt: skip
    def test_every_reason_why_not(self, past: tuple[Any, ...], command: Any, rule: str) -> None:
        plans(*past, command).refused(rule)

    def test_what_the_lead_sends_stays_with_it(self) -> None:
        ours: dict[str, Any] = {"agency": "labour", "unit": None}
        sent = plans(draft(**ours), issue(**ours), send(**ours))
        assert sent.answer[0].inbox is None


class TestUnitReport:
    def test_it_is_written_from_the_book_and_rewritten_until_it_goes(self) -> None:
        unit_reports(write(results=NOTE)).then(
            reported.UnitReportWritten("communes", UNIT, PLAN_ID, 1, ReportKind.RESULT, FIRST, LAST, DONE, results=NOTE)
        )
        unit_reports(write(), write()).nothing()
        file = unit_reports(write(results=NOTE), write(NO_FIGURES)).state_now
        assert [each.number for each in file.reports] == [1]
        assert file.newest.figures == NO_FIGURES
        assert file.newest.text("results") == NOTE, "a text that is not typed again stays"
        assert [each.figures for each in file.newest.before] == [DONE]

    def test_it_goes_signed_under_a_number(self) -> None:
        on = date(2023, 11, 21)
        unit_reports(write(), hand_in()).then(
            reported.UnitReportSent("communes", UNIT, PLAN_ID, 1, on, False, LEAD, "90/BC-UBND", on)
        )
        unit_reports(write(), hand_in(), hand_in()).nothing()

    @pytest.mark.parametrize(("on", "late"), [(date(2023, 11, 29), False), (date(2023, 11, 30), True)])
    def test_after_the_last_day_it_is_taken_and_marked_late(self, on: date, late: bool) -> None:
        assert unit_reports(write(), hand_in(on=on)).answer[0].late is late

    def test_one_in_between_has_no_day_and_is_never_late_nor_the_report_on_the_whole(self) -> None:
        file = unit_reports(write(kind=ReportKind.INTERIM), hand_in(on=date(2023, 12, 20))).state_now
        assert not file.last_sent.sent.late
        assert (file.result, file.result_first_sent_on) == (None, None)

    def test_after_the_plan_has_run_out_a_report_is_still_taken(self) -> None:
        under: dict[str, Any] = {"under": PLAN.effective_to}
        law = profile().law_on(PLAN.effective_to)
        sent = given(UNIT_REPORT, law=law).when(write(**under), hand_in(on=IN_2024, **under))
        assert sent.answer[0].late

    def test_nothing_is_a_report_written_and_sent_at_once(self) -> None:
        on = date(2023, 11, 21)
        unit_reports(nothing()).then(
            reported.UnitReportWritten(
                "communes", UNIT, PLAN_ID, 1, ReportKind.RESULT, FIRST, on, NO_FIGURES, nothing=True
            ),
            reported.UnitReportSent("communes", UNIT, PLAN_ID, 1, on, late=False, inbox=LEAD),
        )
        unit_reports(nothing(), nothing()).nothing()

    def test_nothing_again_later_says_it_of_the_longer_time(self) -> None:
        assert len(unit_reports(nothing(DAY), nothing()).answer) == 2

    def test_a_supplement_takes_the_place_of_the_figures_and_the_old_one_stays(self) -> None:
        more = Figures((Figure("monthly_broadcast", "loudspeaker_broadcast", 6),))
        file = unit_reports(write(), hand_in(), write(more), hand_in("95/BC-UBND", date(2023, 12, 5))).state_now
        assert [each.figures for each in file.sent] == [DONE, more]
        assert [each.number for each in file.counting()] == [2]
        assert file.supplements(file.report(2)).number == 1
        assert not file.last_sent.sent.late, "a supplement of one that came in time is not late"
        assert file.result_first_sent_on == date(2023, 11, 21)

    def test_it_is_received_or_returned_and_the_unit_hears_it(self) -> None:
        unit_reports(write(), hand_in(), receive()).then(
            reported.UnitReportReceived("communes", UNIT, PLAN_ID, 1, date(2023, 11, 25), None)
        )
        unit_reports(write(), hand_in(), receive(), receive()).nothing()
        returned = unit_reports(write(), hand_in(), give_back(note=NOTE))
        returned.then(
            reported.UnitReportReturned("communes", UNIT, PLAN_ID, 1, "figures", date(2023, 11, 25), None, NOTE)
        )
        assert returned.state_now.counting() == ()
        unit_reports(write(), hand_in(), give_back(), give_back()).nothing()
        heard = of_report.LearnUnitReportReturn(report=1, reason="figures", returned_on=DAY, note=NOTE)
        unit_reports(write(), hand_in(), heard).then(
            reported.UnitReportReturnLearned("communes", UNIT, PLAN_ID, 1, "figures", DAY, NOTE)
        )
        unit_reports(write(), hand_in(), heard, heard).nothing()
        receipt = of_report.LearnUnitReportReceipt(report=1, received_on=DAY)
        unit_reports(write(), hand_in(), receipt).then(
            reported.UnitReportReceiptLearned("communes", UNIT, PLAN_ID, 1, DAY)
        )
        unit_reports(write(), hand_in(), receipt, receipt).nothing()

    def test_a_report_of_part_of_the_time_counts_no_more_when_a_later_one_has_the_whole(self) -> None:
        half = write(kind=ReportKind.INTERIM, to_on=date(2023, 6, 30))
        file = unit_reports(half, hand_in("50/BC", date(2023, 7, 1)), write(), hand_in()).state_now
        assert [each.number for each in file.counting()] == [2]
        assert [each.number for each in file.counting(FIRST, date(2023, 6, 30))] == [1]

    @pytest.mark.parametrize(
        ("past", "command", "rule"),
        [
            ((), write(from_on=LAST, to_on=FIRST), "unit_report.period"),
            ((), write(unit="99999"), "unit.not_then"),
            ((), write(plan="KH2019"), "plan.not_in_force"),
            ((), nothing(figures=DONE), "unit_report.something_done"),
            ((write(),), nothing(), "unit_report.begun"),
            ((), hand_in(), "unit_report.not_written"),
            ((write(),), hand_in(signed_on=date(2023, 11, 22)), "unit_report.sent_before_signed"),
            ((write(),), receive(), "unit_report.not_sent"),
            ((write(), hand_in()), receive(DAY), "unit_report.judged_before_sent"),
            ((write(), hand_in()), give_back(on=DAY), "unit_report.judged_before_sent"),
            ((write(), hand_in()), give_back("rain"), "code.unknown"),
            ((), of_report.LearnUnitReportReceipt(report=3, received_on=DAY), "unit_report.unknown"),
            (
                (),
                of_report.TakeUnitReport(
                    agency="justice", unit=UNIT, plan=PLAN_ID, report=1, kind=ReportKind.RESULT, from_on=FIRST,
                    to_on=LAST, figures=DONE, sent_on=LAST, late=False,
                ),
                "unit.of_another",
            ),
        ],
    )  # fmt: skip
    def test_every_reason_why_not(self, past: tuple[Any, ...], command: Any, rule: str) -> None:
        unit_reports(*past, command).refused(rule)


class TestFigures:
    BOOK = with_places(
        book(
            (date(2023, 3, 5), "loudspeaker_broadcast", "monthly_broadcast"),
            (date(2023, 3, 25), "loudspeaker_broadcast", "monthly_broadcast"),
            (date(2023, 4, 2), "loudspeaker_broadcast", "monthly_broadcast"),
            (date(2023, 5, 2), "direct_talk", "direct_communication"),
            (date(2023, 5, 3), "direct_talk", "direct_communication"),
            struck=frozenset({5}), audience={"women": 30, "youth": 5}, places=("Thôn A",), cost=100_000,
        ),
        "Thôn A", "Thôn B",
    )  # fmt: skip

    def test_a_book_amounts_to_its_lines_by_task_and_kind(self) -> None:
        made = figures_of(self.BOOK, PLAN, "communes", FIRST, date(2023, 5, 31))
        assert made.lines == (
            Figure("direct_communication", "direct_talk", 1, 35, cost=100_000),
            Figure("monthly_broadcast", "loudspeaker_broadcast", 3, 105, cost=300_000),
        )
        assert (made.months_kept, made.months_due) == (2, 4)
        assert (made.places_reached, made.places_listed) == (1, 2)
        assert (made.times, made.of_task("monthly_broadcast")) == (4, 3)

    def test_only_what_lies_within_the_period_counts_its_first_and_last_day_included(self) -> None:
        assert figures_of(self.BOOK, PLAN, "communes", date(2023, 3, 25), date(2023, 4, 2)).times == 2
        assert figures_of(self.BOOK, PLAN, "communes", date(2023, 3, 26), date(2023, 4, 1)).times == 0

    def test_everywhere_reaches_every_part(self) -> None:
        kept = with_places(
            book((date(2023, 3, 5), "loudspeaker_broadcast", "monthly_broadcast"), everywhere=True), "Thôn A", "Thôn B"
        )
        assert figures_of(kept, PLAN, "communes", FIRST, DAY).places_reached == 2

    def test_an_empty_book_is_nothing(self) -> None:
        assert figures_of(book(), PLAN, "justice", FIRST, DAY) == NO_FIGURES

    def test_several_are_one_by_adding(self) -> None:
        twice = together([DONE, DONE])
        assert (twice.times, twice.months_kept, twice.places_listed) == (14, 10, 14)
        assert together([]) == NO_FIGURES


class TestReview:
    def test_the_lead_opens_a_round_and_everybody_with_a_place_here_is_told(self) -> None:
        [opened] = given(REVIEW, law=LAW).when(open_round()).answer
        assert opened.answer_by == date(2023, 6, 25)
        assert "support.communes" in opened.inboxes
        assert "support.labour" not in opened.inboxes, "the lead knows"
        assert "support.police" not in opened.inboxes, "it has no place here"
        given(REVIEW, law=LAW).when(open_round(), open_round()).nothing()

    @pytest.mark.parametrize(("on", "late"), [(date(2023, 6, 25), False), (date(2023, 6, 26), True)])
    def test_an_answer_is_a_number_late_or_not(self, on: date, late: bool) -> None:
        given(REVIEW, law=LAW).when(open_round(), answer(on=on)).then(
            asked.ReviewAnswered(PLAN_ID, date(2023, 6, 1), "communes", UNIT, 0, on, late, LEAD)
        )

    def test_the_same_answer_again_is_nothing_and_another_counts_from_then_on(self) -> None:
        given(REVIEW, law=LAW).when(open_round(), answer(), answer()).nothing()
        review = given(REVIEW, law=LAW).when(open_round(), answer(), answer(2, date(2023, 6, 28))).state_now
        assert (review.answer(WHO).cases, review.answer(WHO).late) == (2, False)
        assert [each.cases for each in review.answers[WHO.code]] == [0, 2]

    def test_what_is_heard_of_it(self) -> None:
        heard = of_round.HearReview(plan=PLAN_ID, month=date(2023, 6, 1), answer_by=DAY)
        given(REVIEW, law=LAW).when(heard).then(asked.ReviewHeard(PLAN_ID, date(2023, 6, 1), DAY))
        given(REVIEW, law=LAW).when(heard, heard).nothing()
        taken = of_round.TakeReviewAnswer(
            plan=PLAN_ID, month=date(2023, 6, 1), agency="communes", unit=UNIT, cases=1, answered_on=DAY, late=False
        )
        given(REVIEW, law=LAW).when(taken).then(asked.ReviewAnswerTaken(**vars(taken)))
        given(REVIEW, law=LAW).when(taken, taken).nothing()
        given(REVIEW, law=LAW).when(replace(taken, agency="justice")).refused("unit.of_another")

    @pytest.mark.parametrize(
        ("past", "command", "rule"),
        [
            ((), open_round(by=date(2023, 5, 31)), "review.answer_before_month"),
            ((), answer(), "review.not_open"),
            ((open_round(),), answer(unit="99999"), "unit.not_then"),
            ((), replace(open_round(), plan="KH2019"), "plan.not_in_force"),
        ],
    )
    def test_every_reason_why_not(self, past: tuple[Any, ...], command: Any, rule: str) -> None:
        given(REVIEW, law=LAW).when(*past, command).refused(rule)


class TestUrging:
    LATE = frozenset({"communes.20008", "communes.20011", "justice", "police"})

    def letter(self, *whom: str, **more: Any) -> UrgeUnits:
        said = {"what": "unit_plan", "number": "44/CV-LĐTBXH", "dated": DAY, "late": self.LATE}
        return UrgeUnits(**{"plan": PLAN_ID, "under": DAY, "whom": frozenset(whom), **said, **more})

    def test_a_letter_goes_to_those_who_are_late_and_is_told_where_there_is_a_place(self) -> None:
        whom = ("communes.20008", "justice", "police")
        given(URGING, law=LAW).when(self.letter(*whom)).then(
            UnitsUrged(PLAN_ID, "unit_plan", whom, "44/CV-LĐTBXH", DAY, ("support.communes", "support.justice"))
        )
        given(URGING, law=LAW).when(self.letter(*whom), self.letter(*whom)).nothing()

    def test_the_unit_hears_it_once(self) -> None:
        heard = HearUrging(plan=PLAN_ID, what="unit_plan", whom=("communes.20008",), number="44/CV", dated=DAY)
        urged = given(URGING, law=LAW).when(heard)
        urged.then(UrgingHeard(PLAN_ID, "unit_plan", ("communes.20008",), "44/CV", DAY))
        assert len(urged.state_now.of(WHO, "unit_plan")) == 1
        assert urged.state_now.of(Obliged("communes", "20011")) == ()
        given(URGING, law=LAW).when(heard, heard).nothing()

    def test_nobody_or_somebody_who_is_not_late_is_not_urged(self) -> None:
        given(URGING, law=LAW).when(self.letter()).refused("urging.nobody")
        given(URGING, law=LAW).when(self.letter("health")).refused("urging.not_late")
        given(URGING, law=LAW).when(self.letter("justice", plan="KH2019")).refused("plan.not_in_force")


class TestDuties:
    def test_who_has_not_handed_in_is_late_by_so_many_days(self) -> None:
        [duty] = plan_duties(PLAN, [WHO], {})
        assert (duty.last_day, duty.missing(date(2023, 2, 27)), duty.days_late(date(2023, 2, 27))) == (
            date(2023, 2, 27), False, 0,
        )  # fmt: skip
        assert (duty.missing(date(2023, 3, 2)), duty.days_late(date(2023, 3, 2))) == (True, 3)

    def test_who_came_late_is_late_for_good_and_misses_nothing(self) -> None:
        file = plans(draft(), issue(), send(date(2023, 3, 1))).state_now
        [duty] = plan_duties(PLAN, [WHO], {WHO: file})
        assert (duty.missing(DAY), duty.days_late(DAY)) == (False, 2)
        sent = unit_reports(write(), hand_in(on=date(2023, 12, 1))).state_now
        [duty] = report_duties(PLAN, [WHO], {WHO: sent})
        assert duty.days_late(IN_2024) == 2

    def test_a_round_asks_nothing_before_it_is_open(self) -> None:
        assert list(review_duties(Review(), [WHO])) == []
        review = given(REVIEW, law=LAW).when(open_round(), answer(on=date(2023, 6, 27))).state_now
        other = Obliged("justice", None)
        days = [(d.who, d.came_on, d.days_late(date(2023, 6, 30))) for d in review_duties(review, [WHO, other])]
        assert days == [(WHO, date(2023, 6, 27), 2), (other, None, 5)]

    def test_a_plan_that_names_no_day_asks_nothing(self) -> None:
        assert list(plan_duties(replace(PLAN, dates={}), [WHO], {})) == []

    def test_everybody_is_each_unit_and_each_agency_without_units(self) -> None:
        all_ = list(obliged(LAW))
        assert len([each for each in all_ if each.unit]) == 9
        assert Obliged("communes", None) not in all_
        assert {Obliged("police", None), Obliged("labour", None), Obliged("finance", None)} <= set(all_)


class TestTarget:
    def units(self, *past: Any) -> UnitPlan:
        file: UnitPlan = plans(*past).state_now
        return file

    COMPLETE = (draft(), issue(), send(), approve())

    def gaps(self, own: UnitPlan, reports: UnitReports, day: date = IN_2024) -> set[Gap]:
        return set(standing(WHO, PLAN, own.papers, reports.papers, day).gaps)

    def test_a_unit_that_planned_did_and_reported_implements(self) -> None:
        reports = unit_reports(write(), hand_in()).state_now
        found = standing(WHO, PLAN, self.units(*self.COMPLETE).papers, reports.papers, IN_2024)
        assert found.implements
        assert (found.targets, found.reached, found.activities, found.plan_late, found.report_late) == (
            1,
            1,
            7,
            False,
            False,
        )

    def test_why_not_yet(self) -> None:
        good = unit_reports(write(), hand_in()).state_now
        complete, none = self.units(*self.COMPLETE), UnitReports()
        assert self.gaps(UnitPlan(), none) == {Gap.NO_PLAN, Gap.NOT_REPORTED}
        assert self.gaps(self.units(draft("goals"), issue(), send()), good) == {Gap.PLAN_LACKS}
        assert self.gaps(self.units(draft(aims=()), issue(), send()), good) == {Gap.NO_TARGETS}
        assert self.gaps(complete, none) == {Gap.NOT_REPORTED}
        assert self.gaps(complete, unit_reports(write(), hand_in(), give_back()).state_now) == {Gap.RETURNED}
        assert self.gaps(complete, unit_reports(nothing()).state_now) == {Gap.NOTHING_DONE, Gap.TARGETS_OPEN}
        aims = (of_plan.Target(task="monthly_broadcast", number=10),)
        assert self.gaps(self.units(draft(aims=aims), issue(), send()), good) == {Gap.TARGETS_OPEN}

    def test_it_can_be_asked_as_of_any_day(self) -> None:
        own, reports = self.units(*self.COMPLETE), unit_reports(write(), hand_in()).state_now
        assert self.gaps(own, reports, date(2023, 2, 20)) == {Gap.NO_PLAN, Gap.NOT_REPORTED}
        assert self.gaps(own, reports, date(2023, 11, 20)) == {Gap.NOT_REPORTED}
        assert self.gaps(own, reports, date(2023, 11, 21)) == set()

    def test_a_comment_made_later_is_not_known_before(self) -> None:
        own = self.units(draft(), issue(), send(), comment("online", on=date(2023, 4, 1)))
        good = unit_reports(write(), hand_in(on=date(2023, 2, 25))).state_now
        assert self.gaps(own, good, date(2023, 3, 31)) == set()
        assert self.gaps(own, good, date(2023, 4, 1)) == {Gap.PLAN_LACKS}

    def test_what_came_late_counts_and_is_marked(self) -> None:
        own = self.units(draft(), issue(), send(date(2023, 3, 1)))
        sent = unit_reports(write(), hand_in(on=date(2023, 12, 1))).state_now
        found = standing(WHO, PLAN, own.papers, sent.papers, IN_2024)
        assert (found.implements, found.plan_late, found.report_late) == (True, True, True)

    def test_without_any_unit_there_is_nothing_to_count(self) -> None:
        assert standings_of(PLAN, [], {}, {}, DAY) == ()


class TestTown:
    OF: dict[str, Any] = {"plan": PLAN_ID, "under": DAY}  # noqa: RUF012 - read only

    def issued(self, number: str = "7/BC-LĐTBXH", **more: Any) -> IssueTownReport:
        said = {"from_on": FIRST, "to_on": LAST, "number": number, "dated": DAY, "figures": DONE}
        return IssueTownReport(
            **{**self.OF, **said, "parts": (Part(WHO.code, 1),), "missing": frozenset({"justice"}), **more}
        )

    def test_it_is_issued_from_the_reports_that_came_and_names_who_is_missing(self) -> None:
        given(TOWN_REPORT, law=LAW).when(self.issued()).then(
            TownReportIssued(PLAN_ID, 1, FIRST, LAST, (Part(WHO.code, 1),), ("justice",), DONE, "7/BC-LĐTBXH", DAY)
        )
        given(TOWN_REPORT, law=LAW).when(self.issued(), self.issued()).nothing()

    def test_a_later_one_of_the_same_time_is_its_next_version_and_the_old_one_stays(self) -> None:
        file = given(TOWN_REPORT, law=LAW).when(self.issued(), self.issued("9/BC-LĐTBXH")).state_now
        assert [(each.version, each.number) for each in file.issued] == [(1, "7/BC-LĐTBXH"), (2, "9/BC-LĐTBXH")]

    def test_every_reason_why_not(self) -> None:
        town = given(TOWN_REPORT, law=LAW)
        town.when(self.issued(from_on=LAST, to_on=FIRST)).refused("unit_report.period")
        town.when(self.issued(parts=())).refused("town_report.nothing_came")
        town.when(self.issued(plan="KH2019")).refused("plan.not_in_force")
        told = self.told()
        given(TOWN_REPORT, law=LAW).when(told, SetChairmanDay(**self.OF, next_on=DAY)).refused("town_report.day_passed")
        town.when(self.told(next_on=DAY)).refused("town_report.day_passed")

    def told(self, **more: Any) -> ReportToChairman:
        return ReportToChairman(**{**self.OF, "number": "8/BC", "dated": DAY, "progress": Progress(obliged=18), **more})

    def test_the_chairman_is_told_and_a_person_sets_the_next_day(self) -> None:
        next_on = date(2023, 9, 15)
        told = given(TOWN_REPORT, law=LAW).when(self.told(next_on=next_on))
        told.then(ChairmanReported(PLAN_ID, "8/BC", DAY, Progress(obliged=18)), ChairmanDaySet(PLAN_ID, next_on))
        assert chairman_due(told.state_now, PLAN) == next_on
        given(TOWN_REPORT, law=LAW).when(self.told(next_on=next_on), self.told(next_on=next_on)).nothing()
        given(TOWN_REPORT, law=LAW).when(
            SetChairmanDay(**self.OF, next_on=next_on), SetChairmanDay(**self.OF, next_on=next_on)
        ).nothing()

    def test_without_a_period_in_the_plan_nothing_is_due_before_a_person_says_so(self) -> None:
        assert PLAN.chairman_every is None
        assert chairman_due(TownReports(), PLAN) is None
        reported_on = given(TOWN_REPORT, law=LAW).when(SetChairmanDay(**self.OF, next_on=DAY), self.told()).state_now
        assert chairman_due(reported_on, PLAN) is None, "that day is over"

    def test_a_period_in_the_plan_says_when(self) -> None:
        quarterly = replace(PLAN, chairman_every=3)
        assert chairman_due(TownReports(), quarterly) == date(2023, 5, 9)
        file = given(TOWN_REPORT, law=LAW).when(self.told(dated=date(2023, 11, 30))).state_now
        assert chairman_due(file, quarterly) == date(2024, 2, 29)

    def test_what_counts_goes_into_it_once_and_who_is_missing_is_named(self) -> None:
        half = write(kind=ReportKind.INTERIM, to_on=date(2023, 6, 30))
        one = unit_reports(half, hand_in("50/BC", date(2023, 7, 1)), write(), hand_in()).state_now
        none = unit_reports(nothing(LAST)).state_now
        back = unit_reports(write(), hand_in(), give_back()).state_now
        who = [Obliged("communes", code) for code in ("20008", "20011", "20017", "20020")]
        made = consolidated(dict(zip(who, [one, none, back], strict=False)), who, FIRST, LAST)
        assert made.parts == (Part("communes.20008", 2), Part("communes.20011", 1, nothing=True))
        assert made.missing == (who[2], who[3])
        assert made.figures == DONE
