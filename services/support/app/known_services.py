"""What stands in the forms about a service already: in what it is counted, how it can end, and what was written down so far.

A form offers what the services that can be meant in it have, and nothing else. Where several can be meant, each choice says of
which it is.
"""

from collections.abc import Sequence
from typing import Any

from services.support.domain.case_events import ReferralOffered
from services.support.domain.services.counted import is_singular, keeps_own_notes, measure_of, outcomes_of
from services.support.domain.services.part_rules import given_so_far
from services.support.domain.services.parts import GivePart
from services.support.domain.tasks import Task
from services.support.domain.work_commands import DeliverService
from shared.kernel.law import Law
from shared.kernel.words import Code
from shared.web.fields import LEFT_OUT, Choice, Labelled
from shared.web.words import Words


def known_of_tasks(command: type[Any], waiting: Sequence[Task], law: Law, words: Words) -> dict[str, Any]:
    """At the agency that was asked: of the services that can be meant in this form."""
    if command is GivePart:
        return _of_part(waiting, law, words)
    if command is DeliverService:
        return _of_whole(waiting, law, words)
    return {}


def known_of_letters(by_letter: Sequence[ReferralOffered], law: Law, words: Words) -> dict[str, Any]:
    """At the lead: of the services of agencies that answer by letter."""
    services = _different([each.service for each in by_letter])
    outcomes = _outcomes(services, law)  # a letter says what it says
    told = outcomes._replace(required=False) if isinstance(outcomes, Choice) else outcomes
    return {"quantity": _quantity(services, 1, law, words["field.how_many"]), "outcome": told}


def _of_part(waiting: Sequence[Task], law: Law, words: Words) -> dict[str, Any]:
    services = _different([task.received.service for task in waiting])
    last = [part.place for task in waiting for part in task.parts[-1:]]
    own_notes = {} if any(keeps_own_notes(each, law) for each in services) else {"own_notes": LEFT_OUT}
    quantity = _quantity(services, 1, law, words["field.how_many"])
    return {"quantity": quantity, "place": last[-1] if last else None, **own_notes}


def _of_whole(waiting: Sequence[Task], law: Law, words: Words) -> dict[str, Any]:
    services = _different([task.received.service for task in waiting])
    last = [part.place for task in waiting for part in task.parts[-1:]]
    so_far = given_so_far(services[0], waiting[0].parts, law) if len(waiting) == 1 else None
    in_all = _quantity(services, so_far or (1 if so_far == 0 else None), law, words["field.in_all"])
    if so_far and isinstance(in_all, Labelled):
        in_all = in_all._replace(hint=words["hint.in_all"].format(so_far=so_far))
    return {"quantity": in_all, "outcome": _outcomes(services, law), "place": last[-1] if last else None}


def _quantity(services: Sequence[Code], value: int | None, law: Law, label: str) -> Any:
    """Of a single service in its measure; not asked, where there is only one."""
    if services and all(is_singular(each, law) for each in services):
        return LEFT_OUT
    measure = measure_of(services[0], law) if len(services) == 1 else None
    return Labelled(value, label.format(measure=measure.vi), required=True) if measure else value


def _outcomes(services: Sequence[Code], law: Law) -> Any:
    """How these services can end; not asked, where they just reach her."""
    of: dict[Code, list[str]] = {}
    for service in services:
        for outcome in outcomes_of(service, law):
            of.setdefault(outcome, []).append(law.called("services", service))
    if not of:
        return LEFT_OUT
    several, needed = len(services) > 1, all(outcomes_of(each, law) for each in services)
    named = {each: law.called("outcomes", each) + (f" ({', '.join(of[each])})" if several else "") for each in of}
    return Choice(tuple(named.items()), required=needed)


def _different(services: Sequence[Code]) -> list[Code]:
    return list(dict.fromkeys(services))
