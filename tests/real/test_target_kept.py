"""Target T2 among ten thousand people, kept on its shelf in PostgreSQL: summed up from the view, no file is read."""

from collections.abc import Iterator
from dataclasses import replace
from time import process_time
from typing import Any
from uuid import UUID

import pytest
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres
from services.support.app.target import Targets
from services.support.domain.access_to_services import AskedFor, Help
from services.support.domain.target import Known, Share
from services.support.domain.words import ReferralStage
from services.support.projections.target import TARGET
from shared.kernel.words import AgeGroup, Ethnicity, Sex
from shared.testing import actor
from shared.views import Shelf, put
from tests.ledger.places import fresh
from tests.support.office import Office
from tests.support.samples import RECEIVED

MANY = 10_000
NEEDS = ("health", "psychology", "allowance")


@pytest.fixture
def pool(postgres: Postgres) -> Iterator[ConnectionPool[Any]]:
    with ConnectionPool(fresh(postgres)[1], min_size=1, max_size=2, kwargs={"autocommit": True}) as open_pool:
        yield open_pool


def known(number: int) -> Known:
    """Every second one has all she needs."""
    stage = ReferralStage.DELIVERED if number % 2 else ReferralStage.ACCEPTED
    services = ("treatment", "counselling", "initial_allowance")
    asked = tuple(AskedFor(UUID(int=number * 10 + n), service, "health", stage) for n, service in enumerate(services))
    return Known(
        "HT-7K2Q4-9", "20035", RECEIVED, Sex.FEMALE, AgeGroup.ADULT, Ethnicity.KINH, "citizen", "victim", None,
        Help(NEEDS, (), asked),
    )  # fmt: skip


def test_ten_thousand_people_are_answered_in_a_moment_and_again_at_once(pool: ConnectionPool[Any]) -> None:
    shelf = Shelf(TARGET, pool)
    with pool.connection() as conn:
        put(conn, TARGET, {str(UUID(int=n)): known(n) for n in range(MANY)})
    office = Office("labour")
    targets = replace(office.targets, known=shelf)
    lead = actor("labour", "case_lead")
    first, again = _seconds(targets, lead), _seconds(targets, lead)
    assert targets.now(lead).figures.victims == Share(MANY // 2, MANY)
    print(f"{MANY} people: {first * 1e3:.0f} ms, again {again * 1e3:.1f} ms")
    assert first < 3, "seconds of processor time: others on this machine have no part in it"
    assert again < 0.1, "nothing changed: nothing is summed up again"


def _seconds(targets: Targets, lead: Any) -> float:
    began = process_time()
    targets.now(lead)
    return process_time() - began
