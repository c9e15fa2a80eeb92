"""The desk of support: which deeds there are, who may look at a case, and what waits for whom."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any
from uuid import UUID

from services.support.domain import case_commands as of_case
from services.support.domain import work_commands as of_work
from services.support.domain.case import CASE
from services.support.domain.case_events import ReferralOffered
from services.support.domain.entitlement import Standing, entitlements, person_of
from services.support.domain.file import File
from services.support.domain.words import PlanItem, ReferralStage, Stage
from services.support.domain.work import WORK, Task, Work
from services.support.domain.work_events import ReferralReceived
from services.support.projections import QueueLine
from shared import difficulties
from shared.access import Way
from shared.desk import Deed, Desk
from shared.kernel.decider import AnyDecider
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.search.seeker import Seeker
from shared.views import Kept, Shelf
from shared.web.cases import CASE as A_CASE
from shared.web.cases import Look, Offer, offers
from shared.web.fields import Choice
from shared.web.pages import vn_date
from shared.web.words import Words

Sections = Mapping[Code, Mapping[str, Sealed | None]]
READ, LIST = "support.case.read", "support.case.list"
DAYS_OF_DEEDS = (
    "assessed_on", "known_on", "chosen_on", "agreed_on", "offered_on", "on",
    "closed_on", "reopened_on", "accepted_on", "delivered_on"
)  # fmt: skip
"""Most deeds are written down on the day they are done: the form begins with today."""


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer of this agency can do: with a file of the lead, and with what the agency was asked for."""

    def lead(name: Code, path: str, command: type[Any], day: str) -> Deed:
        return Deed(f"support.{name}", path, command, CASE, partial(_place_of_lead, agency), attrgetter(day))

    def asked(name: Code, path: str, command: type[Any], day: str = "") -> Deed:
        place = _place_of_task(agency, of_work.STAGE_BEFORE[command])
        return Deed(f"support.{name}", path, command, WORK, place, attrgetter(day) if day else lambda _: None)

    return [
        lead("needs.assess", "needs", of_case.AssessNeeds, "assessed_on"),
        lead("circumstances.record", "circumstances", of_case.RecordCircumstances, "known_on"),
        lead("reading.choose", "reading", of_case.ChooseReading, "chosen_on"),
        lead("plan.agree", "plan", of_case.AgreePlan, "agreed_on"),
        lead("referral.offer", "referrals", of_case.OfferReferral, "offered_on"),
        lead("referral.answer_by_letter", "referral-letter-answer", of_case.RecordLetterAnswer, "answered_on"),
        lead("follow_up.record", "follow-up", of_case.RecordFollowUp, "on"),
        lead("case.close", "closure", of_case.CloseCase, "closed_on"),
        lead("case.reopen", "reopening", of_case.ReopenCase, "reopened_on"),
        asked("referral.accept", "referral-acceptance", of_work.AcceptReferral, "accepted_on"),
        asked("referral.decline", "referral-refusal", of_work.DeclineReferral),
        asked("referral.return", "referral-return", of_work.ReturnReferral),
        asked("service.deliver", "delivery", of_work.DeliverService, "delivered_on"),
        asked("service.not_delivered", "non-delivery", of_work.ReportNonDelivery),
        difficulties.deed("support", agency, lambda folder: places_of(agency, folder)[0]),
    ]


def place_of_file(agency: AgencyId, file: File) -> Subject:
    return Subject(agency, file.opened.unit if file.opened else None, file.stage)


def _place_of_lead(agency: AgencyId, file: File, _command: Any, _actor: Actor) -> Subject:
    return place_of_file(agency, file)


def place_of_work(agency: AgencyId, work: Work) -> Subject:
    """Where the work on a case stands for a reader: accepted as soon as one referral is, else as its current one."""
    return _place(agency, _in_view(work))


def _place_of_task(agency: AgencyId, stage: ReferralStage) -> Callable[[Work, Any, Actor], Subject]:
    """Where the referral of the command stands; before there is a command, the newest that could be meant."""

    def place(work: Work, command: Any, _: Actor) -> Subject:
        return _place(agency, work.task(command.referral) if command else _newest(work, stage))

    return place


def _newest(work: Work, stage: ReferralStage) -> Task | None:
    return next(reversed(work.at(stage)), work.current)


def _in_view(work: Work) -> Task | None:
    return _newest(work, ReferralStage.ACCEPTED)


def _place(agency: AgencyId, task: Task | None) -> Subject:
    if task is None:
        return Subject(agency, None, ReferralStage.NONE)
    return Subject(agency, task.received.unit, task.stage)


