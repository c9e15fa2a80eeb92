"""The desks of what is handed in: own plans, reports, review rounds, letters that urge, the reports of the town."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles
from services.support.plan.app.units import KEPT, TOLD, Running, Whose, called, everybody, here, leads, running
from services.support.plan.domain.activities.book import book_id
from services.support.plan.domain.activities.rules import BOOK
from services.support.plan.domain.reports.figures import Figures, figures_of
from services.support.plan.domain.reports.handed_in import Duty, plan_duties, report_duties, review_duties
from services.support.plan.domain.reports.plans import commands as of_plan
from services.support.plan.domain.reports.plans.rules import UNIT_PLAN
from services.support.plan.domain.reports.plans.unit_plan import UnitPlan
from services.support.plan.domain.reports.rounds import commands as of_round
from services.support.plan.domain.reports.rounds.review import Review
from services.support.plan.domain.reports.rounds.rules import REVIEW
from services.support.plan.domain.reports.target import Standing, standings_of
from services.support.plan.domain.reports.town.town_report import (
    TOWN_REPORT,
    IssueTownReport,
    Progress,
    ReportToChairman,
    SetChairmanDay,
    TownReports,
    consolidated,
)
from services.support.plan.domain.reports.unit_reports import commands as of_report
from services.support.plan.domain.reports.unit_reports.rules import UNIT_REPORT
from services.support.plan.domain.reports.unit_reports.unit_report import TEXTS, UnitReports
from services.support.plan.domain.reports.urging.urging import URGING, UrgeUnits, Urgings
from services.support.plan.domain.reports.words import (
    HandedIn,
    Obliged,
    obliged,
    plan_file,
    report_file,
    review_code,
    round_file,
    town_file,
    urging_file,
)
from services.support.plan.projections.reports import PaperLine, ReviewLine
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.decider import AnyDecider
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import About, Look, offers
from shared.web.fields import LEFT_OUT, Choice
from shared.web.words import Words

Papers = Shelf[Entry, PaperLine] | Kept[Entry, PaperLine] | None
Rounds = Shelf[Entry, ReviewLine] | Kept[Entry, ReviewLine] | None
UNIT_PLANS = About(
    "unitplan", "unitplans", "unitplans", "/unitplans", lambda file: f"KHDV-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e01"), of_people=False,
)  # fmt: skip
UNIT_REPORTS = About(
    "unitreport", "unitreports", "unitreports", "/unitreports", lambda file: f"BCDV-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e02"), of_people=False,
)  # fmt: skip
REVIEWS = About(
    "review", "reviews", "reviews", "/reviews", lambda file: f"RS-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e03"), of_people=False,
)  # fmt: skip
URGINGS = About(
    "urging", "urgings", "urgings", "/units", lambda file: f"DD-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e04"), of_people=False,
)  # fmt: skip
TOWN_REPORTS = About(
    "townreport", "townreports", "townreports", "/townreports", lambda file: f"BCTH-{file.hex[:6]}",
    UUID("1f0cf7a2-3b8e-4f55-9d0a-6c1f2a7b8e05"), of_people=False,
)  # fmt: skip
SOON = 30
"""So many days before its last day something stands on top of the page as due."""


@dataclass(frozen=True)
class Opened:
    """A file with whose it is, as a page shows it."""

    whose: Whose
    state: Any


@dataclass(frozen=True)
class OfMonth:
    """A review round with its month."""

    month: date
    state: Review


@dataclass(frozen=True)
class OfTown:
    """A file of the lead's own: the letters, or the reports of the town."""

    state: Any


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can do with what is handed in, at whatever desk."""
    return [
        *plan_deeds(agency), *report_deeds_of_units(agency), *round_deeds(agency), *urging_deeds(agency), *town_deeds(agency)
    ]  # fmt: skip


def _place_of_unit(agency: AgencyId, kind: Code) -> Callable[[Any, Any, Actor], Subject]:
    def place(state: UnitPlan | UnitReports, command: Any, actor: Actor) -> Subject:
        unit = state.whose.unit if state.whose else command.unit if command else actor.unit
        return Subject(agency, unit, TOLD if state.told else KEPT, kind)

    return place


def _deed(name: Code, path: str, command: type[Any], decider: AnyDecider, place: Any, day: str = "") -> Deed:
    on = attrgetter(day) if day else lambda _: None
    return Deed(name, path, command, decider, place, on, judged_on=attrgetter("under"))


def plan_deeds(agency: AgencyId) -> list[Deed]:
    at = _place_of_unit(agency, UNIT_PLAN.name)
    return [
        _deed("support.unit_plan.draft", "draft", of_plan.DraftUnitPlan, UNIT_PLAN, at),
        _deed("support.unit_plan.issue", "issue", of_plan.IssueUnitPlan, UNIT_PLAN, at, "issued_on"),
        _deed("support.unit_plan.send", "sending", of_plan.SendUnitPlan, UNIT_PLAN, at, "sent_on"),
        _deed("support.unit_plan.comment", "comment", of_plan.CommentOnUnitPlan, UNIT_PLAN, at, "commented_on"),
        _deed("support.unit_plan.approve", "approval", of_plan.ApproveUnitPlan, UNIT_PLAN, at, "approved_on"),
    ]


def report_deeds_of_units(agency: AgencyId) -> list[Deed]:
    at = _place_of_unit(agency, UNIT_REPORT.name)
    return [
        _deed("support.unit_report.write", "report", of_report.WriteUnitReport, UNIT_REPORT, at),
        _deed("support.unit_report.nothing", "nothing", of_report.ReportNothing, UNIT_REPORT, at, "sent_on"),
        _deed("support.unit_report.send", "sending", of_report.SendUnitReport, UNIT_REPORT, at, "sent_on"),
        _deed("support.unit_report.receive", "receipt", of_report.ReceiveUnitReport, UNIT_REPORT, at, "received_on"),
        _deed("support.unit_report.return", "return", of_report.ReturnUnitReport, UNIT_REPORT, at, "returned_on"),
    ]


def round_deeds(agency: AgencyId) -> list[Deed]:
    def place(_: Review, command: Any, actor: Actor) -> Subject:
        return Subject(agency, command.unit if isinstance(command, of_round.AnswerReview) else actor.unit, KEPT)

    return [
        _deed("support.review.open", "opening", of_round.OpenReview, REVIEW, place),
        _deed("support.review.answer", "answer", of_round.AnswerReview, REVIEW, place, "answered_on"),
    ]


def _of_lead(agency: AgencyId, kind: Code) -> Callable[[Any, Any, Actor], Subject]:
    return lambda _, __, ___: Subject(agency, None, KEPT, kind)


def urging_deeds(agency: AgencyId) -> list[Deed]:
    return [_deed("support.urging.urge", "letter", UrgeUnits, URGING, _of_lead(agency, URGING.name), "dated")]


def town_deeds(agency: AgencyId) -> list[Deed]:
    at = _of_lead(agency, TOWN_REPORT.name)
    return [
        _deed("support.town_report.issue", "issue", IssueTownReport, TOWN_REPORT, at, "dated"),
        _deed("support.town_report.chairman", "chairman", ReportToChairman, TOWN_REPORT, at, "dated"),
        _deed("support.town_report.day", "day", SetChairmanDay, TOWN_REPORT, at),
    ]


class UnitFiles(PlanFiles):
    """The papers of units, of one kind: they are there from the day on which the plan runs, nobody begins one. `id_of` says under
    which id a unit's are kept; `own` are the deeds of whoever keeps them, all others are those of the lead."""

    own: tuple[str, ...] = ()

    def __init__(
        self,
        kind: Kind,
        desk: Desk,
        agency: AgencyId,
        words: Words,
        lines: Papers,
        id_of: Callable[[Code, AgencyId, Any], UUID],
    ) -> None:
        super().__init__(kind, desk, agency, words, lines)
        self.id_of = id_of

    def here(self) -> Iterator[Whose]:
        return here(self.desk, self.agency)

    def mine(self, actor: Actor) -> Iterator[Whose]:
        """Those this officer may read."""
        return (w for w in self.here() if self.desk.rights.judge(actor, self.kind.read, self.lies(w)).allowed)

    def id(self, whose: Whose) -> UUID:
        return self.id_of(whose.plan.id, whose.agency, whose.unit)

    def whose(self, file: UUID) -> Whose:
        """Raises `LookupError` where nobody's papers lie here under this id."""
        for whose in self.here():
            if self.id(whose) == file:
                return whose
        raise LookupError(str(file))

    def states(self) -> dict[Obliged, Any]:
        """Every file that lies here, by whose it is."""
        return {w.who: self.desk.ledger.now(self.kind.decider, self.id(w)).state for w in self.here()}

    def look(self, actor: Actor, file: UUID) -> Look:
        whose = self.whose(file)
        on = self.lies(whose)
        self.desk.rights.must(actor, self.kind.read, on)
        loaded = self.desk.ledger.load(self.kind.decider, file)
        offered = tuple(
            offer
            for offer in offers(self.desk, actor, list(self.desk.deeds.values()), loaded.state)
            if whose.kept or offer.deed.path not in self.own
        )
        opened = Opened(whose, loaded.state)
        title = called(self.desk, whose.who)
        return Look(file, title, on.stage, loaded.version, opened, offered, loaded.entries, self.about)

    def place(self, file: Opened) -> Subject:
        return self.lies(file.whose)

    def lies(self, whose: Whose) -> Subject:
        return whose.lies(self.agency, self.kind.decider.name)

    def place_of(self, actor: Actor) -> Subject:
        """Where this officer's own would lie."""
        return Subject(self.agency, actor.unit, KEPT, self.kind.decider.name)

    def may_list(self, actor: Actor) -> bool:
        return any(self.mine(actor))

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:
        try:
            whose = self.whose(file)
        except LookupError:  # the blank form asks only which fields these are
            blank = {"agency": self.agency, "unit": actor.unit or "", "plan": "", "under": ""}
            return blank | self.more(deed, None)
        if deed.path in self.own and not whose.kept:
            raise NotPermitted("right.unit", "the papers of an agency that keeps its own")
        if not self.desk.rights.judge(actor, deed.name, self.lies(whose)).allowed:
            raise NotPermitted("right.unit", "the papers of another unit")
        by_the_desk = {"agency": whose.agency, "unit": whose.unit or "", "plan": whose.plan.id}
        return by_the_desk | {"under": whose.under.isoformat()} | self.more(deed, whose)

    def choice(self, kind: Code, value: str | tuple[str, ...] = "") -> Choice:
        """A list of the plan: when it has run out, the law of today knows it no more."""
        return Choice(tuple(self.words_of(kind).items()), value)

    def words_of(self, kind: Code) -> dict[Code, str]:
        now = running(self.desk)
        listed = self.desk.law_on(now.under).listed(kind) if now else {}
        return {code: item.vi for code, item in listed.items()}

    def more(self, deed: Deed, whose: Whose | None) -> dict[str, str]:  # noqa: ARG002 - a kind of its own says more
        """What the desk adds besides whose it is."""
        return {}

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, PaperLine]:
        """Those this officer may read, of which something was written."""
        self.desk.rights.must(actor, self.kind.list_, self.place_of(actor))
        mine = [str(self.id(each)) for each in self.mine(actor) if stage in (None, each.stage)]
        return self.lines.some(mine) if self.lines else {}


