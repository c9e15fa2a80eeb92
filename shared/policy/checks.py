"""What must hold between the files of a profile: every name that is used is explained, and nothing is said twice."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import TypeAlias, get_args

from shared.kernel.rights import ANY
from shared.policy import procedures
from shared.policy.faults import Fault
from shared.policy.shapes import (
    CalendarFile,
    LawFile,
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
                yield users.fault(_unknown("role", role, town.content.roles), "users", at, "roles")
        if user.agency not in town.content.agencies:
            yield users.fault(_unknown("agency", user.agency, town.content.agencies), "users", at, "agency")
        elif wrong := _unit_of(user, town.content.units):
            yield users.fault(wrong, "users", at, "unit")


def rights_faults(rights: Sheet[RightsFile], town: Town) -> Iterator[Fault]:
    rules = [row.rule for row in rights.content.rows]
    for at in _repeated(rules):
        yield rights.fault(f"rule `{rules[at]}` stands twice", "rows", at, "rule")
    for deed in rights.content.deeds:
        if deed.split(".")[0] not in get_args(Service):
            yield rights.fault(f"deed `{deed}` names no service; expected `<service>.<deed>`", "deeds", deed)
    for service in rights.content.stages:
        if service not in get_args(Service):
            yield rights.fault(_unknown("service", service, get_args(Service)), "stages", service)
    for what, power in rights.content.tells.items():
        if power != ANY and power not in town.content.powers:
            yield rights.fault(_unknown("power", power, town.content.powers), "tells", what)
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


def law_faults(law: Sheet[LawFile], town: Town) -> Iterator[Fault]:
    lists = law.content.lists
    for needed in ("instruments", "statuses", "conditions"):
        if needed not in lists:
            yield law.fault(f"list `{needed}` is missing; legal bases and regimes refer to it", "lists")
    instruments = lists["instruments"].items if "instruments" in lists else {}
    for place, basis in _bases(law.content):
        if basis.split()[0] not in instruments:
            yield law.fault(f"`{basis}` begins with no code of the list `instruments`", *place)
    groups: dict[str, Container[str | None]] = {
        "powers": town.content.powers,
        "statuses": lists["statuses"].items if "statuses" in lists else {},
        "regimes": {None, *law.content.regimes},
        "procedures": law.content.procedures,
    }
    for name, shape in lists.items():
        for code, item in shape.items.items():
            if shape.groups and item.group not in groups[shape.groups]:
                yield law.fault(f"group `{item.group}` is not one of the {shape.groups}", "lists", name, "items", code)
    yield from _regimes(law)
    papers = lists["papers"].items if "papers" in lists else {}
    known: dict[str, Container[str]] = {"power": town.content.powers, "paper": papers, "term": law.content.terms}
    for at, kind, word in procedures.unknown(law.content.procedures, known):
        yield law.fault(f"unknown {kind} `{word}`", *at)
    yield from _extensions(law)


def overlap_faults(laws: Sequence[Sheet[LawFile]]) -> Iterator[Fault]:
    """On each day at most one version is in force, and each has a name of its own."""
    for earlier, later in combinations(sorted(laws, key=lambda sheet: sheet.content.effective_from), 2):
        one, other = earlier.content, later.content
        if one.id == other.id:
            yield later.fault(f"law version `{other.id}` is already in {earlier.path.name}", "id")
        if other.effective_from <= (one.effective_to or date.max):
            until = one.effective_to or "without end"
            yield later.fault(
                f"in force from {other.effective_from}, but `{one.id}` ({earlier.path.name}) is until {until}; "
                "expected a later day, or an earlier end there",
                "effective_from",
            )


def _regimes(law: Sheet[LawFile]) -> Iterator[Fault]:
    known = {name: shape.items for name, shape in law.content.lists.items()}
    for code, regime in law.content.regimes.items():
        for key, name, used in (
            ("eligible", "statuses", regime.eligible),
            ("conditions", "conditions", regime.conditions),
        ):
            for word in sorted(set(used) - set(known.get(name, {}))):
                yield law.fault(f"`{word}` is not in the list `{name}`", "regimes", code, key)


def _extensions(law: Sheet[LawFile]) -> Iterator[Fault]:
    terms = law.content.terms
    for code, term in terms.items():
        if term.extends is not None and (term.extends not in terms or term.extends == code):
            others = [known for known in terms if known != code]
            yield law.fault(_unknown("term", term.extends, others), "terms", code, "extends")


def _powers(town: Town) -> Iterator[Fault]:
    holders: Counter[str] = Counter()
    for agency, shape in town.content.agencies.items():
        for power in sorted(shape.powers):
            if power not in town.content.powers:
                yield town.fault(_unknown("power", power, town.content.powers), "agencies", agency, "powers")
            elif town.content.powers[power].held_by == "one" and holders[power]:
                yield town.fault(f"power `{power}` is already held; expected one holder", "agencies", agency, "powers")
            holders[power] += 1


def _units(town: Town) -> Iterator[Fault]:
    units = town.content.units
    for at, unit in enumerate(units):
        if unit.agency not in town.content.agencies:
            yield town.fault(_unknown("agency", unit.agency, town.content.agencies), "units", at, "agency")
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
            yield town.fault(_unknown("agency", instance.agency, town.content.agencies), "instances", at, "agency")
        for place, source in enumerate(instance.hears):
            if source.split(".")[1] not in town.content.agencies:
                yield town.fault(f"source `{source}` has no agency in the profile", "instances", at, "hears", place)
            elif source not in sources:
                yield town.fault(f"no instance writes the journal of `{source}`", "instances", at, "hears", place)


def _unit_of(user: UserShape, units: Iterable[UnitShape]) -> str | None:
    own = {unit.code for unit in units if unit.agency == user.agency}
    if user.unit is None and own:
        return f"agency `{user.agency}` has units; expected the unit of this user"
    if user.unit is not None and user.unit not in own:
        return f"unit `{user.unit}` is not one of agency `{user.agency}`; expected {', '.join(sorted(own)) or 'none'}"
    return None


def _row(row: RowShape, rights: RightsFile, town: TownFile) -> Iterator[tuple[str, str]]:
    """The words of one row that nobody explains, each with its key."""
    stages = {ANY}.union(*(rights.stages.get(service, {}) for service in _services(row)))
    used: tuple[tuple[str, str, Iterable[str], Container[str]], ...] = (
        ("roles", "role", row.roles, town.roles),
        ("power", "power", [row.power], {*town.powers, ANY}),
        ("deeds", "deed", row.deeds, rights.deeds),
        ("sections", "section", row.sections, rights.sections),
        ("stages", "stage", row.stages, stages),
    )
    for key, kind, words, known in used:
        for word in sorted(words):
            if word not in known:
                yield key, f"unknown {kind} `{word}`"
    if row.stages > {ANY}:
        yield "stages", f"`{ANY}` means all stages; expected it alone"


def _services(row: RowShape) -> set[str]:
    return {deed.split(".")[0] for deed in row.deeds}


def _day(day: date, year: int, name: str, decided: Sequence[date]) -> str | None:
    """`decided` are all days of the year that are given free or made up."""
    if day.year != year:
        return f"{day} is not in {year}"
    if name == "working_days" and (day.weekday() < 5 or decided.count(day) > 1):
        return f"{day} is no free Saturday or Sunday; a made-up working day must be one"
    if name == "undecided" and day in decided:
        return f"{day} is decided: it stands among the holidays or the working days"
    return None


def _bases(law: LawFile) -> Iterator[tuple[procedures.Place, str]]:
    """Every legal basis with its place in the file."""
    for code, term in law.terms.items():
        yield from ((("terms", code, "basis"), basis) for basis in term.basis)
        for stop, each in term.stops.items():
            yield from ((("terms", code, "stops", stop, "basis"), basis) for basis in each.basis)
    for code, regime in law.regimes.items():
        yield from ((("regimes", code, "basis"), basis) for basis in regime.basis)
    yield from procedures.bases(law.procedures)
    for name, shape in law.lists.items():
        yield from ((("lists", name, "basis"), basis) for basis in shape.basis)
        for code, item in shape.items.items():
            yield from ((("lists", name, "items", code, "basis"), basis) for basis in item.basis or ())


def _valid_together(one: UnitShape, other: UnitShape) -> bool:
    starts = (one.valid_from or date.min, other.valid_from or date.min)
    ends = (one.valid_to or date.max, other.valid_to or date.max)
    return max(starts) <= min(ends)


def _repeated(words: Sequence[object]) -> list[int]:
    """The places at which a word stands that stood before."""
    return [at for at, word in enumerate(words) if word in words[:at]]


def _unknown(kind: str, word: str, known: Iterable[str]) -> str:
    return f"unknown {kind} `{word}`; expected one of {', '.join(sorted(known))}"
