"""Small questions that several rules ask before they say yes."""

from shared.kernel.checks import must_know
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code


def must_provide(law: Law, service: Code, agency: AgencyId) -> None:
    """The service is known, and the agency holds the power it needs."""
    must_know(law, "services", service)
    power, asked = law.lists["services"][service].group, law.agencies.get(agency)
    if asked is None:
        raise Refused("agency.unknown", f"no agency {agency} on this day")
    if power is not None and power not in asked.powers:
        raise Refused("agency.not_competent", f"{agency} does not hold the power {power}")
