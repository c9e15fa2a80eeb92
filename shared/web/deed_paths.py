"""Which deed of an app an address means; none: there is no such page."""

from uuid import UUID

from starlette.exceptions import HTTPException

from shared.desk import Deed
from shared.kernel.people import Actor
from shared.web.cases import Cases, found


def deed_at(cases: Cases, path: str) -> Deed:
    """One that is done to a case that is there."""
    deed = cases.desk.deeds.get(path)
    if deed is None or deed is cases.opening:
        raise HTTPException(404)
    return deed


def deed_on(cases: Cases, path: str, actor: Actor, case: UUID) -> Deed:
    """What a case can begin with is done to a case that is there, or begins one under an id of ours: nobody chooses it."""
    deed = deed_at(cases, path)
    if deed.begins:
        found(cases, actor, case)
    return deed


def beginning(cases: Cases, path: str) -> Deed:
    """One that a case can begin with, beside the one that opens most."""
    deed = cases.desk.deeds.get(path)
    if deed is None or not deed.begins:
        raise HTTPException(404)
    return deed


def opening(cases: Cases) -> Deed:
    """The one that opens most cases."""
    if cases.opening is None:
        raise HTTPException(404)
    return cases.opening
