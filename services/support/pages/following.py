"""Visits on the page of a case: which deeds carry them on, the risk over time, each area of her life beside its goal."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.support.domain.benefits.claims import Claim
from services.support.domain.entitlement import NOBODY_BURIES
from services.support.domain.file import File
from services.support.domain.following.events import DeathRecorded, GoalAgreed
from services.support.domain.following.track import AreaSaid, Following
from services.support.domain.following.words import DeathPlace, RelativesCare
from services.support.domain.words import ClaimStage
from shared.kernel.deadlines import Deadline
from shared.kernel.law import Item, Law
from shared.kernel.words import Code

VISIT_TERM = "follow_up_visit"
"""How often somebody is visited: the term of the law that has no length."""


def paths_of_visits(now: Following) -> tuple[str, ...]:
    """The schedule first, until one was agreed; a missed visit where one was expected."""
    missed = ("missed-visit",) if now.next_on or now.agreed else ()
    reviewed = ("reintegration",) if now.visits or now.agreed else ()
    return ("follow-up", *missed, "visits", *reviewed) if now.agreed else ("visits", "follow-up", *missed, *reviewed)


@dataclass(frozen=True)
class AreaLine:
    """An area of her life: the goal that stands for it, and what was said of it last."""

    area: Code
    goal: GoalAgreed | None
    said: AreaSaid | None


@dataclass(frozen=True)
class Followed:
    """What the page says of following. `unpaid` is money that was granted and is paid to nobody, since she died; `burial` the
    rule by which a facility buries her, where it may apply; `interval` why no day follows by itself."""

    areas: Sequence[AreaLine]
    unpaid: Sequence[Claim]
    interval: Deadline | None
    burial: Item | None


def followed(file: File, law: Law) -> Followed:
    now, goals = file.following, {goal.area: goal for goal in file.following.standing_goals}
    lines = [AreaLine(area, goals.get(area), now.said_of(area)) for area in law.listed("reintegration_areas")]
    said = [line for line in lines if line.goal or line.said]
    granted = [claim for claim in file.claims if claim.stage is ClaimStage.GRANTED] if now.death else []
    interval = law.deadline(VISIT_TERM, now.last_on) if now.last_on else None
    return Followed(said, granted, interval, _burial(now.death, law))


def _burial(death: DeathRecorded | None, law: Law) -> Item | None:
    alone = death and death.place is DeathPlace.FACILITY and death.kin is not RelativesCare.TAKE_CARE
    return law.lists.get("conditions", {}).get(NOBODY_BURIES) if alone else None
