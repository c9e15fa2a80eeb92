"""No impossible day is written down: each date field of each command, in the future and before the step it follows from,
is refused, and the sentence stands at the field."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from services.intake import main
from shared.kernel.decider import Refused
from shared.kernel.sealed import Sealed
from shared.web import words
from shared.web.fields import form_fields
from shared.web.forms import FormContext, Malformed, parse
from tests.intake.procedure.skeleton import block_of
from tests.intake.procedure.stories import LAW, PROBED, PROCEDURES, Stood, command, decided, filled, of, stood
from tests.intake.procedure.table import Bound, Day

WORDS = words.load(main.FOLDER)
ASKED = [name for each in PROCEDURES for name, block in each.table.blocks.items() if not block.told]
ONE = timedelta(days=1)
DAYS = [(name, field, day) for name in ASKED for field, day in of(name).table.blocks[name].days.items()]
BOUNDS = [(name, field, bound) for name, field, day in DAYS for bound in day.bounds]
each_deed = pytest.mark.parametrize("name", ASKED)
each_day = pytest.mark.parametrize(("name", "field", "day"), DAYS, ids=[f"{d[0]}.{d[1]}" for d in DAYS])
each_bound = pytest.mark.parametrize(
    ("name", "field", "bound"), BOUNDS, ids=[f"{b[0]}.{b[1]}-{b[2].rule}" for b in BOUNDS]
)


def command_of(name: str) -> type[Any]:
    return of(name).commands[name]


@each_deed
def test_every_date_field_stands_in_the_table_and_no_other(name: str) -> None:
    fields = {field.name for field in form_fields(command_of(name), LAW, WORDS, {}) if field.kind == "date"}
    assert set(of(name).table.blocks[name].days) == fields, f"`days` of the block:\n\n{block_of(command_of(name))}"


@each_day
def test_what_nothing_bounds_says_why(name: str, field: str, day: Day) -> None:
    assert day.bounds or day.because, f"{name}.{field}: neither a bound nor a reason"
    assert day.future == "refused" or day.because, f"{name}.{field}: why may it lie in the future?"


@each_day
def test_a_day_in_the_future_is_refused_at_the_door_beside_its_field(name: str, field: str, day: Day) -> None:
    """The door knows the town's day; a rule reads no clock."""
    form = filled(name, {field: (PROBED + ONE).isoformat()}, on=PROBED, agency="labour")
    if day.future == "refused":
        with pytest.raises(Malformed) as malformed:
            parse(command_of(name), form, context=FormContext(PROBED, LAW))
        assert [(fault.field, fault.why) for fault in malformed.value.faults] == [(field, "fault.in_the_future")]
    else:
        parse(command_of(name), form, context=FormContext(PROBED, LAW))


@each_deed
def test_the_form_of_the_table_passes_the_door(name: str) -> None:
    """Nothing in it is impossible: what the cells show is due to the state of the file."""
    for given in ({}, *of(name).table.blocks[name].otherwise.values()):
        parse(command_of(name), filled(name, given, on=PROBED, agency="labour"), context=FormContext(PROBED, LAW))


@each_bound
def test_a_day_before_what_it_follows_from_is_refused_beside_its_field(name: str, field: str, bound: Bound) -> None:
    there = stood(of(name), bound.at)
    made = command(name, on=PROBED, agency=there.agency)
    wrong: dict[str, Any]
    right: dict[str, Any]
    if bound.before == "birth":
        wrong, right, field = {"birth": Sealed("2040")}, {"birth": Sealed("2001")}, "birth"
    else:
        wrong, right = _around(made, field, bound, there)
    assert _refusal(replace(made, **wrong), there) == bound.rule
    assert _refusal(replace(made, **right), there) != bound.rule
    assert bound.rule in WORDS, "no sentence"
    assert field in WORDS.get(f"at.{bound.rule}", "").split(), f"at.{bound.rule} does not name {field}"


def _around(made: Any, field: str, bound: Bound, there: Stood) -> tuple[dict[str, Any], dict[str, Any]]:
    """The field one day too early (or late), and on the very day."""
    if bound.after:
        end: date = getattr(made, bound.after)
        return {field: end + ONE}, {field: end}
    start: date | None = getattr(made, bound.before) if bound.before else _day_of(bound.before_step, there)
    assert start is not None, f"{bound.before_step} is no step of {bound.at}"
    along = [field, *bound.along]
    return dict.fromkeys(along, start - ONE), dict.fromkeys(along, start)


def _day_of(step: str, there: Stood) -> date | None:
    return there.file.due if step == "the term" else there.days.get(step)


def _refusal(made: Any, there: Stood) -> str | None:
    try:
        decided(made, there.file)
    except Refused as refused:
        return refused.rule
    return None
