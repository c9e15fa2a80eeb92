"""By what a view keeps the entries of a ledger."""

from collections.abc import Callable

from shared.kernel.decider import AnyDecider
from shared.ledger.stored import Entry


def by_subject(*of: AnyDecider) -> Callable[[Entry], str | None]:
    """A line for each file of these aggregates, by its id; entries of others are in none."""
    events = tuple(event for each in of for event in each.events)
    return lambda entry: str(entry.body.subject) if isinstance(entry.fact, events) else None
