"""What messages have in common: her wishes, where they are about her, and the grant under which an officer's note travels."""

from datetime import date
from typing import Any

from services.support.domain.file import File
from services.support.domain.referrals import LEGAL_DUTY
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Grant
from shared.kernel.when import When
from shared.kernel.words import Code


def her_wishes(file: File, contact: bool) -> dict[str, Any]:
    """What she wants kept from whom binds whoever works for her; the number to call, those who may have one."""
    return {
        "confidentiality": file.confidentiality,
        "representative_suspected": file.representative_suspected,
        "reachable": file.reachable,
        "safe_contact": file.safe_contact if contact else None,
    }


def remark(note: Sealed | None, purpose: Code) -> Grant | None:
    """An officer's note to another agency travels as part of the work both have to do."""
    return Grant(("note",), purpose, LEGAL_DUTY) if note else None


def latest(one: date | None, other: date | None) -> date | None:
    """The later of two last days; none at all outlasts both."""
    return max(one, other) if one and other else None


def day_of(when: When) -> date:
    """The day on which something was heard: that is what its entry says (`Ledger.hear`)."""
    assert when.start is not None
    return date.fromisoformat(when.start[:10])