def _next_of_plan(file: File) -> PlanItem | None:
    """The first line of the plan that nobody was asked for yet, or whose last answer was no."""
    last = {each.offered.service: each.stage for each in file.referrals}
    unasked = {ReferralStage.NONE, ReferralStage.DECLINED, ReferralStage.RETURNED, ReferralStage.NOT_DELIVERED}
    items = file.plan.items if file.plan else ()
    return next((item for item in items if last.get(item.service, ReferralStage.NONE) in unasked), None)


@dataclass(frozen=True)
class Folder:
    """What an instance holds about a case: the lead's file, what it was asked for, or both."""

    lead: File | None
    asked: Work | None


def places_of(agency: AgencyId, folder: Folder) -> list[Subject]:
    """Where what is held lies: the lead's file first."""
    lead = [place_of_file(agency, folder.lead)] if folder.lead else []
    return [*lead, *([place_of_work(agency, folder.asked)] if folder.asked else [])]


class Support:
    """The app of support: what its doors ask for (`shared.web.deeds.Cases`)."""

    about = A_CASE
    opening: Deed | None = None
    seeker: Seeker | None = None

    def __init__(
        self, desk: Desk, agency: AgencyId, lines: Shelf[Entry, QueueLine] | Kept[Entry, QueueLine], words: Words
    ) -> None:
        self.desk, self.agency, self.words = desk, agency, words
        self._lines = lines

    def look(self, actor: Actor, case: UUID) -> Look:
        """The open part of a case. Raises `LookupError` when nothing is known of it here, `NotPermitted`."""
        lead, asked = self.desk.ledger.load(CASE, case), self.desk.ledger.load(WORK, case)
        folder = Folder(lead.state if lead.state.opened else None, asked.state if asked.state.tasks else None)
        if folder == Folder(None, None):
            raise LookupError(str(case))
        self._must_read(actor, folder)
        kept = lead if folder.lead else asked
        about = lead.state.opened or asked.state.tasks[-1].received
        stage = places_of(self.agency, folder)[0].stage
        entries = sorted((*lead.entries, *asked.entries), key=lambda entry: entry.position)
        return Look(case, about.code, stage, kept.version, folder, self._offers(actor, folder), tuple(entries))

    def place(self, file: Folder) -> Subject:
        return self._sealed(file)[0]

    def open(self, actor: Actor, case: UUID, sections: Sequence[Code], way: Way) -> Mapping[Code, Mapping[str, Any]]:
        """Sealed sections in clear; the reading is recorded first."""
        place, sealed = self._sealed(self.look(actor, case).file)
        return self.desk.open(actor, case, place, sealed, sections, way).sections

    def sections(self, actor: Actor, folder: Folder) -> dict[Code, bool]:
        """The sections that hold something here, and whether this actor may open them."""
        return self.desk.sections(actor, *self._sealed(folder))

    def queue(self, actor: Actor, stage: Code | None = None) -> Mapping[str, QueueLine]:
        """The cases this person may list, by id; with `stage` those whose file or work stands there."""
        self.desk.rights.must(actor, LIST, Subject(self.agency, actor.unit, Stage.NONE))
        found = self._lines.where() if stage is None else self._lines.where(stage=stage) | self._lines.where(work=stage)
        return {case: line for case, line in found.items() if self._may_list(actor, line)}

    def caught_up(self, position: int) -> None:
        self._lines.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, case: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        """Every field of support is filled in by a person, but the unit of the officer who raises a difficulty."""
        return {"unit": actor.unit or ""} if deed.apart else {}

    def whole(self, deed: Deed, actor: Actor, command: Any) -> Any:  # noqa: ARG002
        """Nothing is taken over from other files."""
        return command

    def known(self, deed: Deed, actor: Actor, file: File | Work | Folder) -> Mapping[str, Any]:  # noqa: ARG002
        """What stands in a form already: today, the referrals that can be meant, the plan as it was agreed last."""
        if isinstance(file, Folder):
            return {"at_step": "referral" if file.asked else "needs"}
        known: dict[str, Any] = dict.fromkeys(DAYS_OF_DEEDS, self.desk.today())
        if isinstance(file, Work):
            known["referral"] = self._choice([task.received for task in file.at(of_work.STAGE_BEFORE[deed.command])])
            known["quantity"] = 1
        elif deed.command is of_case.RecordLetterAnswer:
            by_letter = [each.offered for each in file.open_referrals if each.offered.inbox is None]
            known["referral"] = self._choice(by_letter)
        elif deed.command is of_case.RecordCircumstances and file.circumstances:
            known |= {"met": file.circumstances.met, "not_met": file.circumstances.not_met}
        elif deed.command is of_case.ChooseReading:
            known["reading"] = self._readings(file)
        elif file.plan:
            known["items"] = file.plan.items
            if deed.command is of_case.OfferReferral and (item := _next_of_plan(file)):
                known |= {
                    "service": item.service,
                    "agency": item.agency,
                    "regime": item.regime,
                    "answer_by": item.due_on,
                }
        return known

    def _choice(self, referrals: Sequence[ReferralOffered | ReferralReceived]) -> Choice:
        services = self.desk.law().listed("services")
        named = [(str(each.referral), f"{services[each.service].vi}, {vn_date(each.offered_on)}") for each in referrals]
        return Choice(tuple(named), named[-1][0] if named else "")

    def _readings(self, file: File) -> Choice:
        """The readings of what is still disputed for her; when nothing is, all of them."""
        law = self.desk.law()
        found = entitlements(person_of(file, law), law)
        open_ = {
            d.conflict.code for e in found if e.standing is not Standing.NOT_OWED for d in e.disputes if not d.chosen
        }
        items = law.lists["readings"]
        offered = [item for item in items.values() if item.group in open_] or list(items.values())
        return Choice(tuple((item.code, f"{item.vi} ({'; '.join(item.legal_basis)})") for item in offered))

    def _offers(self, actor: Actor, folder: Folder) -> tuple[Offer, ...]:
        lead = offers(self.desk, actor, self._deeds_on(CASE), folder.lead) if folder.lead else ()
        asked = offers(self.desk, actor, self._deeds_on(WORK), folder.asked) if folder.asked else ()
        apart = offers(self.desk, actor, [deed for deed in self.desk.deeds.values() if deed.apart], folder)
        return (*lead, *asked, *apart)

    def _deeds_on(self, decider: AnyDecider) -> list[Deed]:
        return [deed for deed in self.desk.deeds.values() if deed.decider is decider]

    def _must_read(self, actor: Actor, folder: Folder) -> None:
        """Whoever may read the lead's file, or what the agency was asked, may look."""
        places = places_of(self.agency, folder)
        verdicts = [self.desk.rights.judge(actor, READ, place) for place in places]
        if not any(verdict.allowed for verdict in verdicts):
            raise NotPermitted(verdicts[0].rule, f"{READ} at stage {places[0].stage}")

    def _may_list(self, actor: Actor, line: QueueLine) -> bool:
        stage = line.work if line.stage is Stage.NONE else line.stage
        return self.desk.rights.judge(actor, LIST, Subject(self.agency, line.unit, stage)).allowed

    def _sealed(self, folder: Folder) -> tuple[Subject, Sections]:
        """Where the readable part of a folder lies, and its sealed values by section."""
        if folder.lead:
            return place_of_file(self.agency, folder.lead), _of_file(folder.lead)
        asked = folder.asked or Work()
        return place_of_work(self.agency, asked), _of_work(asked)


