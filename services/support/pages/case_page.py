"""The case page: what is done and what is next, and what happened here, told in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import Enum
from operator import attrgetter
from typing import Any
from uuid import UUID

from services.support.app import Folder
from services.support.domain.file import File
from services.support.domain.referrals import ANSWER_TERM, FIRST_EXAMINATION, Referral
from services.support.domain.words import OPEN_STAGES, ReferralStage, Stage
from services.support.domain.work import Work
from services.support.projections import Due
from shared.kernel.deadlines import Deadline
from shared.kernel.law import Law
from shared.kernel.words import AgencyId
from shared.ledger import Entry
from shared.web.cases import Look
from shared.web.pages import vn_date, vn_time
from shared.web.words import Words

DONE, DOING, OPEN = "done", "doing", "open"
CARRIED_OUT = frozenset({ReferralStage.DELIVERED, ReferralStage.NOT_DELIVERED})
REASONS = ("reasons", "closing_reasons", "reopening_reasons")


@dataclass(frozen=True)
class Step:
    """A line of the task list: how far it is, and the deeds that carry it on. `next` is the one to do now; `after` names
    the step that must come first; `awaits` are the agencies whose turn it is."""

    name: str
    state: str
    paths: tuple[str, ...] = ()
    done_on: date | None = None
    awaits: tuple[AgencyId, ...] = ()
    sent_back: bool = False
    next: bool = False
    after: str | None = None


def steps(folder: Folder) -> list[Step]:
    lead = list(_steps_of_file(folder.lead)) if folder.lead else []
    asked = list(_steps_of_work(folder.asked)) if folder.asked else []
    return [*_with_next(lead), *_with_next(asked)]


def _with_next(steps: list[Step]) -> list[Step]:
    """Closing is possible at any time and never urged; while others have the ball, nothing is urged after it."""
    until = next((n for n, step in enumerate(steps) if step.awaits and step.name == "referrals"), len(steps))
    open_ = [step for step in steps[: until + 1] if step.paths and _to_do(step)]
    first = open_[0] if open_ else None
    return [replace(step, next=step is first, after=_before(step, first)) for step in steps]


def _to_do(step: Step) -> bool:
    return step.sent_back or (step.state == OPEN and step.name != "closure")


def _before(step: Step, first: Step | None) -> str | None:
    return first.name if first and step is not first and step.state == OPEN else None


def holders(folder: Folder, ours: AgencyId) -> tuple[AgencyId, ...]:
    """The agencies that have to act now; none when all is done."""
    if folder.lead:
        asked = _awaited(folder.lead.referrals)
        if folder.lead.stage is Stage.CLOSED:
            return ()
        return (ours, *asked) if _sent_back(folder.lead.referrals) or not asked else asked
    work = folder.asked or Work()
    if work.current and work.current.stage in OPEN_STAGES:
        return (ours,)
    return () if work.closed or not work.current else (work.current.received.lead.partition(".")[2],)


def first_due(folder: Folder) -> Due | None:
    """What must happen first here, and who has to do it."""
    if folder.lead and folder.lead.stage is Stage.CLOSED:
        return None
    visit = folder.lead.follow_up.next_on if folder.lead and folder.lead.follow_up else None
    sent = [(each.offered.answer_by, each.offered.agency) for each in folder.lead.open_referrals] if folder.lead else []
    asked = [(task.received.answer_by, None) for task in folder.asked.at(ReferralStage.OFFERED)] if folder.asked else []
    days = [Due(day, agency) for day, agency in (*sent, *asked, (visit, None)) if day]
    return min(days, key=attrgetter("on"), default=None)


def answers_due(folder: Folder, law: Law) -> dict[UUID, Deadline]:
    """By when each referral that waits for an answer must have one, by its id."""
    waiting = (
        [each.offered for each in folder.lead.referrals if each.stage is ReferralStage.OFFERED] if folder.lead else []
    )
    received = [task.received for task in folder.asked.at(ReferralStage.OFFERED)] if folder.asked else []
    sent = {each.referral: _answer_due(each.offered_on, each.answer_by, law) for each in waiting}
    return sent | {each.referral: _answer_due(each.offered_on, each.answer_by, law) for each in received}


def _answer_due(offered_on: date, answer_by: date | None, law: Law) -> Deadline:
    """A day other than the one the law gives is that of whoever asked."""
    return law.deadline(ANSWER_TERM, offered_on).as_recorded(answer_by, by_person=True)


def _steps_of_file(file: File) -> Iterator[Step]:
    examinations = [each for each in file.referrals if each.offered.service == FIRST_EXAMINATION]
    services = [each for each in file.referrals if each.offered.service != FIRST_EXAMINATION]
    by_letter = any(each.offered.inbox is None for each in file.open_referrals)
    visit, closed = file.follow_up, file.stage is Stage.CLOSED
    yield Step("examination", _far(examinations), awaits=_awaited(examinations))
    yield Step("needs", DONE if file.needs else OPEN, ("needs",), file.needs.assessed_on if file.needs else None)
    known = file.circumstances
    paths = ("circumstances", *(("reading",) if known else ()))
    yield Step("circumstances", DONE if known else OPEN, paths, known.known_on if known else None)
    yield Step("plan", DONE if file.plan else OPEN, ("plan",), file.plan.agreed_on if file.plan else None)
    paths = ("referrals", *(("referral-letter-answer",) if by_letter else ()))
    yield Step("referrals", _far(services), paths, awaits=_awaited(services), sent_back=_sent_back(services))
    yield Step("follow_up", DONE if visit else OPEN, ("follow-up",), visit.on if visit else None)
    yield Step("closure", DONE if closed else OPEN, ("reopening",) if closed else ("closure",))


def _steps_of_work(work: Work) -> Iterator[Step]:
    offered, taken = work.at(ReferralStage.OFFERED), work.at(ReferralStage.ACCEPTED)
    answers = ("referral-acceptance", "referral-refusal", "referral-return")
    yield Step("answer", OPEN if offered else DONE, answers if offered else ())
    if taken or offered:
        yield Step("delivery", OPEN, ("delivery", "non-delivery"))
    elif any(task.stage in CARRIED_OUT for task in work.tasks):
        yield Step("delivery", DONE)


def _far(referrals: Sequence[Referral]) -> str:
    if any(each.is_open for each in referrals):
        return DOING
    return DONE if any(each.stage is ReferralStage.DELIVERED for each in referrals) else OPEN


def _awaited(referrals: Sequence[Referral]) -> tuple[AgencyId, ...]:
    return tuple(dict.fromkeys(each.offered.agency for each in referrals if each.is_open))


def _sent_back(referrals: Sequence[Referral]) -> bool:
    """The last word on a service was a refusal or a return: somebody must ask again, or somebody else."""
    last = {each.offered.service: each.stage for each in referrals}
    return any(stage in (ReferralStage.DECLINED, ReferralStage.RETURNED) for stage in last.values())


@dataclass(frozen=True)
class Teller:
    """Tells entries in sentences, in the words of the day's law."""

    words: Words
    law: Law

    def timeline(self, seen: Look) -> list[dict[str, Any]]:
        """The lines of the timeline, newest first."""
        about = _services(seen.file)
        return [self._line(entry, about) for entry in reversed(seen.entries)]

    def _line(self, entry: Entry, about: Mapping[UUID, dict[str, Any]]) -> dict[str, Any]:
        said = about.get(getattr(entry.fact, "referral", entry.body.subject), {}) | _open_fields(entry.fact)
        spoken = {name: self._spoken(name, value) for name, value in said.items()}
        text = self.words[f"told.{entry.name}"].format_map(spoken)
        return {
            "at": vn_time(entry.at),
            "text": text,
            "note": "",
            "position": entry.position,
        }

    def _spoken(self, name: str, value: Any) -> str:
        match value:
            case date():
                return vn_date(value)
            case tuple():
                return ", ".join(self._spoken(name, each) for each in value)
            case Enum():
                return self.words.get(f"choice.{type(value).__name__}.{value.value}", str(value.value))
            case _:
                return self._listed(name, str(value))

    def _listed(self, name: str, code: str) -> str:
        if name == "agency":
            return self.law.agencies[code].short if code in self.law.agencies else code
        kinds = {
            "service": ("services",),
            "needs": ("needs",),
            "regime": ("regimes",),
            "reading": ("readings",),
            "reason": REASONS,
        }.get(name, ())
        found = (self.law.listed(kind)[code].vi for kind in kinds if code in self.law.listed(kind))
        return next(found, self.words.get(f"{name}.{code}", code))


def _services(folder: Folder) -> dict[UUID, dict[str, Any]]:
    """What each referral is about: answers name only its id."""
    received = {task.received.referral: task.received for task in folder.asked.tasks} if folder.asked else {}
    sent = {each.id: each.offered for each in folder.lead.referrals} if folder.lead else {}
    return {referral: _open_fields(about) for referral, about in (received | sent).items()}


def _open_fields(fact: Any) -> dict[str, Any]:
    return {each.name: value for each in fields(fact) if (value := getattr(fact, each.name)) is not None}
