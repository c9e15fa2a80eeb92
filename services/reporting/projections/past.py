"""Cases as they stood on a past day, as it was known then or later: folded now from what was written down by then."""

from collections.abc import Iterable, Mapping, Sequence

from services.reporting.projections.ball import BALL, Ball
from services.reporting.projections.counting.clocks import AsOf, dated
from services.reporting.projections.persons import PERSONS, Person
from services.reporting.projections.told import Told
from shared.views import fold


def cases_on(histories: Iterable[Sequence[Told]], at: AsOf) -> tuple[Mapping[str, Person], Mapping[str, Ball]]:
    """Of each case of these histories, her and who held the ball. Of whom nothing was so by then there is no case yet."""
    persons: dict[str, Person] = {}
    balls: dict[str, Ball] = {}
    for history in histories:
        lines = [each.line for each in dated(history) if each.known <= at.known and each.true <= at.true]
        persons |= fold(PERSONS, lines)
        balls |= fold(BALL, lines)
    return persons, balls
