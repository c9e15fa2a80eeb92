"""What must hold between the files of a profile: every name that is used is explained, and nothing is said twice."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from typing import TypeAlias, get_args

from shared.kernel.rights import ANY
from shared.policy.faults import Fault
from shared.policy.shapes import (
    CalendarFile,
    RightsFile,
    RowShape,
    Service,
    TownFile,
    UnitShape,
    UsersFile,
    UserShape,
)
from shared.policy.sheet import Sheet

Town: TypeAlias = Sheet[TownFile]


def town_faults(town: Town) -> Iterator[Fault]:
    """Agencies, units and instances among themselves."""
    yield from _powers(town)
    yield from _units(town)
    yield from _instances(town)


def users_faults(users: Sheet[UsersFile], town: Town) -> Iterator[Fault]:
    names = [user.username for user in users.content.users]
    for at in _repeated(names):
        yield users.fault(f"username `{names[at]}` stands twice", "users", at, "username")
    for at, user in enumerate(users.content.users):
        for role in user.roles:
            if role not in town.content.roles:
                yield users.fault(unknown("role", role, town.content.roles), "users", at, "roles")
        if user.agency not in town.content.agencies:
            yield users.fault(unknown("agency", user.agency, town.content.agencies), "users", at, "agency")
        elif wrong := _unit_of(user, town.content.units):
            yield users.fault(wrong, "users", at, "unit")


def _decision_faults(rights: Sheet[RightsFile]) -> Iterator[Fault]:
    for at, deed in enumerate(rights.content.decisions):
        if deed not in rights.content.deeds:
            yield rights.fault(unknown("deed", deed, rights.content.deeds), "decisions", at)


def rights_faults(rights: Sheet[RightsFile], town: Town) -> Iterator[Fault]:
    rules = [row.rule for row in rights.content.rows]
    for at in _repeated(rules):
        yield rights.fault(f"rule `{rules[at]}` stands twice", "rows", at, "rule")
    for deed in rights.content.deeds:
        if deed.split(".")[0] not in get_args(Service):
            yield rights.fault(f"deed `{deed}` names no service; expected `<service>.<deed>`", "deeds", deed)
    yield from _decision_faults(rights)
    for part in rights.content.stages:
        if part.partition(".")[0] not in get_args(Service):
            yield rights.fault(unknown("service", part, get_args(Service)), "stages", part)
    for what, power in rights.content.tells.items():
        if power != ANY and power not in town.content.powers:
            yield rights.fault(unknown("power", power, town.content.powers), "tells", what)
    for at, row in enumerate(rights.content.rows):
        for key, wrong in _row(row, rights.content, town.content):
            yield rights.fault(wrong, "rows", at, key)


def calendar_faults(calendar: Sheet[CalendarFile]) -> Iterator[Fault]:
    for year, shape in calendar.content.years.items():
        lists = {"holidays": shape.holidays, "working_days": shape.working_days, "undecided": shape.undecided}
        decided = [entry.day for entry in (*shape.holidays, *shape.working_days)]
        for name, days in lists.items():
            given = [entry.day for entry in days]
            for at, day in enumerate(given):
                if wrong := _day(day, year, name, decided):
                    yield calendar.fault(wrong, "years", str(year), name, at, "day")
            for at in _repeated(given):
                yield calendar.fault(f"{given[at]} stands twice", "years", str(year), name, at, "day")


def _powers(town: Town) -> Iterator[Fault]:
    holders: Counter[str] = Counter()
    for agency, shape in town.content.agencies.items():
        for power in sorted(shape.powers):
            if power not in town.content.powers:
                yield town.fault(unknown("power", power, town.content.powers), "agencies", agency, "powers")
            elif town.content.powers[power].held_by == "one" and holders[power]:
                yield town.fault(f"power `{power}` is already held; expected one holder", "agencies", agency, "powers")
            holders[power] += 1


def _units(town: Town) -> Iterator[Fault]:
    units = town.content.units
    for at, unit in enumerate(units):
        if unit.agency not in town.content.agencies:
            yield town.fault(unknown("agency", unit.agency, town.content.agencies), "units", at, "agency")
        if any(unit.code == other.code and _valid_together(unit, other) for other in units[:at]):
            yield town.fault(f"code `{unit.code}` is also another unit's at the same time", "units", at, "code")


def _instances(town: Town) -> Iterator[Fault]:
    instances = town.content.instances
    sources = [f"{each.service}.{each.agency}" for each in instances]
    ports = [each.port for each in instances]
    for at in _repeated(sources):
        yield town.fault(f"instance `{sources[at]}` stands twice", "instances", at)
    for at in _repeated(ports):
        first = sources[ports.index(ports[at])]
        yield town.fault(f"port {ports[at]} is already used by `{first}`", "instances", at, "port")
    for at, instance in enumerate(instances):
        if instance.agency not in town.content.agencies:
            yield town.fault(unknown("agency", instance.agency, town.content.agencies), "instances", at, "agency")
        for place, source in enumerate(instance.hears):
            if source.split(".")[1] not in town.content.agencies:
                yield town.fault(f"source `{source}` has no agency in the profile", "instances", at, "hears", place)
            elif source not in sources:
                yield town.fault(f"no instance writes the journal of `{source}`", "instances", at, "hears", place)
        yield from _analysts(town, at)


def _analysts(town: Town, at: int) -> Iterator[Fault]:
    """Only reporting has something to analyse; each sees people of units there are."""
    instance, units = town.content.instances[at], {unit.code for unit in town.content.units}
    if instance.analysts and instance.service != "reporting":
        yield town.fault(f"`{instance.service}` has nothing to analyse", "instances", at, "analysts")
    for place in _repeated([analyst.login for analyst in instance.analysts]):
        yield town.fault(f"analyst `{instance.analysts[place].login}` stands twice", "instances", at, "analysts", place)
    for place, analyst in enumerate(instance.analysts):
        for unit in analyst.units:
            if unit not in units:
                yield town.fault(unknown("unit", unit, units), "instances", at, "analysts", place, "units")


def _unit_of(user: UserShape, units: Iterable[UnitShape]) -> str | None:
    own = {unit.code for unit in units if unit.agency == user.agency}
    if user.unit is None and own:
        return f"agency `{user.agency}` has units; expected the unit of this user"
    if user.unit is not None and user.unit not in own:
        return f"unit `{user.unit}` is not one of agency `{user.agency}`; expected {', '.join(sorted(own)) or 'none'}"
    return None


def _row(row: RowShape, rights: RightsFile, town: TownFile) -> Iterator[tuple[str, str]]:
    """The words of one row that nobody explains, each with its key."""
    stages = {ANY}.union(*(_stages_of(deed, rights) for deed in row.deeds))
    used: tuple[tuple[str, str, Iterable[str], Container[str]], ...] = (
        ("roles", "role", row.roles, town.roles),
        ("power", "power", [row.power], {*town.powers, ANY}),
        ("deeds", "deed", row.deeds, rights.deeds),
        ("sections", "section", row.sections, rights.sections),
        ("stages", "stage", row.stages, stages),
        ("of", "kind of file", [row.of] if row.of else [], rights.stages),
    )
    for key, kind, words, known in used:
        for word in sorted(words):
            if word not in known:
                yield key, f"unknown {kind} `{word}`"
    if row.of and not all(deed.startswith(f"{row.of}.") for deed in row.deeds):
        yield "of", f"not every deed is one of `{row.of}`"
    if row.stages > {ANY}:
        yield "stages", f"`{ANY}` means all stages; expected it alone"


def _stages_of(deed: str, rights: RightsFile) -> Iterable[str]:
    """The stages of the kind of file a deed is done to: the part with the longest name the deed begins with."""
    parts = [part for part in rights.stages if deed.startswith(f"{part}.")]
    return rights.stages[max(parts, key=len)] if parts else ()


def _day(day: date, year: int, name: str, decided: Sequence[date]) -> str | None:
    """`decided` are all days of the year that are given free or made up."""
    if day.year != year:
        return f"{day} is not in {year}"
    if name == "working_days" and (day.weekday() < 5 or decided.count(day) > 1):
        return f"{day} is no free Saturday or Sunday; a made-up working day must be one"
    if name == "undecided" and day in decided:
        return f"{day} is decided: it stands among the holidays or the working days"
    return None


def _valid_together(one: UnitShape, other: UnitShape) -> bool:
    starts = (one.valid_from or date.min, other.valid_from or date.min)
    ends = (one.valid_to or date.max, other.valid_to or date.max)
    return max(starts) <= min(ends)


def _repeated(words: Sequence[object]) -> list[int]:
    """The places at which a word stands that stood before."""
    return [at for at, word in enumerate(words) if word in words[:at]]


def unknown(kind: str, word: str, known: Iterable[str]) -> str:
    return f"unknown {kind} `{word}`; expected one of {', '.join(sorted(known))}"
