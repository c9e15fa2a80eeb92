"""Which subjects are counted together: all cases that were ever said to be one person's, whatever was taken back since."""

from collections.abc import Iterable, Mapping
from uuid import UUID

Group = frozenset[UUID]


def groups_of(ties: Iterable[Group]) -> dict[UUID, Group]:
    """For everybody in a tie, all who are tied to them, directly or over others."""
    found: dict[UUID, Group] = {}
    for tie in ties:
        whole = tie.union(*(found[each] for each in tie if each in found))
        found |= dict.fromkeys(whole, whole)
    return found


def whole(cases: Iterable[UUID], tied: Mapping[UUID, Group]) -> set[Group]:
    """The groups these are of; whoever is tied to nobody is one."""
    return {tied.get(each, frozenset({each})) for each in cases}
