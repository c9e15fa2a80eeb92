"""The steps of a case on its page: what is done, what is next, who has to act, and what must happen first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter

from services.support.app import Folder
from services.support.domain.benefits.application_rules import Applications
from services.support.domain.benefits.claims import AT_LEAD
from services.support.domain.benefits.payment import Orders
from services.support.domain.file import File
from services.support.domain.granted import AS_KEPT, PROLONGED
from services.support.domain.handing_on.request import Request
from services.support.domain.referrals import FIRST_EXAMINATION, Referral
from services.support.domain.tasks import Work
from services.support.domain.words import OPEN_STAGES, SENT_BACK, ApplicationStage, PaymentStage, ReferralStage, Stage
from services.support.pages.benefits import (
    awaited_for_benefits,
    benefits_due,
    benefits_wait_for_us,
    has_to_act,
    paths_of_claims,
)
from services.support.pages.following import paths_of_visits
from services.support.projections import Due
from shared.kernel.words import AgencyId, agency_of

DONE, DOING, OPEN = "done", "doing", "open"
CARRIED_OUT = frozenset({ReferralStage.DELIVERED, ReferralStage.NOT_DELIVERED})


NEVER_URGED = frozenset({"closure", "benefits", "handing_on"})
"""A case is closed when it is done, and not everybody applies for something."""


@dataclass(frozen=True)
class Step:
    """A line of the task list: how far it is, and the deeds that carry it on. `next` is the one to do now; `after` names
    the step that must come first; `awaits` are the agencies whose turn it is, `ours` that it is our turn."""

    name: str
    state: str
    paths: tuple[str, ...] = ()
    done_on: date | None = None
    awaits: tuple[AgencyId, ...] = ()
    sent_back: bool = False
    ours: bool = False
    next: bool = False
    after: str | None = None


def steps(folder: Folder, today: date) -> list[Step]:
    lead = _of_lead(folder.lead, today) if folder.lead else []
    asked = list(_steps_of_work(folder.asked, today)) if folder.asked else []
    desk = list(_steps_of_applications(folder.applied)) if folder.applied else []
    till = list(_steps_of_orders(folder.orders)) if folder.orders else []
    leading = list(_steps_of_request(folder.request)) if folder.request else []
    return [*_with_next(leading), *_with_next(lead), *_with_next(asked), *_with_next(desk), *_with_next(till)]


def _of_lead(file: File, today: date) -> list[Step]:
    """A file that was handed on is only read."""
    found = list(_steps_of_file(file, today))
    return found if file.stage is not Stage.HANDED_ON else [replace(each, paths=(), awaits=()) for each in found[:-2]]


def _with_next(steps: list[Step]) -> list[Step]:
    """Closing is possible at any time and never urged; while others have the ball, nothing is urged after it."""
    until = next((n for n, step in enumerate(steps) if step.awaits and step.name == "referrals"), len(steps))
    open_ = [step for step in steps[: until + 1] if step.paths and _to_do(step)]
    first = open_[0] if open_ else None
    return [replace(step, next=step is first, after=_before(step, first)) for step in steps]


def _to_do(step: Step) -> bool:
    return step.sent_back or step.ours or (step.state == OPEN and step.name not in NEVER_URGED)


def _before(step: Step, first: Step | None) -> str | None:
    return first.name if first and step is not first and step.state == OPEN else None


def holders(folder: Folder, ours: AgencyId, today: date) -> tuple[AgencyId, ...]:
    """The agencies that have to act on this day; none when all is done."""
    if folder.request:
        return _holders_of_request(folder.request, ours)
    if folder.lead:
        return _holders_of_file(folder.lead, ours, today)
    work = folder.asked or Work()
    lead = _lead_of(folder)
    current = work.current_on(today)
    if (current and current.stage_on(today) in OPEN_STAGES) or has_to_act(folder):
        return (ours,)
    waits = folder.applied and folder.applied.at(ApplicationStage.SENT)
    return (lead,) if lead and (waits or (current and not work.closed)) else ()


def _holders_of_file(file: File, ours: AgencyId, today: date) -> tuple[AgencyId, ...]:
    if file.stage is Stage.CLOSED:
        return ()
    if file.handing.taken:
        return (file.handing.taken.agency,)
    asked = (*_awaited(file.referrals, today), *asked_to_lead(file))
    others = tuple(dict.fromkeys((*asked, *(agency for agency in awaited_for_benefits(file) if agency != ours))))
    to_do = _sent_back(file.referrals, today) or benefits_wait_for_us(file, ours) or not asked
    return (ours, *others) if to_do else others


def _lead_of(folder: Folder) -> AgencyId | None:
    """Whoever asked us, or guided her here."""
    if folder.asked and folder.asked.leads:
        return folder.asked.leads.agency
    told = [*(folder.asked.tasks if folder.asked else ())]
    if told:
        return agency_of(told[-1].received.lead)
    return agency_of(folder.applied.all[-1].expected.lead) if folder.applied else None


def first_due(folder: Folder, today: date) -> Due | None:
    """What must happen first here, and who has to do it."""
    if folder.lead and folder.lead.stage in (Stage.CLOSED, Stage.HANDED_ON):
        return None
    sent = [(each.offered.answer_by, each.offered.agency) for each in folder.lead.open_on(today)] if folder.lead else []
    waiting = folder.asked.at(ReferralStage.OFFERED, today) if folder.asked else ()
    asked = [(task.received.answer_by, None) for task in waiting]
    own = [(day, None) for day in folder.lead.last_days.values()] if folder.lead else []
    days = [Due(day, agency) for day, agency in (*sent, *asked, *benefits_due(folder), *own) if day]
    return min(days, key=attrgetter("on"), default=None)


def _steps_of_file(file: File, today: date) -> Iterator[Step]:
    examinations = [each for each in file.referrals if each.offered.service == FIRST_EXAMINATION]
    services = [each for each in file.referrals if each.offered.service != FIRST_EXAMINATION]
    by_letter = any(each.offered.inbox is None for each in file.open_on(AS_KEPT))
    visit, closed = file.follow_up, file.stage is Stage.CLOSED
    yield Step("examination", _far(examinations, today), awaits=_awaited(examinations, today))
    yield Step("needs", DONE if file.needs else OPEN, ("needs",), file.needs.assessed_on if file.needs else None)
    known = file.circumstances
    paths = ("circumstances", *(("reading",) if known else ()))
    yield Step("circumstances", DONE if known else OPEN, paths, known.known_on if known else None)
    yield Step("plan", DONE if file.plan else OPEN, ("plan",), file.plan.agreed_on if file.plan else None)
    more = (("referral-letter-answer", by_letter), ("referral-prolonging", _can_run_on(file.referrals)))
    paths, back = ("referrals", *(path for path, now in more if now)), _sent_back(services, today)
    yield Step("referrals", _far(services, today), paths, awaits=_awaited(services, today), sent_back=back)
    yield _benefits(file)
    yield Step("follow_up", DONE if visit else OPEN, paths_of_visits(file.following), visit.on if visit else None)
    if not closed:
        yield step_of_handing(file)
    yield Step("closure", DONE if closed else OPEN, ("reopening",) if closed else ("closure", "death"))


def asked_to_lead(file: File) -> tuple[AgencyId, ...]:
    return (file.handing.offered.agency,) if file.handing.offered else ()


def step_of_handing(file: File) -> Step:
    """To another agency, or to another place by letter: never urged, and what was sent is answered first."""
    sent = file.handing.ask_again_on is not None
    paths = ("lead-offer", *(("elsewhere-received",) if sent else ()), "elsewhere")
    waits = bool(file.handing.offered) or sent
    return Step("handing_on", DOING if waits else OPEN, paths, awaits=asked_to_lead(file))


def _steps_of_request(request: Request) -> Iterator[Step]:
    """At an agency that is asked to lead: yes or no, then the file comes."""
    asked, taken = request.stage is Stage.ASKED, request.stage is Stage.TAKEN_OVER
    yield Step("lead_request", OPEN if asked else DONE, ("lead-taking", "lead-return") if asked else ())
    if taken and request.asked:
        yield Step("lead_file", DOING, awaits=(agency_of(request.asked.lead),))


def _holders_of_request(request: Request, ours: AgencyId) -> tuple[AgencyId, ...]:
    lead = agency_of(request.asked.lead) if request.asked else ours
    return (ours,) if request.stage is Stage.ASKED else (lead,)


def _benefits(file: File) -> Step:
    open_ = [claim for claim in file.claims if claim.is_open]
    state = DOING if open_ else DONE if file.claims else OPEN
    return Step(
        "benefits", state, paths_of_claims(file.claims), awaits=awaited_for_benefits(file),
        ours=any(claim.stage in AT_LEAD for claim in file.claims),
    )  # fmt: skip


def _steps_of_applications(known: Applications) -> Iterator[Step]:
    """At the one-stop desk: take it, then confirm and send it."""
    expected, to_send = known.at(ApplicationStage.EXPECTED), known.at(ApplicationStage.MADE, ApplicationStage.CAME_BACK)
    withdrawal = ("application-withdrawal",) if any(each.is_open for each in known.all) else ()
    yield Step("application", OPEN if expected else DONE, ("application",) if expected else ())
    if to_send or expected:
        yield Step("application_file", OPEN, ("application-file", *withdrawal))
    else:
        lead = tuple(dict.fromkeys(agency_of(each.expected.lead) for each in known.at(ApplicationStage.SENT)))
        yield Step("application_file", DOING if lead else DONE, withdrawal, awaits=lead)


def _steps_of_orders(known: Orders) -> Iterator[Step]:
    """At whoever pays: nothing before the register has answered, and nothing to who has died."""
    unpaid = [each for each in known.all if each.left and each.stage is not PaymentStage.SUSPENDED]
    checking = any(each.stage is PaymentStage.CHECKING for each in unpaid)
    lead = tuple(dict.fromkeys(agency_of(each.ordered.lead) for each in unpaid)) if checking else ()
    state = DONE if not unpaid else DOING if checking else OPEN
    yield Step("payment", state, ("payment",) if unpaid else (), awaits=lead)


def _steps_of_work(work: Work, today: date) -> Iterator[Step]:
    offered, taken = work.at(ReferralStage.OFFERED, today), work.at(ReferralStage.ACCEPTED, today)
    answers = ("referral-acceptance", "referral-refusal", "referral-return")
    yield Step("answer", OPEN if offered else DONE, answers if offered else ())
    if taken or offered:
        yield Step("delivery", OPEN, ("delivery", "service-part", "non-delivery"))
    elif any(task.stage in CARRIED_OUT for task in work.tasks):
        yield Step("delivery", DONE)


def _far(referrals: Sequence[Referral], today: date) -> str:
    if any(each.open_on(today) for each in referrals):
        return DOING
    return DONE if any(each.stage is ReferralStage.DELIVERED for each in referrals) else OPEN


def _awaited(referrals: Sequence[Referral], today: date) -> tuple[AgencyId, ...]:
    return tuple(dict.fromkeys(each.offered.agency for each in referrals if each.open_on(today)))


def _sent_back(referrals: Sequence[Referral], today: date) -> bool:
    """The last word on a service was a refusal or a return, or there was none in time: ask again, or somebody else."""
    last = {each.offered.service: each.stage_on(today) for each in referrals}
    return any(stage in SENT_BACK for stage in last.values())


def _can_run_on(referrals: Sequence[Referral]) -> bool:
    """Something was granted until a day, and can be prolonged."""
    return any(each.until and each.stage in PROLONGED for each in referrals)
