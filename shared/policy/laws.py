"""What must hold in the law files: every code that is used stands in its list, and one version is in force on a day."""

from collections.abc import Container, Iterator, Sequence
from datetime import date
from itertools import combinations

from shared.policy import procedures, regimes
from shared.policy.checks import Town, unknown
from shared.policy.faults import Fault
from shared.policy.law_shapes import LawFile
from shared.policy.sheet import Sheet


def law_faults(law: Sheet[LawFile], town: Town) -> Iterator[Fault]:
    lists = law.content.lists
    for needed in ("instruments", "statuses", "conditions"):
        if needed not in lists:
            yield law.fault(f"list `{needed}` is missing; legal bases and regimes refer to it", "lists")
    instruments = lists["instruments"].items if "instruments" in lists else {}
    for place, basis in _bases(law.content):
        if basis.split()[0] not in instruments:
            yield law.fault(f"`{basis}` begins with no code of the list `instruments`", *place)
    yield from _groups(law, town)
    yield from _services(law)
    words = _words(law, town)
    for at, why in regimes.wrong(law.content.regimes, words):
        yield law.fault(why, *at)
    known = {"power": words["powers"], "paper": words.get("papers", ()), "term": words["terms"]}
    for at, kind, word in procedures.unknown(law.content.procedures, known):
        yield law.fault(f"unknown {kind} `{word}`", *at)
    yield from _extensions(law)
    scale = law.content.risk_scale
    if scale and scale.children not in {None, *(threshold.weight for threshold in scale.thresholds)}:
        yield law.fault(f"no threshold counts the weight `{scale.children}`", "risk_scale", "children")


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


def _groups(law: Sheet[LawFile], town: Town) -> Iterator[Fault]:
    """The group of each item is a word of the kind its list promises."""
    scale, lists = law.content.risk_scale, law.content.lists
    groups: dict[str, Container[str | None]] = {
        "risk_scale": {threshold.weight for threshold in scale.thresholds} if scale else (),
        "powers": town.content.powers,
        "statuses": lists["statuses"].items if "statuses" in lists else {},
        "regimes": {None, *law.content.regimes},
        "procedures": law.content.procedures,
        "counting": ("one", "many"),
    }
    for name, shape in lists.items():
        for code, item in shape.items.items():
            if shape.groups and item.group not in groups[shape.groups]:
                yield law.fault(f"group `{item.group}` is not one of the {shape.groups}", "lists", name, "items", code)


def _services(law: Sheet[LawFile]) -> Iterator[Fault]:
    """What a service answers are needs, and it says what it is counted in and how it can end in words of those lists."""
    lists = law.content.lists
    for name, shape in lists.items():
        for code, item in shape.items.items():
            at = ("lists", name, "items", code)
            measure = (item.measure,) if item.measure else ()
            for key, kind, words in (
                ("answers", "needs", item.answers), ("measure", "measures", measure), ("outcomes", "outcomes", item.outcomes)
            ):  # fmt: skip
                known = lists[kind].items if kind in lists else {}
                for word in sorted(set(words) - set(known)):
                    yield law.fault(f"`{word}` is not in the list `{kind}`", *at, key)
            if name == "services" and item.measure is None:
                yield law.fault(f"service `{code}` says not what it is counted in; expected its `measure`", *at)


def _words(law: Sheet[LawFile], town: Town) -> dict[str, Container[str]]:
    """All that a regime or procedure may name, by kind. A condition is asked of a person or follows from her file."""
    lists = {name: shape.items for name, shape in law.content.lists.items()}
    conditions = lists.get("conditions", {}).keys() | lists.get("circumstances", {}).keys()
    return {**lists, "conditions": conditions, "terms": law.content.terms, "powers": town.content.powers}


def _extensions(law: Sheet[LawFile]) -> Iterator[Fault]:
    terms = law.content.terms
    for code, term in terms.items():
        if term.extends is not None and (term.extends not in terms or term.extends == code):
            others = [known for known in terms if known != code]
            yield law.fault(unknown("term", term.extends, others), "terms", code, "extends")


def _bases(law: LawFile) -> Iterator[tuple[procedures.Place, str]]:
    """Every legal basis with its place in the file."""
    for code, term in law.terms.items():
        yield from ((("terms", code, "basis"), basis) for basis in term.basis)
        for stop, each in term.stops.items():
            yield from ((("terms", code, "stops", stop, "basis"), basis) for basis in each.basis)
    yield from ((("risk_scale", "basis"), basis) for basis in (law.risk_scale.basis if law.risk_scale else ()))
    yield from regimes.bases(law.regimes)
    yield from procedures.bases(law.procedures)
    for name, shape in law.lists.items():
        yield from ((("lists", name, "basis"), basis) for basis in shape.basis)
        for code, item in shape.items.items():
            yield from ((("lists", name, "items", code, "basis"), basis) for basis in item.basis or ())
