"""Whose paper it is: the office that prints it, under which law, on which day; and how agencies and laws are written out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from shared.desk import Desk
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.words import AgencyId, Code, Confidence, UnitCode
from shared.papers import Letterhead, PrintMark
from shared.web.pages import small
from shared.web.words import Words


@dataclass(frozen=True)
class Office:
    """The desk that prints: its agency, the head of its papers, the town's day, the words it speaks, and the names of
    roles from the profile, where its papers name roles."""

    agency: AgencyId
    head: Letterhead
    law: Law
    words: Words
    roles: Mapping[Code, str]
    today: date


def office_of(desk: Desk, words: Words, request: Request, actor: Actor, roles: Mapping[Code, str]) -> Office:
    """The desk at which this officer prints; `roles` are the names of roles, from the profile."""
    agency, law = desk.ledger.agency, desk.law()
    head = letterhead(agency, actor, law, request.app.state.door.around.town)
    return Office(agency, head, law, words, roles, desk.today())


def letterhead(agency: AgencyId, actor: Actor, law: Law, town: str) -> Letterhead:
    """The agency, or the unit of an agency of several units; the day is left to whoever signs."""
    return Letterhead(full_name(law, agency, actor.unit), town)


def full_name(law: Law, agency: AgencyId, unit: UnitCode | None = None) -> str:
    """An agency in full, as letters write it; of an agency of several units the unit."""
    if unit and unit in law.units and law.units[unit].agency == agency:
        return f"Ủy ban nhân dân {small(law.units[unit].vi)}"
    return law.agencies[agency].vi if agency in law.agencies else agency


def cited(law: Law, basis: str) -> str:
    """`L2011 Điều 24` written out: "Điều 24 Luật Phòng, chống mua bán người …"."""
    code, _, article = basis.partition(" ")
    instrument = law.lists.get("instruments", {}).get(code)
    return f"{article} {instrument.vi}".strip() if instrument else basis


def basis_of(law: Law, term: Code) -> tuple[str, ...]:
    """What a letter rests on: the legal basis of the term that it keeps or begins."""
    found = law.terms.get(term)
    return tuple(cited(law, each) for each in found.legal_basis) if found else ()


def form_of(law: Law, paper: Code) -> tuple[str | None, bool]:
    """The number of a paper's form, where the profile knows one; and whether the form is confirmed."""
    item = law.lists.get("papers", {}).get(paper)
    return (item.form, item.confidence is Confidence.VERIFIED) if item else (None, False)


def mark_of(desk: Desk, paper: Code, case_code: Code | None, position: int) -> PrintMark:
    """What stands in the foot of a paper: its case (None: it is about many), the entry that recorded the printing, and
    what the profile says of its form."""
    form, confirmed = form_of(desk.law(), paper)
    return PrintMark(case_code, f"{desk.service}.{desk.ledger.agency}", position, desk.clock(), confirmed, form)


def pdf(content: bytes, paper: Code) -> Response:
    """A paper as the answer to a browser, which shows it; the file is called after the paper, never after a person."""
    return Response(
        content, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{paper}.pdf"'}
    )
