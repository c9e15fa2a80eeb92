"""What the profile says of a service: in what it is counted, whether there can be more than one, how it can end, and where.

The lists `measures`, `outcomes` and `places` of the law in force. A service nobody gave a measure is counted in times.
"""

from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Item, Law
from shared.kernel.words import Code

ONE = "one"
"""The group of a measure of which there is a single one: a card, a loan."""


def measure_of(service: Code, law: Law) -> Item | None:
    """What a service is counted in; None where the law in force does not say."""
    item = law.lists.get("services", {}).get(service)
    return law.lists.get("measures", {}).get(item.measure) if item and item.measure else None


def in_measure(service: Code, quantity: int, outcome: Code | None, law: Law) -> str | None:
    """How many in words: "6 buổi"; the number alone where the law in force has no measure for it. Of a service of which there is
    one its outcome says enough: "1 khoản vay" would promise a loan that was refused."""
    measure = measure_of(service, law)
    if outcome and is_singular(service, law):
        return None
    return f"{quantity} {measure.vi}" if measure else str(quantity)


def is_singular(service: Code, law: Law) -> bool:
    measure = measure_of(service, law)
    return measure is not None and measure.group == ONE


def outcomes_of(service: Code, law: Law) -> tuple[Code, ...]:
    """How a service can end; none, where it just reaches her."""
    item = law.lists.get("services", {}).get(service)
    return item.outcomes if item else ()


def keeps_own_notes(service: Code, law: Law) -> bool:
    """May whoever gives it keep notes that nobody else reads?"""
    item = law.lists.get("services", {}).get(service)
    return item is not None and item.own_notes


def must_count(service: Code, quantity: int, law: Law) -> None:
    """At least one, and no more than one where more makes no sense."""
    if quantity < 1:
        raise Refused("service.nothing_delivered", "at least one was delivered")
    if quantity > 1 and is_singular(service, law):
        raise Refused("service.only_one", f"{service} is given once, not {quantity} times")


def must_end_as(service: Code, outcome: Code | None, law: Law) -> None:
    """A service that can end in several ways ended in one of its own; one that cannot, in none."""
    if outcome is None and (known := outcomes_of(service, law)):
        raise Refused("service.outcome_missing", f"{service} ends as one of {', '.join(known)}")
    must_be_its_own(service, outcome, law)


def must_be_its_own(service: Code, outcome: Code | None, law: Law) -> None:
    """An outcome, where one is told, is one of this service."""
    if outcome is not None and outcome not in outcomes_of(service, law):
        raise Refused("service.outcome_of_another", f"{service} does not end as `{outcome}`")


def must_be_somewhere(place: Code | None, law: Law) -> None:
    """The list is open at its end: it has a word for everywhere else."""
    must_know(law, "places", place)
