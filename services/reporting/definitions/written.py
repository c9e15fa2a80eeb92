"""A definition as a person writes it, in a form, an address or a file, and whether it can be answered. All faults at once."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

import yaml

from services.reporting.definitions.definition import EXACT, MOST_DIMENSIONS, Definition
from services.reporting.definitions.periods import Period, period
from services.reporting.projections.counting import deliveries, terms
from services.reporting.projections.counting.persons import CLOSED, REPORTED, SUPPORTED
from services.reporting.projections.counting.question import UNSAID, Question
from services.reporting.projections.persons import GROUPS
from shared.kernel.law import Law
from shared.kernel.words import Code
from shared.web.forms import Fault, FormContext, Malformed, parse

MOST_BYTES = 20_000
OURS: Mapping[Code, Sequence[Code]] = {
    "stages": (REPORTED, SUPPORTED, CLOSED),
    "identifications": GROUPS,
    "steps": ("reception", "identification", "closing"),
    "service_outcomes": deliveries.OUTCOMES,
    "term_outcomes": terms.OUTCOMES,
}
"""Lists of values that stand in no law."""
FIELDS = frozenset({"what", "by", "only", "period", "since", "until", "known", "suppression"})
Asked = Question[Any]
LOOKS_LIKE_ONE = re.compile(get_args(Code)[1].pattern)


@dataclass(frozen=True)
class Written:
    """As it was sent: the days, or a usual `period` by its name."""

    what: str
    by: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    period: str | None = None
    since: date | None = None
    until: date | None = None
    known: date | None = None
    suppression: str = EXACT


def of_file(text: str) -> Mapping[str, Any]:
    """What stands in a file, JSON or YAML. Raises `Malformed` where it is neither, or too long."""
    if len(text.encode()) > MOST_BYTES:
        raise Malformed([Fault("file", "fault.too_long")])
    try:
        found = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - makes text, lists and maps of text only
    except (yaml.YAMLError, RecursionError, ValueError) as unreadable:
        raise Malformed([Fault("file", "fault.not_a_definition")]) from unreadable
    if not isinstance(found, dict) or not all(isinstance(name, str) for name in found):
        raise Malformed([Fault("file", "fault.not_a_definition")])
    return {name: None if value == "null" else value for name, value in found.items()}


def definition(sent: Mapping[str, Any], questions: Iterable[Asked], context: FormContext) -> tuple[Definition, Asked]:
    """The definition that was sent, and its question. `Malformed` names every fault: nothing is counted then."""
    said = parse(Written, sent, context=context)
    question = next((each for each in questions if each.name == said.what), None)
    if question is None:
        raise Malformed([Fault("what", "fault.no_question")])
    days, faults = _days(said)
    faults += [*_of_lines(said, question), *_of_filters(said, question, context.law), *_of_days(days, said, context)]
    if faults:
        raise Malformed(faults)
    since, until = days
    made = Definition(what=said.what, by=said.by, only=said.only, since=since, until=until, known=said.known)
    return made, question


def _days(said: Written) -> tuple[tuple[date | None, date | None], list[Fault]]:
    if said.period is None:
        return (said.since, said.until), []
    if said.since or said.until:
        return (None, None), [Fault("period", "fault.period_and_days")]
    try:
        return period(said.period), []
    except LookupError:
        return (None, None), [Fault("period", "fault.no_period")]


def _of_lines(said: Written, question: Asked) -> Iterator[Fault]:
    known = {each.name for each in question.dimensions}
    if len(said.by) > MOST_DIMENSIONS or len({*said.by}) < len(said.by):
        yield Fault("by", "fault.most_dimensions")
    if {*said.by} - known:
        yield Fault("by", "fault.no_dimension")
    if said.suppression != EXACT:
        yield Fault("suppression", "fault.only_exact")


def _of_filters(said: Written, question: Asked, law: Law) -> Iterator[Fault]:
    lists = {each.name: each.words for each in question.dimensions}
    for name, values in said.only.items():
        if name not in lists:
            yield Fault("only", "fault.no_dimension")
        elif not all(_stands(value, values_of(lists[name], law)) for value in values):
            yield Fault(f"only.{name}", "fault.unknown_code")


def _stands(value: str, known: Sequence[Code]) -> bool:
    """Where no list says which values there are, it has at least to look like one: no sentence gets into a ledger."""
    return value == UNSAID or (value in known if known else bool(LOOKS_LIKE_ONE.fullmatch(value)))


def _of_days(days: Period | tuple[date | None, date | None], said: Written, context: FormContext) -> Iterator[Fault]:
    since, until = days
    if since and since > (until or context.today):
        yield Fault("since", "fault.period")
    if said.known and until and said.known < (since or until):
        yield Fault("known", "fault.known_before")


def values_of(words: Code, law: Law) -> Sequence[Code]:
    """Every value that stands in a list; none, where it is a list that only agencies know."""
    if words == "agencies":
        return tuple(law.agencies)
    return OURS.get(words) or tuple(law.listed(words))
