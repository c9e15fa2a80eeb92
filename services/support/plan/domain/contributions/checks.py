"""What several rules of a contribution ask."""

from services.support.plan.domain.contributions.gift import OPEN, Gift, Stage
from shared.kernel.decider import Refused

USES = "contribution_uses"


def must_be_open(gift: Gift) -> None:
    if gift.stage is Stage.NONE:
        raise Refused("contribution.unknown", "no such contribution is written down here")
    if gift.stage not in OPEN:
        raise Refused("contribution.ended", f"it is {gift.stage}")
