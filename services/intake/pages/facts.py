"""The trafficking facts in the words of the lists, and what the law draws from the age at the act and now."""

from collections.abc import Iterator
from typing import NamedTuple

from services.intake.domain import File
from services.intake.domain.ages import is_child_support_law, is_under16_penal
from services.intake.domain.facts import LISTS, means_missing
from services.intake.domain.happened import FactsEvent
from services.intake.domain.journey import Leg
from shared.kernel.law import Law
from shared.kernel.words import Code


class Told(NamedTuple):
    """`lines`: each field that says something, with its words. `legs`: the journey in order. `law`: the words
    `law.*` that follow from her age; `warns`: whether something that the penal law asks for is not there."""

    lines: tuple[tuple[Code, str], ...]
    legs: tuple[str, ...]
    law: tuple[Code, ...]
    warns: bool


def told(file: File, law: Law) -> Told | None:
    """None while nothing was recorded."""
    if file.facts is None:
        return None
    lines = tuple((field, _words(getattr(file.facts, field), kind, law)) for field, kind in LISTS.items())
    legs = tuple(_leg(leg, law) for leg in file.facts.legs)
    missing = means_missing(file.facts, law)
    ages = tuple(_ages(file.facts, file))
    return Told(
        tuple(line for line in lines if line[1]), legs, (*ages, *(["means_missing"] if missing else [])), missing
    )


def _ages(facts: FactsEvent, file: File) -> Iterator[Code]:
    if is_under16_penal(facts.age_at_act):
        yield "under16_at_act"
    elif is_child_support_law(facts.age_at_act):
        yield "under18_at_act"
    if is_under16_penal(file.person.age_group):
        yield "under16_now"
    elif is_child_support_law(file.person.age_group):
        yield "under18_now"


def _words(said: Code | tuple[Code, ...] | None, kind: Code, law: Law) -> str:
    codes = said if isinstance(said, tuple) else (said,) if said else ()
    return ", ".join(law.called(kind, code) for code in codes)


def _leg(leg: Leg, law: Law) -> str:
    """`Trung chuyển: Lào, 03/2021`."""
    when = f"{leg.month:02}/{leg.year}" if leg.month else f"{leg.year}" if leg.year else "chưa rõ khi nào"
    return f"{_words(leg.type, 'htcds_leg_type', law)}: {_words(leg.country, 'countries', law)}, {when}"
