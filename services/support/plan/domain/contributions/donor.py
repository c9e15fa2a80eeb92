"""Who gives: a donor as the agency that was turned to knows them. Name and contact are sealed under keys of their own."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Annotated, assert_never

from msgspec import Meta

from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Contact, Identity, Note, Sealed
from shared.kernel.words import AgencyId, Code, PastDate, UnitCode

KINDS = "donor_kinds"
DonorKind = Annotated[Code, Meta(extra={"list": KINDS})]


@dataclass(frozen=True, kw_only=True)
class RecordDonor:
    """`named`: yes, name and gift may stand in public. Without a name: nobody knows it, or it was not to be written down."""

    agency: AgencyId
    unit: UnitCode | None = None
    kind: DonorKind
    name: Identity | None = None
    contact: Contact | None = None
    named: bool = False
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class CorrectDonor:
    """What was written down wrongly, or has changed; what is left empty stays as it is."""

    kind: DonorKind
    name: Identity | None = None
    contact: Contact | None = None
    note: Note | None = None


@dataclass(frozen=True, kw_only=True)
class SettleNaming:
    """The donor says yes or no to being named in public."""

    said_on: PastDate
    named: bool = False
    note: Note | None = None


Command = RecordDonor | CorrectDonor | SettleNaming


@dataclass(frozen=True)
class DonorRecorded:
    agency: AgencyId
    unit: UnitCode | None
    kind: Code
    named: bool = False
    name: Identity | None = None
    contact: Contact | None = None
    note: Note | None = None


@dataclass(frozen=True)
class DonorCorrected:
    """None: as it was before."""

    kind: Code
    name: Identity | None = None
    contact: Contact | None = None
    note: Note | None = None


@dataclass(frozen=True)
class DonorNamingSettled:
    said_on: date
    named: bool
    note: Note | None = None


Event = DonorRecorded | DonorCorrected | DonorNamingSettled


class DonorStage(StrEnum):
    NONE = "none"
    KEPT = "kept"


@dataclass(frozen=True)
class Donor:
    """As known today. `notes` are what officers wrote beside it, in their order."""

    stage: DonorStage = DonorStage.NONE
    unit: UnitCode | None = None
    kind: Code = "-"
    named: bool = False
    said_on: date | None = None
    name: Sealed | None = None
    contact: Sealed | None = None
    notes: tuple[Sealed, ...] = ()


def evolve(donor: Donor, event: Event) -> Donor:
    donor = replace(donor, notes=(*donor.notes, event.note) if event.note else donor.notes)
    match event:
        case DonorRecorded(unit=unit, kind=kind, named=named, name=name, contact=contact):
            return replace(
                donor, stage=DonorStage.KEPT, unit=unit, kind=kind, named=named, name=name, contact=contact
            )  # fmt: skip
        case DonorCorrected(kind=kind, name=name, contact=contact):
            return replace(donor, kind=kind, name=name or donor.name, contact=contact or donor.contact)
        case DonorNamingSettled(said_on=said_on, named=named):
            return replace(donor, said_on=said_on, named=named)
        case _:
            assert_never(event)


def decide(command: Command, donor: Donor, law: Law) -> Sequence[Event]:
    match command:
        case RecordDonor():
            return _record(command, donor, law)
        case CorrectDonor():
            return _correct(command, donor, law)
        case SettleNaming():
            return _settle(command, donor)
        case _:
            assert_never(command)


def _record(command: RecordDonor, donor: Donor, law: Law) -> list[Event]:
    if donor.stage is DonorStage.KEPT:
        raise Refused("donor.kept_already", "this donor is written down")
    must_know(law, KINDS, command.kind)
    if command.named and command.name is None:
        raise Refused("donor.named_without_name", "nobody can be named whose name is not known")
    return [DonorRecorded(**vars(command))]


def _correct(command: CorrectDonor, donor: Donor, law: Law) -> list[Event]:
    _must_be_kept(donor)
    must_know(law, KINDS, command.kind)
    said = (command.name, command.contact, command.note)
    if command.kind == donor.kind and not any(each is not None for each in said):
        return []
    return [DonorCorrected(**vars(command))]


def _settle(command: SettleNaming, donor: Donor) -> list[Event]:
    """What was said last counts, whenever it was written down."""
    _must_be_kept(donor)
    if command.named == donor.named and command.note is None:
        return []
    if command.named and donor.name is None:
        raise Refused("donor.named_without_name", "nobody can be named whose name is not known")
    if donor.said_on and command.said_on < donor.said_on:
        raise Refused("donor.said_later", f"the donor spoke of it again on {donor.said_on}")
    return [DonorNamingSettled(**vars(command))]


def _must_be_kept(donor: Donor) -> None:
    if donor.stage is DonorStage.NONE:
        raise Refused("donor.unknown", "no such donor is written down here")


DONOR: Decider[Donor, Command, Event] = Decider(
    "support.donor", "donor", Donor(), evolve, decide, (DonorRecorded, DonorCorrected, DonorNamingSettled)
)
