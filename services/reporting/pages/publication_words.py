"""What is published, in words: what a table is of, its lines and sums, and what is not told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.reporting.app.counting import UNSAID, called
from services.reporting.domain.publication import Dimension, Figure
from services.reporting.domain.small_numbers import Asked, Key
from shared.kernel.law import Law
from shared.kernel.publishing import Publishing
from shared.kernel.words import Code
from shared.web.pages import small, vn_date
from shared.web.words import Words


@dataclass(frozen=True)
class Row:
    """A number as it is read: where it stands, in words by dimension, and at least how many; None: it is not told."""

    where: tuple[str, ...]
    at_least: int | None
    sum: bool = False


@dataclass(frozen=True)
class Speaker:
    """Speaks of tables in the words of the pages and of the law of a day."""

    words: Words
    law: Law
    limits: Publishing

    def title(self, asked: Asked) -> str:
        """`Người trở về được tiếp nhận, theo giới tính và nhóm tuổi`."""
        of = self.words[f"publication.of.{asked.only or 'all'}"]
        by = [small(self.words[f"choice.Dimension.{name}"]) for name in asked.by]
        return f"{of}, theo {' và '.join(by)}" if by else of

    def period(self, asked: Asked) -> str:
        until = f"hết ngày {vn_date(asked.as_of)}"
        return f"Tiếp nhận từ ngày {vn_date(asked.since)} đến {until}" if asked.since else f"Tính đến {until}"

    def heads(self, asked: Asked) -> tuple[str, ...]:
        return tuple(self.words[f"choice.Dimension.{name}"] for name in asked.by)

    def rows(self, asked: Asked, figures: Sequence[Figure]) -> list[Row]:
        """What is told; and the whole, told or not, at the end of a table that has lines."""
        told = [Row(self.where(asked, f.at), f.at_least, None in f.at) for f in figures]
        whole: Key = (None,) * len(asked.by)
        if asked.by and whole not in {figure.at for figure in figures}:
            told.append(Row(self.where(asked, whole), None, sum=True))
        return told

    def where(self, asked: Asked, at: Key) -> tuple[str, ...]:
        return tuple(self._called(Dimension(name), code) for name, code in zip(asked.by, at, strict=True))

    def hidden(self, asked: Asked, lines: Iterable[Key]) -> list[str]:
        """The lines that are not told, in words."""
        return [", ".join(self.where(asked, at)) for at in lines]

    def _called(self, by: Dimension, code: Code | None) -> str:
        if code is None:
            return self.words["publication.every"]
        if code == UNSAID:
            return self.words[f"publication.unsaid.{by.value}"]
        if by is Dimension.IDENTIFICATION:
            return self.words[f"group.{code}"]
        return called(by, code, self.law) or code


def address(asked: Asked, audience: Code = "") -> str:
    """The page on which such a table is asked for."""
    parts = [*_given(asked), *([("audience", audience)] if audience else [])]
    return "/publications/new?" + "&".join(f"{name}={value}" for name, value in parts)


def _given(asked: Asked) -> Iterator[tuple[str, str]]:
    yield "as_of", _typed(asked.as_of)
    if asked.since:
        yield "since", _typed(asked.since)
    if asked.only:
        yield "only", asked.only
    yield from (("by", name) for name in asked.by)


def _typed(day: date) -> str:
    return f"{day:%d/%m/%Y}"
