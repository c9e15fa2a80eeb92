"""The last day of a referral: until then it can be answered and what went along be read, and not a day longer.

The day that is judged is always given: that of the deed, or the town's day where somebody looks. No last day means: as long
as the duty lasts for which it was asked (the first examination, L2011 Điều 24), or nothing of her file went along.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.support.domain.words import OPEN_STAGES, ReferralStage
from shared.kernel.decider import Refused
from shared.kernel.words import PastDate


@dataclass(frozen=True)
class ProlongReferral:
    """The lead and she agree that what was granted runs on until a later day; an offer that had expired stands again."""

    referral: UUID
    prolonged_on: PastDate
    until: date
    she_agrees: bool


@dataclass(frozen=True)
class HearLongerUntil:
    """The lead told the agency the new last day."""

    referral: UUID
    until: date


@dataclass(frozen=True)
class ReferralProlonged:
    referral: UUID
    prolonged_on: date
    until: date


@dataclass(frozen=True)
class LongerUntilHeard:
    """At the agency: what was granted runs until then."""

    referral: UUID
    until: date


PROLONGED = frozenset({*OPEN_STAGES, ReferralStage.DELIVERED})
"""What was turned down, or ended with the case, is offered anew instead."""

AS_KEPT = date.min
"""The day to ask for a stage as it is kept, expired or not: no last day is before it."""


def runs(until: date | None, day: date) -> bool:
    """Does what was granted still run on this day?"""
    return until is None or day <= until


def stage_on(stage: ReferralStage, until: date | None, day: date) -> ReferralStage:
    """How far a referral is on this day: an offer nobody answered in time is expired."""
    return ReferralStage.EXPIRED if stage is ReferralStage.OFFERED and not runs(until, day) else stage


def must_run(stage: ReferralStage, until: date | None, day: date | None) -> None:
    """Refused when an offer is answered on a day after its last one; without a day of its own a deed is never late."""
    if day is not None and stage_on(stage, until, day) is ReferralStage.EXPIRED:
        raise Refused("referral.has_expired", f"{day} is after {until}")


def must_prolong(stage: ReferralStage, now: date | None, asked: ProlongReferral) -> None:
    """Refused unless she agrees and the new day is a later one of something that has a last day."""
    if stage not in PROLONGED or now is None:
        raise Refused("referral.not_prolonged", f"the referral stands at `{stage}`, until {now}")
    if not asked.she_agrees:
        raise Refused("referral.prolonged_without_consent", "what goes along is hers to prolong")
    if asked.until <= now or asked.until < asked.prolonged_on:
        raise Refused("referral.until_not_later", f"{asked.until} is not after {now}")
