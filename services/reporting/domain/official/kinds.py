"""What can be reported, and what stands in it."""

from collections.abc import Mapping
from enum import StrEnum

from shared.kernel.words import UnitCode


class Kind(StrEnum):
    """What is reported of the town: everything, the tables on victims, or the page for a leader; and the results of one unit."""

    TOWN_CONSOLIDATED = "town_consolidated"
    VICTIM_STATISTICS = "victim_statistics"
    LEADER_SUMMARY = "leader_summary"
    UNIT_RESULT = "unit_result"


class Part(StrEnum):
    """What an officer may write otherwise than it was drafted; of a section the text, never its tables."""

    OPENING = "opening"
    IN_PERIOD = "in_period"
    AT_THE_END = "at_the_end"
    SERVICES = "services"
    TERMS = "terms"
    TARGETS = "targets"
    TABLES = "tables"
    DIFFICULTIES = "difficulties"
    PROPOSALS = "proposals"
    DIFFERENCES = "differences"
    CLOSING = "closing"


SECTIONS: Mapping[Kind, tuple[Part, ...]] = {
    Kind.TOWN_CONSOLIDATED: (
        Part.IN_PERIOD, Part.AT_THE_END, Part.SERVICES, Part.TERMS, Part.TARGETS, Part.TABLES, Part.DIFFICULTIES, Part.PROPOSALS,
    ),
    Kind.VICTIM_STATISTICS: (Part.IN_PERIOD, Part.AT_THE_END, Part.TABLES),
    Kind.LEADER_SUMMARY: (Part.IN_PERIOD, Part.AT_THE_END, Part.SERVICES, Part.TERMS, Part.TARGETS),
    Kind.UNIT_RESULT: (Part.SERVICES, Part.TERMS, Part.DIFFICULTIES, Part.PROPOSALS),
}  # fmt: skip
"""What stands in a report, in this order; one that supplements another says after it what has changed."""


def sections_of(kind: Kind, unit: UnitCode | None) -> tuple[Part, ...]:
    """Persons belong to the unit where they live: of others, nobody came or went."""
    return (*((Part.IN_PERIOD,) if unit else ()), *SECTIONS[kind])
