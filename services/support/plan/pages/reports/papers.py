"""The papers of what is handed in, filled in from the files. Number and day stand on one that has them; else the pen."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.support.plan.app.units import Whose, in_full, running
from services.support.plan.domain.reports.figures import Figure, Figures
from services.support.plan.domain.reports.plans.events import Content
from services.support.plan.domain.reports.plans.unit_plan import Version
from services.support.plan.domain.reports.town.town_report import ChairmanReported, Progress, TownReportIssued
from services.support.plan.domain.reports.unit_reports.unit_report import TEXTS, Report
from services.support.plan.domain.reports.words import LEAD
from shared.desk import Desk
from shared.kernel.law import Law
from shared.kernel.plans import Plan
from shared.kernel.unit_papers import Duty, Obliged
from shared.kernel.words import AgencyId, Code
from shared.papers import (
    AimLine,
    CountedLine,
    LateLine,
    Letterhead,
    Paper,
    ReportPart,
    ResultReport,
    Signature,
    UnitPlanPaper,
    UrgingLetter,
)
from shared.web.office import full_name
from shared.web.pages import money, vn_date
from shared.web.words import Words

__all__ = ["TEXTS", "Letters", "at", "chairman", "consolidated", "letters", "unit_plan", "unit_report", "urging"]


@dataclass(frozen=True)
class Letters:
    """What these papers are made with: the plan and the law under which they are handed in, and the words."""

    plan: Plan
    law: Law
    words: Words
    desk: Desk

    @property
    def lead(self) -> AgencyId:
        found = self.law.holder(LEAD)
        return found.id if found else ""

    def name(self, who: Obliged) -> str:
        return in_full(self.desk, who)

    def signed(self, who: Obliged) -> Signature:
        return Signature((self.words["plan_paper.signs_unit" if who.unit else "plan_paper.signs"],))


def letters(desk: Desk, words: Words) -> Letters:
    now = running(desk)
    assert now is not None
    return Letters(now.plan, desk.law_on(now.under), words, desk)


def at(made: Paper, place: str) -> Paper:
    """With the place at which it is signed."""
    return replace(made, head=replace(made.head, place=place))


def unit_plan(whose: Whose, content: Content, version: Version | None, by: Letters) -> UnitPlanPaper:
    issued, plan, words = version.issued if version else None, by.plan, by.words
    return UnitPlanPaper(
        _head(whose.who, by, issued.number if issued else None, issued.issued_on if issued else None),
        words["plan_paper.plan.subject"].format(plan=plan.vi), (plan.vi,), words["plan_paper.plan.opening"],
        tuple(item.vi for code, item in plan.checklist.items() if code in content.covered),
        tuple(
            AimLine(_task(each.task, by), str(each.number) if each.number is not None else None, _day(each.by))
            for each in content.targets
        ),
        words["plan_paper.plan.closing"], by.signed(whose.who), (full_name(by.law, by.lead),),
    )  # fmt: skip


def unit_report(whose: Whose, report: Report, texts: Mapping[str, str | None], by: Letters) -> ResultReport:
    words, written, sent = by.words, report.written, report.sent
    assert written is not None
    parts = [ReportPart(words[f"plan_paper.report.{name}"], _told(texts.get(name))) for name in TEXTS]
    figures = (words["plan_paper.report.nothing"],) if written.nothing else tuple(_sums(report.figures, words))
    first = replace(parts[0], told=(*parts[0].told, *figures))
    to = (words["plan_paper.report.to"], full_name(by.law, by.lead))
    return ResultReport(
        _head(whose.who, by, sent.number if sent else None, sent.signed_on if sent else None),
        words["plan_paper.report.subject"].format(plan=by.plan.vi), to, _period(written.from_on, written.to_on, words),
        (first,), tuple(_lines(report.figures.lines, by)), tuple(parts[1:]), words["plan_paper.report.closing"],
        by.signed(whose.who), (words["plan_paper.as_above"],),
    )  # fmt: skip


def consolidated(
    issued: TownReportIssued | None,
    made: tuple[Sequence[str], Sequence[str], Sequence[str], Figures],
    period: tuple[date, date],
    note: str | None,
    by: Letters,
) -> ResultReport:
    """`made`: the names of those who reported, of those with nothing, of those who are missing, and all figures as one."""
    words, (came, nothing, missing, figures) = by.words, made
    said = (
        words["plan_paper.town.came"].format(number=len(came), names="; ".join(came)),
        words["plan_paper.town.nothing_from"].format(names="; ".join(nothing) or words["plan_paper.none"]),
        words["plan_paper.town.missing"].format(names="; ".join(missing) or words["plan_paper.none"]),
    )
    lead = Obliged(by.lead, None)
    return ResultReport(
        _head(lead, by, issued.number if issued else None, issued.dated if issued else None),
        words["plan_paper.town.subject"].format(plan=by.plan.vi), (words["plan_paper.report.to"],), _period(*period, words),
        (
            ReportPart(words["plan_paper.town.units"], said),
            ReportPart(words["plan_paper.report.results"], (*_told(note), *_sums(figures, words))),
        ),
        tuple(_lines(figures.lines, by)),
        tuple(ReportPart(words[f"plan_paper.report.{name}"]) for name in TEXTS[1:]),
        words["plan_paper.report.closing"], by.signed(lead), (words["plan_paper.as_above"],),
    )  # fmt: skip


def chairman(
    told: ChairmanReported | None, progress: Progress, late: Iterable[str], today: date, note: str | None, by: Letters
) -> ResultReport:
    words, lead = by.words, Obliged(by.lead, None)
    said = (words[f"plan_paper.chairman.{name}"] for name in ("plans", "reports", "reviews", "target"))
    done = tuple(each.format(**vars(progress)) for each in said)
    named = tuple(late)
    return ResultReport(
        _head(lead, by, told.number if told else None, told.dated if told else None),
        words["plan_paper.chairman.subject"].format(plan=by.plan.vi), (words["plan_paper.chairman.to"],),
        words["plan_paper.chairman.opening"].format(day=vn_date(told.dated if told else today)),
        (ReportPart(words["plan_paper.chairman.done"], (*done, *_told(note))),), (),
        (
            ReportPart(words["plan_paper.chairman.late"], named or (words["plan_paper.none"],)),
            ReportPart(words["plan_paper.report.proposals"]),
        ),
        words["plan_paper.report.closing"], by.signed(lead), (words["plan_paper.as_above"],),
    )  # fmt: skip


def urging(what: str, duties: Sequence[Duty], today: date, by: Letters) -> UrgingLetter:
    """To one or to all who are late."""
    words = by.words
    names = tuple(by.name(each.who) for each in duties)
    return UrgingLetter(
        _head(Obliged(by.lead, None), by, None, None), words["plan_paper.urging.subject"].format(what=what), names,
        (by.plan.vi,), words["plan_paper.urging.opening"].format(what=what, day=vn_date(today)),
        tuple(
            LateLine(name, vn_date(each.last_day), str(each.days_late(today)))
            for name, each in zip(names, duties, strict=True)
        ),
        words["plan_paper.urging.closing"], by.signed(Obliged(by.lead, None)), (words["plan_paper.as_above"],),
    )  # fmt: skip


def _head(who: Obliged, by: Letters, number: str | None, on: date | None) -> Letterhead:
    return Letterhead(by.name(who), "", number=number, on=on)


def _task(code: Code | None, by: Letters) -> str:
    return by.plan.tasks[code].vi if code and code in by.plan.tasks else by.words["plan_paper.no_task"]


def _lines(lines: Iterable[Figure], by: Letters) -> Iterator[CountedLine]:
    for line in lines:
        kind = by.plan.kinds[line.kind].vi if line.kind in by.plan.kinds else line.kind
        more = [
            by.words[f"plan_paper.{name}"].format(number=_number(number))
            for name in ("reach", "copies", "jobs")
            if (number := getattr(line, name))
        ]
        more += [money(line.cost)] if line.cost else []
        yield CountedLine(
            _task(line.task, by), kind, _number(line.times), _number(line.audience), "; ".join(more) or None
        )


def _sums(figures: Figures, words: Words) -> Iterator[str]:
    """What is counted beside the activities: months kept, places reached."""
    if figures.months_due:
        yield words["plan_paper.months"].format(kept=figures.months_kept, due=figures.months_due)
    if figures.places_listed:
        yield words["plan_paper.places"].format(reached=figures.places_reached, listed=figures.places_listed)


def _period(from_on: date, to_on: date, words: Words) -> str:
    return words["plan_paper.report.period"].format(from_on=vn_date(from_on), to_on=vn_date(to_on))


def _told(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _day(day: date | None) -> str | None:
    return vn_date(day) if day else None


def _number(number: int) -> str:
    return f"{number:,}".replace(",", ".")
