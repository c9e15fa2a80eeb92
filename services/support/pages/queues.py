"""The queues of the left navigation: each a name and the question which cases belong to it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.support.app import Support
from services.support.domain.benefits.claim_rules import PAYS, RECEIVES
from services.support.domain.benefits.claims import AT_LEAD
from services.support.domain.handing_on.handing import MAY_LEAD
from services.support.domain.words import LED, OPEN_STAGES, SENT_BACK, PaymentStage, ReferralStage, Stage
from services.support.pages.benefits import TO_DO_AT_DESK
from services.support.projections import QueueLine, ReferralLine
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.web.pages import Link, Menu
from shared.web.words import Words

Lines = Mapping[str, QueueLine]


@dataclass(frozen=True)
class Queue:
    """`holds` tells whether a case belongs here on a day."""

    name: str
    holds: Callable[[QueueLine, date], bool]


def _is_open(line: QueueLine, today: date) -> bool:
    led = line.stage in LED or line.stage is Stage.ASKED
    return led or _works(line, today) or _at_desk(line, today) or _to_pay(line, today)


def _works(line: QueueLine, today: date) -> bool:
    """We have to answer, or to do something."""
    return any(each.stage_on(today) in OPEN_STAGES for each in line.received)


def _is_late(line: QueueLine, today: date) -> bool:
    due_on = line.due_on(today)
    return due_on is not None and due_on < today


def _stands(*stages: Stage) -> Callable[[QueueLine, date], bool]:
    return lambda line, _: line.stage in stages


def _asked(*stages: ReferralStage) -> Callable[[QueueLine, date], bool]:
    return lambda line, today: any(each.stage_on(today) in stages for each in line.received)


def _benefit_here(line: QueueLine, _: date) -> bool:
    """An application has to be appraised, or brought to the chair."""
    return line.stage is not Stage.CLOSED and any(each.stage in AT_LEAD for each in line.claims)


def _has_a_double(line: QueueLine, _: date) -> bool:
    """Another application of hers has the same benefit: a person looks at both, also when a case was closed."""
    return any(each.must_be_looked_at for each in line.claims)


def _at_desk(line: QueueLine, _: date) -> bool:
    return any(each.stage in TO_DO_AT_DESK for each in line.applications)


def _to_pay(line: QueueLine, _: date) -> bool:
    return any(each.stage not in (PaymentStage.PAID, PaymentStage.STOPPED) for each in line.orders)


def _waits(line: QueueLine, today: date) -> bool:
    return any(each.stage_on(today) is ReferralStage.OFFERED for each in line.sent)


def _was_sent_back(line: QueueLine, today: date) -> bool:
    """The last word on a service was a refusal or a return, or there was none in time."""
    last: dict[str, ReferralLine] = {each.service: each for each in line.sent}
    return line.stage in LED and any(each.stage_on(today) in SENT_BACK for each in last.values())


ALL = Queue("all", _is_open)
LATE = Queue("late", _is_late)
LEAD = (
    Queue("open", _stands(Stage.OPEN)),
    Queue("planned", _stands(Stage.PLANNED)),
    Queue("following", _stands(Stage.FOLLOWING)),
    Queue("benefits", _benefit_here),
    Queue("doubles", _has_a_double),
    Queue("waiting", _waits),
    Queue("sent_back", _was_sent_back),
    Queue("asked_to_lead", _stands(Stage.ASKED)),
    Queue("handed_on", _stands(Stage.HANDED_ON)),
    Queue("closed", _stands(Stage.CLOSED)),
)
ASKED = (
    Queue("offered", _asked(ReferralStage.OFFERED)),
    Queue("accepted", _asked(ReferralStage.ACCEPTED)),
    Queue("finished", lambda line, today: bool(line.received) and not _works(line, today)),
)
BY_POWER = {RECEIVES: Queue("applications", _at_desk), PAYS: Queue("payments", _to_pay)}
"""Queues of those agencies only that take applications, or pay what was decided."""
QUEUES = {queue.name: queue for queue in (ALL, LATE, *LEAD, *ASKED, *BY_POWER.values())}


def in_queue(queue: Queue, lines: Lines, today: date) -> dict[str, QueueLine]:
    """The cases of a queue, the most urgent first."""
    found = [(case, line) for case, line in lines.items() if queue.holds(line, today)]
    return dict(sorted(found, key=lambda pair: (pair[1].due_on(today) or date.max, pair[1].since or date.max, pair[0])))


def navigation(support: Support, actor: Actor) -> Sequence[Menu]:
    """The left navigation with its live counts: the lead's queues only where files are led, none for those who may
    list nothing."""
    desk = support.desk
    try:
        lines = support.queue(actor)
    except NotPermitted:
        return ()
    powers = desk.law().agencies[support.agency].powers
    leads, beside = MAY_LEAD in powers, [queue for power, queue in BY_POWER.items() if power in powers]

    def group(title: str, queues: Sequence[Queue]) -> Menu:
        held = [(queue, in_queue(queue, lines, desk.today())) for queue in queues]
        return Menu(support.words[title], [_link(*each, desk.today(), support.words) for each in held])

    own = group("menu.asked", (*(() if leads else (ALL, LATE)), *ASKED, *beside))
    return (*((group("menu.lead", (ALL, LATE, *LEAD)),) if leads else ()), own)


def _link(queue: Queue, held: Lines, today: date, words: Words) -> Link:
    late = queue is not ALL and any(_is_late(line, today) for line in held.values())
    where = "/" if queue is ALL else f"/queues/{queue.name}"
    return Link(words[f"queue.{queue.name}"], where, len(held), late, frozenset(held))
