"""What happened when somebody was rescued, and what the receiving agency learns of it."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Contact, Identity, Note, Story
from shared.kernel.words import AgeGroup, Code, Ethnicity, Sex, UnitCode


@dataclass(frozen=True, kw_only=True)
class PersonRescued:
    """`rescued_by` is another body; None: the agency that wrote it down. What is known of her beside a report that
    stands already is said here, else in the report."""

    rescued_on: date
    unit: UnitCode | None = None
    place: Note | None = None
    rescued_by: Code | None = None
    essential_needs: tuple[Code, ...] = ()
    sex: Sex | None = None
    age_group: AgeGroup | None = None
    ethnicity: Ethnicity | None = None
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


@dataclass(frozen=True)
class RescueLearned:
    """By the agency that is to receive her: how she was found, and what she was given at once."""

    rescued_on: date
    unit: UnitCode | None = None
    rescued_by: Code | None = None
    essential_needs: tuple[Code, ...] = ()
    name: Identity | None = None
    birth: Identity | None = None
    contact: Contact | None = None
    story: Story | None = None


RescueEvent = PersonRescued | RescueLearned
