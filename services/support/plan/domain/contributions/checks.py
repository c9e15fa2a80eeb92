"""What donors and contributions both ask of a code: it is one of the plan's own lists."""

from services.support.plan.domain import checks
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code


def must_know(law: Law, kind: Code, code: Code) -> None:
    """`law` is that of the day of the deed: its plan brings the lists."""
    if law.plan is None:
        raise Refused("contribution.no_plan", "no plan runs on that day, so there are no lists to choose from")
    checks.must_know(law, kind, code)
