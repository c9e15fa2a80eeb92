"""What the law may have for her, now and once she is identified: so that an officer with a first case need not search."""

from typing import NamedTuple

from services.intake.domain import File
from services.intake.domain.words import Stage
from shared.kernel.law import Law
from shared.kernel.regimes import Regime

AWAITING = "awaiting_verification"
"""The status of the law for everybody who is not identified yet (ND09 Điều 19)."""


class Entitled(NamedTuple):
    """Regimes by when: `now`, and `later` when she is found to be a victim; `as_whom` are the law's words for her then."""

    now: tuple[Regime, ...]
    later: tuple[Regime, ...]
    as_whom: str | None


def entitled(file: File, law: Law) -> Entitled | None:
    """None before reception, and for who was found not to be a victim: general assistance is then the way."""
    if file.reception is None or file.stands is Stage.NOT_VICTIM:
        return None
    item = law.lists.get("person_statuses", {}).get(file.reception.person_status)
    status = law.lists.get("statuses", {}).get(item.group) if item and item.group else None
    regimes = law.regimes_for(status.code) if status and status.code != AWAITING else ()
    as_whom = status.vi if regimes and status else None
    if file.stands is Stage.VICTIM:
        return Entitled(regimes, (), as_whom)
    now = law.regimes_for(AWAITING)
    return Entitled(now, tuple(regime for regime in regimes if regime not in now), as_whom)
