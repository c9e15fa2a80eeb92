"""What the law may have for her, by what she is and how far the procedure has come (L2011 Điều 32)."""

from dataclasses import replace
from datetime import date

import pytest

from services.intake.domain import CASE
from services.intake.domain.happened import Event, FoundNotVictim, VictimIdentified
from services.intake.pages.entitled import Entitled, entitled
from tests.intake.desks import PROFILE
from tests.intake.samples import ANSWERED, NOTICE, RECEPTION, VERIFYING_FILE

LAW = PROFILE.law_on(date(2023, 5, 5))
VICTIM = VictimIdentified("POLICE_DISTRICT_CERT", "07/GXN", ANSWERED, ANSWERED, "34/CATX")
ALL = ["ESSENTIAL_TRAVEL", "MEDICAL", "PSYCHOLOGICAL", "LEGAL_AID", "EDU_VOCATIONAL", "INITIAL_ALLOWANCE_LOAN"]


def of(*past: Event) -> Entitled | None:
    return entitled(CASE.replay(past), LAW)


def codes(regimes: tuple[object, ...]) -> list[str]:
    return [getattr(regime, "code") for regime in regimes]  # noqa: B009


@pytest.mark.parametrize(
    ("person_status", "later"),
    [("citizen", ALL[1:]), ("stateless_resident", ALL[1:]), ("foreigner", ALL[1:4]), ("accompanying_minor", ALL[1:3]),
     ("not_known", [])],
)  # fmt: skip
def test_essential_needs_do_not_wait_and_the_rest_follows_from_what_she_is(
    person_status: str, later: list[str]
) -> None:
    found = of(NOTICE, replace(RECEPTION, person_status=person_status))
    assert found is not None
    assert codes(found.now) == ["ESSENTIAL_TRAVEL"]
    assert codes(found.later) == later
    assert (found.as_whom is None) == (not later)


def test_an_identified_victim_is_shown_all_of_it_as_hers() -> None:
    found = of(*VERIFYING_FILE, VICTIM)
    assert found is not None
    assert (codes(found.now), found.later) == (ALL, ())


def test_nothing_is_said_before_reception_nor_to_who_is_no_victim() -> None:
    assert of(NOTICE) is None
    assert of(*VERIFYING_FILE, FoundNotVictim(ANSWERED, "35/CATX")) is None
