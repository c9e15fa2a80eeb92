"""What the rules of every service ask before they say yes."""

from datetime import date

from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code


def must_know(law: Law, kind: Code, *codes: Code | None) -> None:
    """Each code given stands in that list of the law in force."""
    if unknown := [code for code in codes if code is not None and not law.knows(kind, code)]:
        raise Refused("code.unknown", f"{', '.join(unknown)} not in the list {kind}")


def must_follow(day: date | None, earlier: date | None, rule: Code) -> None:
    """Nothing is done before what it follows from."""
    if day is not None and earlier is not None and day < earlier:
        raise Refused(rule, f"{day} is before {earlier}")
