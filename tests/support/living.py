"""What happens when people ask one thing after the other: for properties over any history."""

from collections.abc import Sequence
from typing import Any

from shared.kernel.decider import AnyDecider, Refused
from shared.kernel.law import Law


def live(decider: AnyDecider, commands: Sequence[object], law: Law, past: Sequence[object] = ()) -> list[Any]:
    """All that has happened then, after `past`. A refusal writes nothing, and what is said again at once is done once."""
    happened = [*past]
    for command in commands:
        try:
            happened += decider.decide(command, decider.replay(happened), law)
        except Refused:
            continue
        assert not decider.decide(command, decider.replay(happened), law), "said twice was done twice"
    return happened