def _of_file(file: File) -> Sections:
    person, needs = file.opened, file.needs
    answers = {f"answer:{n}": getattr(each.answer, "note", None) for n, each in enumerate(file.referrals, 1)}
    notes = {
        "needs": needs.note if needs else None,
        "circumstances": file.circumstances.note if file.circumstances else None,
        **{f"reading:{n}": each.note for n, each in enumerate(file.readings, 1)},
        "follow_up": file.follow_up.note if file.follow_up else None,
        "her_view": file.closed.her_view if file.closed else None,
        "reopening": file.reopened.note if file.reopened else None,
    }
    return {
        "identity": {"name": person.name, "birth": person.birth} if person else {},
        "contact": {"contact": person.contact, "safe_contact": file.safe_contact} if person else {},
        "relatives": {"relatives": person.relatives} if person else {},
        "health": {"health": needs.health} if needs else {},
        "note": notes | answers,
    }


def _of_work(work: Work) -> Sections:
    """What the lead granted with the referrals that stand as the one in view does; the newest value of each."""
    seen = _in_view(work)
    received = [task.received for task in work.tasks if seen and task.stage is seen.stage]

    def newest(field: str) -> Sealed | None:
        return next((value for each in reversed(received) if (value := getattr(each, field))), None)

    return {
        "identity": {"name": newest("name"), "birth": newest("birth")},
        "contact": {"contact": newest("contact"), "safe_contact": work.safe_contact},
        "health": {"health": newest("health")},
        "note": {"referral": newest("note")},
    }
