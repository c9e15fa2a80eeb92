"""The two ages at which the law draws a line, at the act and now: under 16 in the penal code, under 18 for support."""

from shared.kernel.decider import Refused
from shared.kernel.words import AgeGroup, Code

GROWING = (AgeGroup.UNDER_16, AgeGroup.FROM_16_TO_17, AgeGroup.ADULT)


def is_under16_penal(age: AgeGroup) -> bool | None:
    """Under 16: Penal Code 2015 Điều 151, which asks for no means. None where the age is not known."""
    return None if age is AgeGroup.UNKNOWN else age is AgeGroup.UNDER_16


def is_child_support_law(age: AgeGroup) -> bool | None:
    """Under 18: a minor in the law on support (L2011 Điều 32: người chưa thành niên), who from 01/07/2025 needs no means
    to be a victim either (Luật 53/2024/QH15 Điều 2 khoản 1). None where the age is not known."""
    return None if age is AgeGroup.UNKNOWN else age is not AgeGroup.ADULT


def must_have_grown(now: AgeGroup, at_act: AgeGroup, rule: Code) -> None:
    """Nobody is younger now than when it happened."""
    known = AgeGroup.UNKNOWN not in (now, at_act)
    if known and GROWING.index(now) < GROWING.index(at_act):
        raise Refused(rule, "nobody is younger now than when it happened")
