"""The small words of difficulties."""

from enum import StrEnum


class Stage(StrEnum):
    """How far a difficulty is."""

    NONE = "none"
    RAISED = "raised"
    TAKEN = "taken"
    GUIDED = "guided"
    SENT_UP = "sent_up"
    REPLIED = "replied"
    REOPENED = "reopened"
    SETTLED = "settled"


class Holder(StrEnum):
    """Whose turn it is."""

    RAISER = "raiser"
    LEAD = "lead"
    ABOVE = "above"


HOLDS = {
    Stage.RAISED: Holder.LEAD,
    Stage.TAKEN: Holder.LEAD,
    Stage.REOPENED: Holder.LEAD,
    Stage.SENT_UP: Holder.ABOVE,
    Stage.GUIDED: Holder.RAISER,
    Stage.REPLIED: Holder.RAISER,
}
"""Nobody holds what is settled. What was said lies with whoever raised it: they say whether it helps."""
OPEN = frozenset(HOLDS)
