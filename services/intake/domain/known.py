"""What is known of her, and of those who care for her: the parts of a file."""

from dataclasses import dataclass, fields, replace
from typing import assert_never

from services.intake.domain.happened import (
    AccompanyingMinorRecorded,
    CareEvent,
    ChildCareArranged,
    Event,
    InterpreterEngaged,
    SafetyAssessed,
)
from shared.kernel.sealed import Contact, Identity, Relatives, Story, Suspect
from shared.kernel.words import AgeGroup, Ethnicity, Sex


@dataclass(frozen=True)
class Person:
    """What we know of her: coarse facts in the open, all else sealed. The field names are those of the events."""

    sex: Sex = Sex.UNKNOWN
    age_group: AgeGroup = AgeGroup.UNKNOWN
    ethnicity: Ethnicity = Ethnicity.UNKNOWN
    name: Identity | None = None
    birth: Identity | None = None
    ethnic_group: Identity | None = None
    language: Identity | None = None
    staying_at: Contact | None = None
    contact: Contact | None = None
    safe_contact: Contact | None = None
    relatives: Relatives | None = None
    representative_person: Relatives | None = None
    story: Story | None = None
    suspect: Suspect | None = None

    def after(self, event: Event) -> "Person":
        """What is said later replaces what was said before; what is not said again stays. Of others (a child that came
        with her) nothing is hers."""
        if isinstance(event, AccompanyingMinorRecorded):
            return self
        said = {f.name: getattr(event, f.name, None) for f in fields(self)}
        return replace(self, **{name: value for name, value in said.items() if value is not None})


@dataclass(frozen=True)
class Care:
    """Her safety, her interpreter, the minors with her, and a child's own path; the newest of each holds."""

    safety: SafetyAssessed | None = None
    interpreter: InterpreterEngaged | None = None
    minors: tuple[AccompanyingMinorRecorded, ...] = ()
    child: ChildCareArranged | None = None

    def after(self, event: CareEvent) -> "Care":
        match event:
            case SafetyAssessed():
                return replace(self, safety=event)
            case InterpreterEngaged():
                return replace(self, interpreter=event)
            case AccompanyingMinorRecorded():
                return replace(self, minors=(*self.minors, event))
            case ChildCareArranged():
                return replace(self, child=event)
            case _:
                assert_never(event)


NOTHING_YET, NO_CARE_YET = Person(), Care()
