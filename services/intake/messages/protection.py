"""Who is told when her protection is asked for, no longer asked for, granted, declined, refused by her, or ended."""

from collections.abc import Iterator
from typing import assert_never

from services.intake.domain import File
from services.intake.domain.happened import (
    ProtectionAsked,
    ProtectionDeclined,
    ProtectionEnded,
    ProtectionEvent,
    ProtectionGranted,
    ProtectionRecallCameTooLate,
    ProtectionRecalled,
    ProtectionRecalledByAsker,
    ProtectionReceived,
    ProtectionRefused,
    ProtectionWasDeclined,
    ProtectionWasEnded,
    ProtectionWasGranted,
    ProtectionWasRefused,
)
from shared.contracts import intake as told
from shared.kernel.tell import Grant, Tell

DUTY = "legal_duty"
"""The basis of our grants (list `consent_bases`): which article, the version of the law named in the entry says."""


def tell_protection(event: ProtectionEvent, file: File) -> Iterator[Tell]:
    """The protector learns who she is and where she stays; those who asked learn what is done, never where or by whom."""
    note = Grant(("note",), "protection", DUTY)
    match event:
        case ProtectionAsked(of):
            grant = Grant(("identity", "contact", "relatives", "note"), "protection", DUTY)
            yield Tell(f"intake.{of}", _asked(event, file), grant)
        case ProtectionRecalled(of, reason):
            yield Tell(f"intake.{of}", told.ProtectionRecalled(reason, event.note), note)
        case ProtectionGranted(granted_on, protects, measures, number, until):
            granted = told.ProtectionGranted(granted_on, protects, measures, number, until)
            yield from (Tell(f"intake.{agency}", granted) for agency in event.told)
        case ProtectionDeclined(declined_on, reason):
            declined = told.ProtectionDeclined(declined_on, reason, event.note)
            yield from (Tell(f"intake.{agency}", declined, note) for agency in event.told)
        case ProtectionRefused(refused_on) | ProtectionWasRefused(refused_on):
            refused = told.ProtectionRefused(refused_on)
            yield from (Tell(f"intake.{agency}", refused) for agency in event.told)
        case ProtectionEnded(ended_on, reason):
            ended = told.ProtectionEnded(ended_on, reason)
            yield from (Tell(f"intake.{agency}", ended) for agency in event.told)
        case ProtectionReceived() | ProtectionWasGranted() | ProtectionWasDeclined() | ProtectionWasEnded():
            return
        case ProtectionRecalledByAsker() | ProtectionRecallCameTooLate():
            return
        case _:
            assert_never(event)


def _asked(event: ProtectionAsked, file: File) -> told.ProtectionAsked:
    person, care = file.person, file.care
    assert file.code
    return told.ProtectionAsked(
        file.code, file.unit, event.asked_on, event.due_on, event.protects, event.measures, event.her_wish,
        person.sex, person.age_group, person.ethnicity, care.safety.confidentiality if care.safety else (),
        care.child is not None and care.child.representative_suspected,
        person.name, person.birth, person.contact, person.safe_contact, person.staying_at, person.relatives, event.why,
    )  # fmt: skip
