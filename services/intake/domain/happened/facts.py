"""What became known of the trafficking itself, in the words of HTCDS 2.0; a correction stands beside what it corrects."""

from dataclasses import dataclass
from datetime import date

from services.intake.domain.journey import Leg
from shared.kernel.sealed import Identity, Story, Suspect
from shared.kernel.words import AgeGroup, Code


@dataclass(frozen=True, kw_only=True)
class _Facts:
    """Coarse codes in the open; what she told, who is suspected and where it was are sealed."""

    recorded_on: date
    acts: tuple[Code, ...] = ()
    means: tuple[Code, ...] = ()
    purposes: tuple[Code, ...]
    primary_purpose: Code
    age_at_act: AgeGroup = AgeGroup.UNKNOWN
    relationship_to_trafficker: Code | None = None
    method_of_recruitment: tuple[Code, ...] = ()
    recruitment_websites_and_apps: tuple[Code, ...] = ()
    methods_of_control: tuple[Code, ...] = ()
    type_of_exploitation: tuple[Code, ...] = ()
    type_of_sex_exploitation: tuple[Code, ...] = ()
    forced_labour_industry: Code | None = None
    exploitation_websites_and_apps: tuple[Code, ...] = ()
    legs: tuple[Leg, ...] = ()
    route: Code | None = None
    returned_on: date | None = None
    birth: Identity | None = None
    places: Story | None = None
    story: Story | None = None
    suspect: Suspect | None = None


@dataclass(frozen=True, kw_only=True)
class TraffickingFactsRecorded(_Facts):
    pass


@dataclass(frozen=True, kw_only=True)
class TraffickingFactsCorrected(_Facts):
    reason: Code


FactsEvent = TraffickingFactsRecorded | TraffickingFactsCorrected
