"""Who supports victims at each desk and what they attended, as it really was; and what target T3 comes to by a count of its own.

As decision 34 reads the plan: of those on a roster on a day, both ends included, who has attended a class by its end, ever and
anywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from deploy.demo.year.desks import Desk


@dataclass
class Listed:
    """A line of a roster. `times` on it: from a day to a last one (None: still there); `attended`: the days of classes."""

    id: str
    desk: Desk
    times: list[tuple[date, date | None]]
    attended: list[date] = field(default_factory=list)

    def there(self, day: date) -> bool:
        return any(since <= day <= (until or date.max) for since, until in self.times)

    def trained(self, day: date) -> bool:
        return min(self.attended, default=date.max) <= day

    def left(self, until: date) -> None:
        self.times[-1] = (self.times[-1][0], until)


Share = tuple[int, int]
"""So many officers, of whom so many are trained."""


def share(lines: Iterable[Listed], day: date) -> Share:
    there = [line for line in lines if line.there(day)]
    return len(there), len([line for line in there if line.trained(day)])


def by_desk(lines: Iterable[Listed], day: date) -> dict[str, Share]:
    """Of each desk that has somebody on that day."""
    found: dict[str, list[Listed]] = {}
    for line in lines:
        if line.there(day):
            found.setdefault(line.desk.code, []).append(line)
    return {code: share(theirs, day) for code, theirs in found.items()}
