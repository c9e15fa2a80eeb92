"""What a paper is made from: an application in its file, and the sealed values that whoever prints may read."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from services.support.domain.benefits.claims import Claim
from services.support.domain.file import File
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code, UnitCode
from shared.web.office import Office, full_name

Told = Mapping[Code, Mapping[str, Any]]
"""Values in clear, by section and field. What nobody told, or may not be read here, is not among them."""


class OfClaim(NamedTuple):
    """An application, in the lead's file."""

    file: File
    claim: Claim


def who(file: File) -> dict[str, Sealed | None]:
    """Her name and birth, as they stand on a paper that is about her."""
    return {"name": file.opened.name, "birth": file.opened.birth} if file.opened else {}


def named(told: Told, field: str) -> str | None:
    """A value of her identity, or None for a dotted line."""
    value = told.get("identity", {}).get(field)
    return str(value) if value else None


def unit_of(file: File) -> UnitCode | None:
    return file.opened.unit if file.opened else None


def desk_of(claim: Claim, file: File, office: Office) -> str:
    """The office of the commune at whose one-stop desk she applies."""
    return full_name(office.law, claim.guided.agency, claim.guided.unit or unit_of(file))
