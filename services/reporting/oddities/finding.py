"""A finding: what a rule says of what it found, under an id that is the same tomorrow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypedDict, Unpack
from uuid import UUID, uuid5

from services.reporting.domain.finding import Place, Said
from shared.kernel.oversight import Oversight
from shared.kernel.words import AgencyId, CaseId, Code, Source, UnitCode

FINDINGS = UUID("5e1f0d42-77c1-4b7c-9f0a-0d8b6c3a9e15")
"""Ids of findings are made under this name: for good, or all that inspectors said would be about nothing."""
AT_MOST = 100
"""So many entries stand in a finding; it says how many there are."""


class Rule(StrEnum):
    """What is looked for, the gravest first."""

    SEAL_BROKEN = "seal_broken"
    SEAL_MISSING = "seal_missing"
    DEADLINE_MISSED = "deadline_missed"
    FORE_DATED = "fore_dated"
    BACK_DATED = "back_dated"
    UNREAD = "unread"
    HASTY = "hasty"
    READ_UNRELATED = "read_unrelated"
    READ_MANY = "read_many"
    READ_AT_NIGHT = "read_at_night"
    SILENCE = "silence"


RULES = tuple(Rule)


@dataclass(frozen=True)
class Finding:
    id: UUID
    said: Said


class Told(TypedDict, total=False):
    """What a rule can tell besides where and since when (`Said`)."""

    case: CaseId
    source: Source
    agency: AgencyId
    unit: UnitCode | None
    holder: Code
    what: Code | None
    due_on: date | None
    ended_on: date | None
    number: int | None


def finding(
    rule: Rule, about: str, entries: Iterable[Place], since: date, limits: Oversight, **told: Unpack[Told]
) -> Finding:
    """`about` is what it is about and nothing else: not how long it lasts, nor what came to it since."""
    places = tuple(sorted(set(entries)))[:AT_MOST]
    said = Said(rule=rule.value, thresholds=limits.version, entries=places, since=since, **told)
    return Finding(uuid5(FINDINGS, f"{rule} {about}"), said)
