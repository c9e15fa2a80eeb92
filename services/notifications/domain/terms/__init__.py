"""The terms that run at one agency's desk for one case: begun, moved and ended by what happened there."""

from collections.abc import Iterable
from functools import reduce

from services.notifications.domain.facts import Fact
from services.notifications.domain.terms.of_benefits import in_applications
from services.notifications.domain.terms.of_intake import in_protection, in_reception, in_verification
from services.notifications.domain.terms.of_reports import in_reports
from services.notifications.domain.terms.of_support import in_support
from services.notifications.domain.terms.running import Term, Terms

__all__ = ["Term", "terms"]
MATTERS = (in_reception, in_verification, in_protection, in_support, in_applications, in_reports)


def terms(happened: Iterable[tuple[int, Fact]]) -> dict[str, Term]:
    """What runs after all this; facts with their positions, in order."""
    return reduce(_after, happened, Terms()).running


def _after(now: Terms, happened: tuple[int, Fact]) -> Terms:
    at, fact = happened
    return reduce(lambda then, matter: matter(then, fact, at), MATTERS, now)