class UnitPlans(UnitFiles):
    own = ("draft", "issue", "sending")

    def __init__(self, desk: Desk, agency: AgencyId, words: Words, lines: Papers) -> None:
        kind = Kind(
            UNIT_PLANS, UNIT_PLAN, "support.unit_plan.read", "support.unit_plan.read",
            lambda at, _: Subject(at, None, KEPT), bool, _sealed_of_plan,
        )  # fmt: skip
        super().__init__(kind, desk, agency, words, lines, plan_file)

    def known(self, deed: Deed, actor: Actor, file: UnitPlan, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        today = self.desk.today()
        if deed.command is of_plan.CommentOnUnitPlan:
            now = running(self.desk)
            missing = file.sent.lacks(now.plan) if file.sent and now else ()
            return {"missing": self.choice("plan_checklist", tuple(missing)), "commented_on": today}
        if deed.command is of_plan.DraftUnitPlan:
            return self._drafted(file)
        return {"issued_on": today, "sent_on": today, "approved_on": today}

    def _drafted(self, file: UnitPlan) -> dict[str, Any]:
        """The draft as it stands; the first one has a line for each task of the plan that is theirs."""
        now = running(self.desk)
        agency = file.whose.agency if file.whose else self.agency
        tasks = {task.code for task in now.plan.tasks_of(agency)} if now else set()
        standing = file.draft.content.targets if file.draft else ()
        open_ = [task for task in (now.plan.tasks if now else ()) if task in tasks - {each.task for each in standing}]
        rows = [of_plan.Target(task=each.task, number=each.number, by=each.by) for each in standing]
        rows += [of_plan.Target(task=task) for task in open_]
        covered = file.draft.content.covered if file.draft else ()
        return {"covered": self.choice("plan_checklist", covered), "targets": tuple(rows)}


def _sealed_of_plan(opened: Opened) -> SealedParts:
    """The note on the draft, and what the lead wrote to each version."""
    file: UnitPlan = opened.state
    notes = {"draft": file.draft.note if file.draft else None}
    for version in file.versions:
        for n, said in enumerate(version.said, 1):
            notes[f"said:{version.number}:{n}"] = getattr(said, "note", None)
    return {"note": notes}


class UnitReportFiles(UnitFiles):
    own = ("report", "nothing", "sending")

    def __init__(self, desk: Desk, agency: AgencyId, words: Words, lines: Papers) -> None:
        kind = Kind(
            UNIT_REPORTS, UNIT_REPORT, "support.unit_report.read", "support.unit_report.read",
            lambda at, _: Subject(at, None, KEPT), bool, _sealed_of_reports,
        )  # fmt: skip
        super().__init__(kind, desk, agency, words, lines, report_file)

    def figures(self, whose: Whose, from_on: date, to_on: date) -> Figures:
        """What the book of this unit says of a period, today."""
        book = self.desk.ledger.now(BOOK, book_id(whose.plan.id, whose.agency, whose.unit)).state
        return figures_of(book, whose.plan, whose.agency, from_on, to_on)

    def so_far(self, whose: Whose) -> tuple[date, date]:
        """The time the plan has run."""
        return whose.plan.effective_from, min(self.desk.today(), whose.plan.effective_to)

    def more(self, deed: Deed, whose: Whose | None) -> dict[str, str]:
        if deed.command is of_report.WriteUnitReport:
            return {"figures": ""}
        if deed.command is of_report.ReportNothing:
            from_on, to_on = self.so_far(whose) if whose else (date.min, date.min)
            today = self.desk.today()
            return {
                "figures": "", "from_on": from_on.isoformat(), "to_on": to_on.isoformat(), "sent_on": today.isoformat(),
            }  # fmt: skip
        return {}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """The book is read for the period that was named: nobody types its figures."""
        if not isinstance(command, of_report.WriteUnitReport | of_report.ReportNothing):
            return command
        if command.to_on < command.from_on:
            return command  # the rules say so
        whose = self.whose(report_file(command.plan, command.agency, command.unit))
        return replace(command, figures=self.figures(whose, command.from_on, command.to_on))

    def known(self, deed: Deed, actor: Actor, file: UnitReports, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        today = self.desk.today()
        if deed.command is of_report.WriteUnitReport:
            begun = file.unsent or (file.last_sent if file.last_sent and file.last_sent.returned else None)
            if begun and begun.written:
                return {"kind": begun.written.kind, "from_on": begun.period[0], "to_on": begun.period[1]}
            now = running(self.desk)
            return {"from_on": now.plan.effective_from, "to_on": min(today, now.plan.effective_to)} if now else {}
        if deed.command is of_report.ReturnUnitReport:
            return {"reason": self.choice("report_return_reasons"), "returned_on": today}
        return {"signed_on": today, "sent_on": today, "received_on": today}


def _sealed_of_reports(opened: Opened) -> SealedParts:
    """What was written by hand in each report, and what the lead wrote to it."""
    file: UnitReports = opened.state
    notes: dict[str, Any] = {}
    for report in file.reports:
        notes |= {f"{name}:{report.number}": report.text(name) for name in TEXTS}
        notes |= {f"said:{report.number}:{n}": getattr(said, "note", None) for n, said in enumerate(report.said, 1)}
    return {"note": notes}


class ReviewFiles(PlanFiles):
    """Each month of the plan has its round; before the lead opens it nobody is asked."""

    def __init__(self, desk: Desk, agency: AgencyId, words: Words, lines: Rounds) -> None:
        kind = Kind(
            REVIEWS, REVIEW, "support.review.read", "support.review.read", lambda at, _: Subject(at, None, KEPT), bool
        )
        super().__init__(kind, desk, agency, words, lines)

    def months(self) -> Iterator[date]:
        """The months of the plan up to this one, the newest first."""
        now = running(self.desk)
        months = [each for each in now.plan.months() if each <= self.desk.today()] if now else []
        return reversed(months)

    def id(self, month: date) -> UUID:
        now = running(self.desk)
        return round_file(now.plan.id if now else "", month)

    def month(self, file: UUID) -> date:
        for month in self.months():
            if self.id(month) == file:
                return month
        raise LookupError(str(file))

    def kept(self, actor: Actor) -> list[Whose]:
        """Those for whom this officer answers."""
        mine = (each for each in here(self.desk, self.agency) if each.kept)
        deed = "support.review.answer"
        return [
            each for each in mine if self.desk.rights.judge(actor, deed, each.lies(self.agency, REVIEW.name)).allowed
        ]

    def state(self, month: date) -> Review:
        review: Review = self.desk.ledger.now(REVIEW, self.id(month)).state
        return review

    def look(self, actor: Actor, file: UUID) -> Look:
        month = self.month(file)
        self.desk.rights.must(actor, self.kind.read, self.place_of(actor))
        loaded = self.desk.ledger.load(REVIEW, file)
        offered = offers(self.desk, actor, list(self.desk.deeds.values()), loaded.state)
        opened, title = OfMonth(month, loaded.state), f"{month:%m/%Y}"
        return Look(file, title, KEPT, loaded.version, opened, offered, loaded.entries, self.about)

    def place(self, file: Any) -> Subject:  # noqa: ARG002 - as `Cases` asks
        return Subject(self.agency, None, KEPT)

    def place_of(self, actor: Actor) -> Subject:
        return Subject(self.agency, actor.unit, KEPT)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - as `Cases` asks
        self.desk.rights.must(actor, self.kind.list_, self.place_of(actor))
        whole = self.desk.rights.reaches_agency(actor, self.kind.list_, self.agency)
        codes = None if whole else {each.who.code for each in self.kept(actor)}
        lines: Mapping[str, ReviewLine] = self.lines.where() if self.lines else {}
        return {
            key: replace(line, cases={who: n for who, n in line.cases.items() if codes is None or who in codes})
            for key, line in lines.items()
        }

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:
        now = running(self.desk)
        try:
            month = self.month(file).isoformat()
        except LookupError:  # the blank form asks only which fields these are
            month = ""
        said = {"plan": now.plan.id if now else "", "under": now.under.isoformat() if now else "", "month": month}
        if deed.command is of_round.AnswerReview:
            today = self.desk.today().isoformat()
            return said | {"agency": self.agency, "unit": actor.unit or "", "answered_on": today}
        return said

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        """An answer for an agency whose papers are kept here."""
        if not isinstance(command, of_round.AnswerReview) or command.of is None:
            return command
        found = next((each for each in self.kept(actor) if each.who.code == command.of), None)
        if found is None:
            raise NotPermitted("right.unit", "the answer of somebody whose papers do not lie here")
        return replace(command, agency=found.agency, unit=found.unit)

    def known(self, deed: Deed, actor: Actor, file: Review, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        if deed.command is not of_round.AnswerReview:
            return {}
        others = [each for each in self.kept(actor) if each.agency != self.agency]
        choices = tuple((each.who.code, called(self.desk, each.who)) for each in others)
        return {"of": Choice(choices) if choices else LEFT_OUT}


class Lead:
    """What the lead sees over everybody: the duties, the first target, what may be urged."""

    def __init__(self, plans: UnitPlans, reports: UnitReportFiles, rounds: ReviewFiles) -> None:
        self.plans, self.reports, self.rounds, self.desk = plans, reports, rounds, plans.desk

    @property
    def now(self) -> Running:
        """Raises `LookupError` when no plan runs, and none ran out lately."""
        now = running(self.desk)
        if now is None:
            raise LookupError("no plan")
        return now

    def duties(self, what: Code) -> list[Duty]:
        """Everybody's duty of one thing: `unit_plan`, `result_report`, `review.2023-06`."""
        now, all_ = self.now, everybody(self.desk)
        if what == HandedIn.PLAN:
            return list(plan_duties(now.plan, all_, self.plans.states()))
        if what == HandedIn.REPORT:
            return list(report_duties(now.plan, all_, self.reports.states()))
        months = (month for month in self.rounds.months() if review_code(month) == what)
        return [duty for month in months for duty in review_duties(self.rounds.state(month), all_)]

    def whats(self) -> Iterator[Code]:
        """All for which somebody can be late."""
        yield from HandedIn
        yield from (review_code(month) for month in self.rounds.months() if self.rounds.state(month).asked)

    def late(self, what: Code) -> list[Duty]:
        """Who has not handed it in though its last day is over; of the lead itself nobody writes a letter to itself."""
        today = self.desk.today()
        return [d for d in self.duties(what) if d.missing(today) and d.who.agency != self.plans.agency]

    def target(self, day: date) -> tuple[Standing, ...]:
        """The units as they stood at the end of a day."""
        plan = self.now.plan
        law = self.desk.law_on(min(max(day, plan.effective_from), plan.effective_to))
        units = [who for who in obliged(law) if who.unit]
        return standings_of(plan, units, self.plans.states(), self.reports.states(), day)

    def progress(self) -> Progress:
        """Where things stand today, in numbers."""
        today, target = self.desk.today(), self.target(self.desk.today())
        plans, reports = self.duties(HandedIn.PLAN), self.duties(HandedIn.REPORT)
        months = [review_code(month) for month in self.rounds.months()]
        return Progress(
            obliged=len(plans), plans=sum(d.came_on is not None for d in plans),
            plans_late=sum(d.came_on is not None and d.days_late(today) > 0 for d in plans),
            plans_missing=sum(d.missing(today) for d in plans),
            reports=sum(d.came_on is not None for d in reports),
            reports_late=sum(d.came_on is not None and d.days_late(today) > 0 for d in reports),
            reports_missing=sum(d.missing(today) for d in reports),
            reviews_missing=sum(d.missing(today) for month in months for d in self.duties(month)),
            activities=sum(each.times for state in self.reports.states().values() for each in _counted(state)),
            implementing=sum(each.implements for each in target), units=len(target),
        )  # fmt: skip


def _counted(state: UnitReports) -> Iterator[Figures]:
    return (each.figures for each in state.counting())


class TownFiles(PlanFiles):
    """A file of the lead's own, one under each plan."""

    def __init__(self, kind: Kind, desk: Desk, words: Words, lead: Lead, id_of: Callable[[Code], UUID]) -> None:
        super().__init__(kind, desk, lead.plans.agency, words)
        self.lead, self.id_of = lead, id_of

    def id(self) -> UUID:
        """Raises `LookupError` when no plan runs."""
        return self.id_of(self.lead.now.plan.id)

    def may_list(self, actor: Actor) -> bool:
        allowed = self.desk.rights.judge(actor, self.kind.list_, self.place(None)).allowed
        return allowed and leads(self.desk, self.agency)

    def look(self, actor: Actor, file: UUID) -> Look:
        if file != self.id():
            raise LookupError(str(file))
        self.desk.rights.must(actor, self.kind.read, self.place(None))
        loaded = self.desk.ledger.load(self.kind.decider, file)
        offered = offers(self.desk, actor, list(self.desk.deeds.values()), loaded.state)
        title = self.about.code(file)
        return Look(file, title, KEPT, loaded.version, OfTown(loaded.state), offered, loaded.entries, self.about)

    def place(self, file: Any) -> Subject:  # noqa: ARG002 - as `Cases` asks
        return Subject(self.agency, None, KEPT, self.kind.decider.name)

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, Any]:  # noqa: ARG002 - as `Cases` asks
        self.desk.rights.must(actor, self.kind.list_, self.place(None))
        return {}

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        now = running(self.desk)
        said = {"plan": now.plan.id if now else "", "under": now.under.isoformat() if now else ""}
        return said | dict.fromkeys(BY_THE_DESK.get(deed.command, ()), "")


BY_THE_DESK: Mapping[type, tuple[str, ...]] = {
    UrgeUnits: ("late",),
    IssueTownReport: ("parts", "missing", "figures"),
    ReportToChairman: ("progress",),
}
"""What the lead has been told: nobody types it."""


class UrgingFiles(TownFiles):
    def __init__(self, desk: Desk, words: Words, lead: Lead) -> None:
        read = "support.urging.read"
        kind = Kind(URGINGS, URGING, read, read, lambda at, _: Subject(at, None, KEPT), bool)
        super().__init__(kind, desk, words, lead, urging_file)

    def state(self) -> Urgings:
        now = running(self.desk)
        urgings: Urgings = self.desk.ledger.now(URGING, urging_file(now.plan.id)).state if now else Urgings()
        return urgings

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        return replace(command, late=frozenset(each.who.code for each in self.lead.late(command.what)))

    def known(self, deed: Deed, actor: Actor, file: Urgings, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        return self.asked_of(typed.get("what"))

    def asked_of(self, what: Code | None) -> dict[str, Any]:
        """The form of a letter: for what there is somebody late, and to whom: all of them unless one is taken out."""
        whats = [each for each in self.lead.whats() if self.lead.late(each)]
        what = what if what in whats else next(iter(whats), None)
        late = [each.who for each in self.lead.late(what)] if what else []
        whom = tuple((who.code, called(self.desk, who)) for who in late)
        return {
            "what": Choice(tuple((each, self.said(each)) for each in whats), what or "", required=True),
            "whom": Choice(whom, tuple(code for code, _ in whom), required=True),
            "dated": self.desk.today(),
        }

    def said(self, what: Code) -> str:
        """What a letter is about, in words: "Rà soát tháng 6/2023"."""
        if what in self.lead.now.plan.dates:
            return self.words[f"handed_in.{what}"]
        year, _, month = what.partition(".")[2].partition("-")
        return self.words["handed_in.review"].format(month=int(month or 0), year=year)


class TownReportFiles(TownFiles):
    def __init__(self, desk: Desk, words: Words, lead: Lead) -> None:
        read = "support.town_report.read"
        kind = Kind(TOWN_REPORTS, TOWN_REPORT, read, read, lambda at, _: Subject(at, None, KEPT), bool, _sealed_of_town)
        super().__init__(kind, desk, words, lead, town_file)

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002 - as `Cases` asks
        if isinstance(command, ReportToChairman):
            return replace(command, progress=self.lead.progress())
        if isinstance(command, IssueTownReport):
            made = consolidated(self.lead.reports.states(), everybody(self.desk), command.from_on, command.to_on)
            missing = frozenset(who.code for who in made.missing)
            return replace(command, parts=made.parts, missing=missing, figures=made.figures)
        return command

    def known(self, deed: Deed, actor: Actor, file: TownReports, typed: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG002
        now, today = self.lead.now, self.desk.today()
        return {"dated": today, "from_on": now.plan.effective_from, "to_on": min(today, now.plan.effective_to)}


def _sealed_of_town(opened: OfTown) -> SealedParts:
    file: TownReports = opened.state
    notes = {f"issued:{n}": each.note for n, each in enumerate(file.issued, 1)}
    return {"note": notes | {f"chairman:{n}": each.note for n, each in enumerate(file.chairman, 1)}}
