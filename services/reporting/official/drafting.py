"""A report as it is drafted from the figures: sentences where there is something to tell, "không phát sinh" where nothing is."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from services.reporting.domain.official.kinds import Kind, Part, sections_of
from services.reporting.official.content import Content, Figure, Pin, Section
from services.reporting.official.figures import Figures
from services.reporting.projections.counting.statistics import Table
from services.reporting.projections.persons import GROUPS
from shared.kernel.words import Code, PaperNumber
from shared.papers.of_figures import FigureSection, FigureTable
from shared.web.office import full_name
from shared.web.pages import small
from shared.web.words import Words, load

IN_PERIOD: Sequence[Code] = ("carried_over", "received", "closed", "in_process", "decided")
OF_SERVICES: Sequence[Code] = ("asked", "given", "not_given", "on_the_way")
OF_TERMS: Sequence[Code] = ("kept", "missed", "late", "open")
Names = Mapping[str, str]
"""How pages call groups (`group.victim`), tables (`table.sex`) and what waits (`wait.reception`)."""


@cache
def said() -> Words:
    """The words of this room."""
    return load(Path(__file__).parent)


def drafted(pin: Pin, figures: Figures, names: Names) -> Content:
    """A report of this kind. Raises `LookupError` for a kind that there is not."""
    try:
        kind = Kind(pin.kind)
    except ValueError as unknown:
        raise LookupError(pin.kind) from unknown
    whose = full_name(figures.law, *figures.whose) if figures.whose else ""
    days = {"since": pin.period.since, "until": pin.period.until, "as_of": pin.as_of}
    fill = {name: f"{day:%d/%m/%Y}" for name, day in days.items()}
    opening = said()["opening"].format(**fill) + ("\n" + said()["partial"] if pin.partial else "")
    sections = [_WRITTEN[part](figures, names) for part in sections_of(kind, figures.whose and figures.whose.unit)]
    if kind is Kind.LEADER_SUMMARY:  # it is one page
        sections = [each.saying(tables=()) for each in sections]
    titled = tuple(_titled(each, n, end=f"{pin.end:%d/%m/%Y}") for n, each in enumerate(sections))
    return Content(pin, said()[f"subject.{kind}"].format(whose=whose), opening, titled, said()["closing"])


def supplemented(content: Content, before: Content, number: PaperNumber) -> Content:
    """With what has changed since a signed report: every number that is another one now, with both."""
    was, now = (_by_name(each) for each in (before, content))
    changed = [(name, was.get(name), now.get(name)) for name in {**now, **was} if was.get(name, 0) != now.get(name, 0)]
    told = [said()["told.otherwise"].format(number=number)] if changed else [said()["told.the_same"]]
    if before.pin.definition != content.pin.definition:
        told.append(said()["told.other_definition"])
    rows = [(name, *("" if n is None else str(n) for n in numbers)) for name, *numbers in changed]
    tables = [_table("differences", ("figure", "before", "now"), rows)] if rows else []
    differences = _titled(_told(Part.DIFFERENCES, told, (), *tables), len(content.sections), number=number)
    return replace(content, sections=(*content.sections, differences))


def _titled(section: Section, place: int, **fill: str) -> Section:
    """I., II., …"""
    return section.saying(title=f"{_ROMAN[place]}. " + said()[f"section.{section.part}"].format(**fill))


def _by_name(content: Content) -> dict[str, int]:
    """Every number of a report by what it is called."""
    return {each.called: each.number for section in content.sections for each in section.figures}


def _told(part: Part, told: Sequence[str], figures: Iterable[Figure], *tables: FigureTable) -> Section:
    """Without its title yet."""
    return Section(part, FigureSection("", tuple(told), tables), tuple(figures))


def _figures(counted: Mapping[Code, int]) -> list[Figure]:
    return [Figure(said()[f"figure.{name}"], number) for name, number in counted.items()]


def _table(name: Code, heads: Sequence[Code], rows: Iterable[Sequence[str]]) -> FigureTable:
    return FigureTable(
        said()[f"table.{name}"], tuple(said()[f"head.{each}"] for each in heads), tuple(tuple(row) for row in rows)
    )


def _picked(each: Any, names: Sequence[Code]) -> dict[Code, int]:
    return {name: getattr(each, name) for name in names}


def _in_period(figures: Figures, _: Names) -> Section:
    counted = _picked(figures.flow, IN_PERIOD)
    told = said()["told.in_period"].format(**counted) if any(counted.values()) else said()["nothing"]
    return _told(Part.IN_PERIOD, [told], _figures(counted))


def _at_the_end(figures: Figures, names: Names) -> Section:
    on, told = figures.statistics, [said()["nothing"]]
    if on.persons:
        groups = "; ".join(f"{small(names[f'group.{group}'])} {on.groups[group]}" for group in GROUPS)
        told = [said()["told.persons"].format(persons=on.persons, groups=groups)]
    if on.reported:
        told.append(said()["told.reported"].format(reported=on.reported))
    by_group = (Figure(names[f"group.{group}"], on.groups.get(group, 0)) for group in GROUPS)
    counted = _figures({"persons": on.persons, "reported": on.reported})
    return _told(Part.AT_THE_END, told, [*counted, *by_group])


def _services(figures: Figures, _: Names) -> Section:
    """Of the town target T2 over the victims, then each service; of a unit those that it was asked for."""
    rows, told, counted = figures.services, [], dict[Code, int]()
    if figures.whose is None and figures.reached.persons:
        victims = figures.reached._asdict()
        told.append(said()["told.reached"].format(**victims))
        names = {"persons": "victims", **{name: f"victims_{name}" for name in ("asked", "reached", "essential")}}
        counted |= {new: victims[name] for name, new in names.items()}
    if rows:
        sums = {name: sum(getattr(row, name) for row in rows) for name in OF_SERVICES}
        told.append(said()["told.asked"].format(**sums))
        counted |= sums
    words = figures.law.listed("services")
    lines = [
        (f"{words[row.service].vi if row.service in words else row.service}, {small(full_name(figures.law, row.agency))}",
         *map(str, _picked(row, OF_SERVICES).values()))
        for row in rows
    ]  # fmt: skip
    tables = [_table("services", ("service", *OF_SERVICES), lines)] if lines else []
    return _told(Part.SERVICES, told or [said()["nothing"]], _figures(counted), *tables)


def _terms(figures: Figures, names: Names) -> Section:
    rows = figures.terms
    if not rows:
        return _told(Part.TERMS, [said()["nothing"]], ())
    sums = {name: sum(getattr(row, name) for row in rows) for name in OF_TERMS}
    lines = [
        (f"{full_name(figures.law, row.holder)}: {small(names.get(f'term.{row.term}') or names[f'wait.{row.term}'])}",
         *map(str, _picked(row, OF_TERMS).values()))
        for row in rows
    ]  # fmt: skip
    table = _table("terms", ("term", *OF_TERMS), lines)
    return _told(Part.TERMS, [said()["told.terms"].format(**sums)], _figures(sums), table)


def _targets(figures: Figures, _: Names) -> Section:
    told, counted = [], dict[Code, int]()
    if papers := figures.papers:
        counted |= {"implementing": papers.implementing, "units": len(papers.target)}
        told.append(said()["told.implementing"].format(**counted))
    else:
        told.append(said()["told.no_plan"])
    everybody = figures.trained.all
    share = {"trained": everybody.trained, "officers": len(everybody.officers)}
    told.append(said()["told.trained" if everybody.officers else "told.nobody_listed"].format(**share))
    return _told(Part.TARGETS, told, _figures(counted | share))


def _tables(figures: Figures, names: Names) -> Section:
    on = figures.statistics
    if not on.persons:
        return _told(Part.TABLES, [said()["nothing"]], ())
    several = [said()["told.several"]] if any(each.several for each in on.tables) else []
    return _told(Part.TABLES, several, (), *(_of_persons(each, names) for each in on.tables))


def _of_persons(table: Table, names: Names) -> FigureTable:
    heads = (names[f"table.{table.name}"], *(names[f"group.{group}"] for group in GROUPS), said()["total"])
    rows = [(row.vi, *(str(row.counts[group]) for group in GROUPS), str(row.total)) for row in table.rows]
    return FigureTable(heads[0], heads, tuple(rows))


def _nothing_of_it(part: Part) -> Callable[[Figures, Names], Section]:
    """The officer writes it; where nobody did, there is none."""
    return lambda _figures, _names: _told(part, [said()["none"]], ())


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_WRITTEN: Mapping[Part, Callable[[Figures, Names], Section]] = {
    Part.IN_PERIOD: _in_period, Part.AT_THE_END: _at_the_end, Part.SERVICES: _services, Part.TERMS: _terms,
    Part.TARGETS: _targets, Part.TABLES: _tables, Part.DIFFICULTIES: _nothing_of_it(Part.DIFFICULTIES),
    Part.PROPOSALS: _nothing_of_it(Part.PROPOSALS),
}  # fmt: skip
