"""A real instance as its set-up makes it: what it is told can be found and is described to the matcher, and a key destroyed
by another process takes all of it along."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest

from deploy.parts.postgres import Postgres
from services.intake.domain import CASE
from services.intake.domain.matching import MATCHING, PersonDescribed
from services.intake.main import intake
from shared.instance import Instance
from shared.kernel.sealed import Sealed
from shared.search.typed import read_typed
from shared.testing import actor, record
from tests.bench.cases import report
from tests.bench.office import COMMUNES, LABOUR, Offices, offices

OFFICER = actor("communes", "commune_officer", unit="20035")


@pytest.fixture(scope="module")
def of(scratch_home: Path, postgres: Postgres) -> Offices:
    home = scratch_home / "searching"
    home.mkdir(mode=0o755)
    return offices(home, postgres)


@pytest.fixture
def communes(of: Offices) -> Iterator[Instance]:
    with of.instance(COMMUNES) as instance:
        yield instance


def told(instance: Instance, of: Offices, name: str) -> UUID:
    case = uuid4()
    command = replace(report(case, "communes"), name=Sealed(name), birth=Sealed("2001"))
    record(instance.ledger, CASE, case, command, law=of.law)
    return case


def settled(instance: Instance) -> None:
    """What the worker does until there is nothing more to do."""
    while instance.keep_views():
        pass


def found(instance: Instance, words: str) -> list[UUID]:
    seeker = intake(instance).seeker
    assert seeker
    return [each.case for each in seeker.seek(OFFICER, read_typed(words)).cases]


def described(instance: Instance, case: UUID) -> list[PersonDescribed]:
    return [entry.fact for entry in instance.ledger.load(MATCHING, case).entries]


def count(instance: Instance, case: UUID) -> int:
    with instance.pool.connection() as conn:
        row: Any = conn.execute("SELECT count(*) FROM search_token WHERE case_id = %s", [case]).fetchone()
    return int(row[0])


def test_what_is_told_is_found_and_described_once_however_often_the_worker_looks(
    communes: Instance, of: Offices
) -> None:
    case = told(communes, of, "Nguyễn Thị Hương Vân")
    settled(communes)
    assert communes.kept == communes.store.last()
    assert found(communes, "huong van 2001") == [case]
    (fact,) = described(communes, case)
    assert fact.matcher == "labour"
    settled(communes)
    assert communes.kept == communes.store.last()
    assert len(described(communes, case)) == 1


def test_a_key_destroyed_by_another_process_takes_tokens_and_description_along_at_the_next_look(
    communes: Instance, of: Offices
) -> None:
    case = told(communes, of, "Phạm Thị Quỳnh Trâm")
    settled(communes)
    assert found(communes, "quynh tram") == [case]
    whole = count(communes, case)
    with of.instance(COMMUNES) as another:
        another.vault.destroy("case", str(case), "identity")
    settled(communes)
    assert found(communes, "quynh tram") == []
    assert case in found(communes, "0900 000 000")
    assert 0 < count(communes, case) < whole
    first, second = described(communes, case)
    assert (first.name_tokens is None, second.name_tokens is None) == (False, True)
    assert second.number_tokens is not None


def test_every_intake_of_the_town_compares_under_the_same_key_and_searches_under_its_own(of: Offices) -> None:
    with of.instance(COMMUNES) as one, of.instance(LABOUR) as other:
        assert one.settings.matching_key() == other.settings.matching_key()  # type: ignore[attr-defined]
        assert one.vault.derived("trove-search/v1") != other.vault.derived("trove-search/v1")
