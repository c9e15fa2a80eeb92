"""What leaves the system as a file: for whom, for what and by which right it was made, and how to know it again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, TypeAlias

from msgspec import Meta

from services.reporting.domain.finding import Place
from shared.kernel.checks import must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.law import Law
from shared.kernel.sealed import Note
from shared.kernel.words import Code, Digest, PastDate

RECIPIENTS, PURPOSES, BASES = "export_recipients", "export_purposes", "export_bases"
OTHER, NAMED = "other", "named"
"""What no list names, a code or the group of an item: the note has to say who, what for, or by which paper."""


class Form(StrEnum):
    """As what it is given: HTCDS 2.0 without and with what is ours, or tables in the codes of the profile."""

    HTCDS_STRICT = "htcds_strict"
    HTCDS_EXTENDED = "htcds_extended"
    TABLES = "tables"


@dataclass(frozen=True, kw_only=True)
class Made:
    """The file: how many people it tells of and how many it leaves out, its SHA-256, up to which entry of which journal it was
    made and by which definition; `scope` stands for whoever gets it, under whose pseudonyms people stand there."""

    records: int
    left_out: int
    digest: Digest
    definition: Digest
    scope: Digest
    positions: tuple[Place, ...]


@dataclass(frozen=True, kw_only=True)
class GiveExport:
    """The desk adds the file it would be."""

    form: Form
    as_of: PastDate | None = None
    recipient: Annotated[Code, Meta(extra={"list": RECIPIENTS})]
    purpose: Annotated[Code, Meta(extra={"list": PURPOSES})]
    basis: Annotated[Code, Meta(extra={"list": BASES})]
    note: Note | None = None
    warned: bool
    made: Made | None = None


@dataclass(frozen=True, kw_only=True)
class ExportGiven:
    """This file was made to be given away, before anybody had it."""

    form: Form
    as_of: date
    recipient: Code
    purpose: Code
    basis: Code
    made: Made
    note: Note | None = None


Command: TypeAlias = GiveExport
Event: TypeAlias = ExportGiven


@dataclass(frozen=True)
class Export:
    given: ExportGiven | None = None


def evolve(_: Export, event: Event) -> Export:
    return Export(event)


def decide(command: Command, export: Export, law: Law) -> Sequence[Event]:
    if command.made is None or command.as_of is None:
        raise Refused("export.unknown", "there is no such file")
    must_know(law, RECIPIENTS, command.recipient)
    must_know(law, PURPOSES, command.purpose)
    must_know(law, BASES, command.basis)
    if not command.warned:
        raise Refused("export.not_warned", "whoever exports has to know that a file leaves the system")
    if command.note is None and (named_apart(command, law) or _named(law, BASES, command.basis)):
        raise Refused("export.say_whom", "what no list names has to be said in the note")
    if not command.made.records:
        raise Refused("export.nobody", "there is nobody to be told of")
    if export.given:
        raise Refused("export.given_already", "another file is another export")
    return [
        ExportGiven(
            form=command.form, as_of=command.as_of, recipient=command.recipient, purpose=command.purpose,
            basis=command.basis, made=command.made, note=command.note,
        )
    ]  # fmt: skip


def named_apart(command: Command, law: Law) -> bool:
    """Whoever gets it, or what for, is said by the note alone."""
    return _named(law, RECIPIENTS, command.recipient) or _named(law, PURPOSES, command.purpose)


def _named(law: Law, kind: Code, code: Code) -> bool:
    item = law.lists.get(kind, {}).get(code)
    return code == OTHER or (item is not None and item.group == NAMED)


EXPORT: Decider[Export, Command, Event] = Decider(
    "reporting.export", "export", Export(), evolve, decide, (ExportGiven,)
)
