"""The report on difficulties: what the offices met, what was said to it, and where it lies."""

from dataclasses import dataclass

from shared.papers.forms import Letterhead


@dataclass(frozen=True)
class DifficultyRow:
    """A difficulty: who raised it when, `about` which article; `said` are the words of whoever raised it, where whoever prints
    may read them; `days` since it was raised."""

    code: str
    raised: str
    by: str
    what: str
    about: str | None = None
    said: str | None = None
    state: str | None = None
    days: str | None = None


@dataclass(frozen=True)
class DifficultyReport:
    """Báo cáo vướng mắc: `until` which day, and `which` of them."""

    head: Letterhead
    until: str
    which: str
    rows: tuple[DifficultyRow, ...] = ()
