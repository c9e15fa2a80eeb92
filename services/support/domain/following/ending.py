"""Whether a case may be closed: was she asked what she thinks, is she at home again; and what a death closes."""

from services.support.domain.benefits.claim_events import PaymentAssigned
from services.support.domain.case_commands import CloseCase
from services.support.domain.case_events import CaseClosed
from services.support.domain.file import File
from services.support.domain.following.commands import RecordDeath
from services.support.domain.following.words import COMPLETED, DECEASED
from services.support.domain.words import ClaimStage
from shared.kernel.decider import Refused
from shared.kernel.sealed import Note
from shared.kernel.words import Code

FINDS_NOBODY = frozenset({DECEASED, "lost_contact"})
"""Reasons for closing that no open referral can hold up, and with which nobody is there to be asked."""
NOT_AT_HOME_AGAIN = "reintegration.not_reached"
"""Closed as at home again while areas of her life are not: a warning, since no law says when she is."""


def closing(command: CloseCase, file: File) -> CaseClosed:
    """The closing as it would be written down, with what has to be said of it."""
    early = command.reason == COMPLETED and bool(file.following.not_reached)
    return CaseClosed(**vars(command), warnings=(NOT_AT_HOME_AGAIN,) if early else ())


def must_have_asked_her(reason: Code, her_view: Note | None, not_asked: Code | None) -> None:
    """Refused unless her view stands there, or why she could not be asked. A death has a deed of its own."""
    if reason == DECEASED:
        raise Refused("closing.death_first", "a death is recorded, and closes the case")
    if her_view and not_asked:
        raise Refused("closing.asked_or_not", "her view, or why there is none")
    if reason not in FINDS_NOBODY and not her_view and not not_asked:
        raise Refused("closing.her_view_missing", "was she asked?")


def closed_by_death(command: RecordDeath) -> CaseClosed:
    """With the day of her death, the case is closed."""
    return CaseClosed(command.died_on, DECEASED)


def payments_ordered_again(file: File) -> list[PaymentAssigned]:
    """A death suspended all that was granted and not paid. Taken up again, since it was written down in error, it is ordered
    anew from whoever pays, unless it is stopped for good meanwhile."""
    if file.closed is None or file.closed.reason != DECEASED:
        return []
    granted = [claim for claim in file.claims if claim.stage is ClaimStage.GRANTED and claim.stop is None]
    return [claim.assigned for claim in granted if claim.assigned]
