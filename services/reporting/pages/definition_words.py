"""A definition and its answer in words: what is counted, by what, of whom, when; and the numbers, line by line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from services.reporting.app.asking import Answer
from services.reporting.definitions.definition import Definition
from services.reporting.definitions.periods import names, period
from services.reporting.definitions.written import values_of
from services.reporting.projections.counting.question import UNSAID, Dimension, Question, Sum
from shared.kernel.law import Law
from shared.kernel.words import Code
from shared.web.pages import small, vn_date
from shared.web.words import Words

SPOKEN: Mapping[Code, Sequence[str]] = {
    "stages": ("stage.",), "identifications": ("group.",), "steps": ("step.",), "service_outcomes": ("outcome.",),
    "term_outcomes": ("outcome.",), "waits": ("term.", "wait."),
}  # fmt: skip
"""Lists that stand in no law, by how their words begin."""


@dataclass(frozen=True)
class Row:
    """A line: its values in words, its numbers, and what would open it beside the filters (None: no address can say it)."""

    where: tuple[str, ...]
    sum: Sum
    line: Mapping[Code, Sequence[str]] | None


@dataclass(frozen=True)
class Wording:
    """Speaks of definitions in the words of the pages and of the law of a day."""

    words: Words
    law: Law
    today: date

    def called(self, question: str) -> str:
        """What a question counts; of one that this program does not know, its name."""
        return self.words.get(f"question.{question.partition('.')[0]}", question)

    def unit(self, question: str) -> str:
        return self.words.get(f"question.{question.partition('.')[0]}.unit", "")

    def amount(self, question: str) -> str:
        """What is summed up beside, where anything is."""
        return self.words.get(f"question.{question.partition('.')[0]}.amount", "")

    def dimension(self, name: Code) -> str:
        return self.words.get(f"dimension.{name}", name)

    def value(self, dimension: Dimension, value: str) -> str:
        if value == UNSAID:
            return self.words["value.unsaid"]
        if dimension.words == "days":
            return f"{value} ngày"
        if dimension.words in SPOKEN:
            return next((self.words[b + value] for b in SPOKEN[dimension.words] if b + value in self.words), value)
        if dimension.words == "agencies" and value in self.law.agencies:
            return self.law.agencies[value].short
        return self.law.called(dimension.words, value)

    def choices(self, dimension: Dimension) -> list[tuple[str, str]]:
        """What can be chosen of a dimension; none where that is any number."""
        known: Sequence[str] = values_of(dimension.words, self.law)
        if dimension.words == "waits":
            known = [name.removeprefix("wait.") for name in self.words if name.startswith("wait.")]
        return [(each, self.value(dimension, each)) for each in (*known, UNSAID)] if known else []

    def title(self, asked: Definition, question: Question[Any] | None) -> str:
        """`Người, theo xã, phường, 6 tháng đầu năm 2023`: how a definition is called, and nobody has to think of a name."""
        return ", ".join([self.called(asked.what), *self._by(asked), *self._only(asked, question), self.when(asked)])

    def _by(self, asked: Definition) -> list[str]:
        *first, last = [small(self.dimension(name)) for name in asked.by] or [""]
        return [f"theo {', '.join(first)} và {last}" if first else f"theo {last}"] if last else []

    def _only(self, asked: Definition, question: Question[Any] | None) -> Iterator[str]:
        for name, values in asked.canonical()["only"].items():
            said = values
            if question is not None:
                of = question.dimensions[question.at(name)]
                said = [small(self.value(of, value)) for value in values]
            yield f"chỉ {small(self.dimension(name))}: {' hoặc '.join(said)}"

    def when(self, asked: Definition) -> str:
        """The period by its usual name, where it has one; else its days."""
        if asked.since is None:
            return f"tính đến hết ngày {vn_date(asked.until)}" if asked.until else "tính đến nay"
        days = (asked.since, asked.until)
        usual = (
            next((vi for name, vi in names(asked.until.year) if period(name) == days), None) if asked.until else None
        )
        if usual:
            return small(usual)
        return f"phát sinh từ {vn_date(asked.since)} đến {vn_date(asked.until) if asked.until else 'nay'}"

    def rows(self, answer: Answer) -> list[Row]:
        """The lines, by the order of the lists they stand in."""
        dimensions = [answer.question.dimensions[answer.question.at(name)] for name in answer.definition.by]
        orders = [{code: n for n, (code, _) in enumerate(self.choices(each))} for each in dimensions]

        def place(line: tuple[str, ...]) -> list[tuple[int, str]]:
            return [(order.get(value, 0), value.rjust(9)) for order, value in zip(orders, line, strict=True)]

        return [
            Row(
                tuple(self.value(each, value) for each, value in zip(dimensions, line, strict=True)),
                answer.lines[line],
                _opening(answer.definition, dimensions, line),
            )
            for line in sorted(answer.lines, key=place)
            if answer.lines[line].things
        ]


def _opening(
    asked: Definition, dimensions: Sequence[Dimension], line: Sequence[str]
) -> Mapping[Code, Sequence[str]] | None:
    """Whom a line is of. One that stands on several values, filtered and told by the same, cannot be said by one value."""
    if any(each.several and each.name in asked.only for each in dimensions):
        return None
    return {each.name: [value] for each, value in zip(dimensions, line, strict=True)}


def address(asked: Definition, page: str = "/ask") -> str:
    """The whole definition, so that whoever gets the address asks the same."""
    return f"{page}?{urlencode(list(said(asked)))}"


def said(asked: Definition) -> Iterator[tuple[str, str]]:
    """The fields of the form that say this definition."""
    yield "what", asked.what
    yield from (("by", name) for name in asked.by)
    for name, values in asked.canonical()["only"].items():
        yield from ((f"only.{name}", value) for value in values)
    for name, day in (("since", asked.since), ("until", asked.until), ("known", asked.known)):
        if day:
            yield name, vn_date(day)
