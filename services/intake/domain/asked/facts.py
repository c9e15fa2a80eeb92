"""What people ask about the trafficking itself: acts, means, purposes, and the journey, in the words of HTCDS 2.0.

Field names from the Human Trafficking Case Data Standard (HTCDS) v2.0 by IOM, CC BY 4.0.
"""

from dataclasses import dataclass

from services.intake.domain.journey import Leg
from services.intake.domain.words import (
    ControlMethod,
    CorrectionReason,
    Exploitation,
    Industry,
    Purpose,
    RecruitmentMethod,
    Route,
    SexExploitation,
    TraffickerRelation,
    TraffickingAct,
    TraffickingMeans,
    WebsiteOrApp,
)
from shared.kernel.sealed import Identity, Story, Suspect
from shared.kernel.words import AgeGroup, PastDate


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """`type_of_exploitation` is `vic_TypeOfExploitation` of the standard, and so on; the legs are its `hte_` rows."""

    recorded_on: PastDate
    acts: tuple[TraffickingAct, ...] = ()
    means: tuple[TraffickingMeans, ...] = ()
    purposes: tuple[Purpose, ...]
    primary_purpose: Purpose
    age_at_act: AgeGroup = AgeGroup.UNKNOWN
    relationship_to_trafficker: TraffickerRelation | None = None
    method_of_recruitment: tuple[RecruitmentMethod, ...] = ()
    recruitment_websites_and_apps: tuple[WebsiteOrApp, ...] = ()
    methods_of_control: tuple[ControlMethod, ...] = ()
    type_of_exploitation: tuple[Exploitation, ...] = ()
    type_of_sex_exploitation: tuple[SexExploitation, ...] = ()
    forced_labour_industry: Industry | None = None
    exploitation_websites_and_apps: tuple[WebsiteOrApp, ...] = ()
    legs: tuple[Leg, ...] = ()
    route: Route | None = None
    returned_on: PastDate | None = None
    birth: Identity | None = None
    places: Story | None = None
    story: Story | None = None
    suspect: Suspect | None = None


@dataclass(frozen=True, kw_only=True)
class RecordTraffickingFacts(_Facts):
    """For those who verify or rescued. What was told before stands in the form already: nobody asks her twice."""


@dataclass(frozen=True, kw_only=True)
class CorrectTraffickingFacts(_Facts):
    """The facts as they are known now, and why they are told otherwise: both entries stay."""

    reason: CorrectionReason
