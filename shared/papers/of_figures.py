"""What an official report of figures says: sections of text and tables, as they were drafted and then edited."""

from dataclasses import dataclass

from shared.papers.forms import Letterhead, Signature


@dataclass(frozen=True)
class FigureTable:
    """A table: the heads of its columns, and lines as wide. The first column is words, the others are numbers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class FigureSection:
    """Paragraphs, then tables."""

    title: str
    told: tuple[str, ...] = ()
    tables: tuple[FigureTable, ...] = ()


@dataclass(frozen=True)
class FiguresReport:
    """Báo cáo số liệu: what it is about, to whom, and its sections. Its figures bear no name."""

    head: Letterhead
    subject: str
    to: tuple[str, ...]
    opening: str
    sections: tuple[FigureSection, ...]
    closing: str
    signature: Signature
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"
