"""Made-up people whose reports stand in a real ledger of intake, and the index that is kept from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

import psycopg
from psycopg_pool import ConnectionPool

from deploy.parts.postgres import Postgres, fresh_database
from services.intake.domain import CASE
from services.intake.projections import QUEUE, SEARCHED
from shared.kernel.codes import case_code
from shared.kernel.sealed import Sealed
from shared.ledger import Ledger, schema
from shared.search.asked import Answer, Asked, finds
from shared.search.index import Index, InMemory, InPostgres
from shared.search.keeper import Keeper
from shared.search.tokens import OWN, Blinder
from shared.search.typed import read_typed
from shared.testing import entries, identity, record
from shared.views import Kept, Shelf
from tests.house.parts import ROOT
from tests.intake.samples import LAW, RECORD_REPORT
from tests.intake.towns import intake

VAN, VAAN, LAN = (identity(name) for name in ("Hương Vân", "Hương Văn", "Lan"))
TOLD: dict[UUID, dict[str, Any]] = {
    VAN: {"name": "Nguyễn Thị Hương Vân", "birth": "05/03/2001", "contact": "0912 345 678, gọi sau 19 giờ"},
    VAAN: {"name": "Nguyễn Thị Hương Văn", "birth": "khoảng 1999", "unit": "20008"},
    LAN: {"name": "Lan", "contact": "+84 905 111 222"},
}
PLAIN = ("unit",)


def report(ledger: Ledger, case: UUID, **told: Any) -> None:
    """A report of these values, and of no others."""
    values = {field: value if field in PLAIN else Sealed(value) for field, value in told.items()}
    blank: dict[str, Any] = dict.fromkeys(("name", "birth", "contact", "story"))
    command = replace(RECORD_REPORT, code=case_code(case), **blank | values)
    record(ledger, CASE, case, command, law=replace(LAW, units={**LAW.units, "20008": LAW.units["20035"]}))


def reported() -> Ledger:
    """The ledger of the communes with everybody's report."""
    ledger = intake("communes")
    for case, told in TOLD.items():
        report(ledger, case, **told)
    return ledger


def blinder(ledger: Ledger) -> Blinder:
    return Blinder(ledger.vault.derived(OWN))


def keeper(ledger: Ledger, index: Index) -> Keeper:
    return Keeper(ledger, index, SEARCHED, blinder(ledger))


def kept(ledger: Ledger, index: Index) -> Index:
    """The index, in step with the ledger."""
    while keeper(ledger, index)(ledger.store.last()):
        pass
    return index


def found(ledger: Ledger, index: Index, typed: str, **where: Any) -> dict[UUID, Answer]:
    """Which cases the index leads to, and what they answer to, whoever may read it."""
    asked = Asked.of(read_typed(typed), blinder(ledger))
    cases = set(index.candidates(asked.levels(), 100, where or None))
    by_case: dict[UUID, set[bytes]] = {case: set() for case in cases}
    for hit in index.hits(cases, asked.tokens):
        by_case[hit.case].add(hit.token)
    answers = {case: asked.answer(tokens) for case, tokens in by_case.items()}
    return {case: answer for case, answer in answers.items() if finds(answer, asked)}


def in_memory(ledger: Ledger) -> InMemory:
    lines: Kept[Any, Any] = Kept(QUEUE)
    lines.keep(entries(ledger), ledger.store.last())
    return InMemory(lines)


@contextmanager
def database(postgres: Postgres) -> Iterator[ConnectionPool[Any]]:
    """A database of an instance, laid out as the set-up does it; entered by the instance's own role."""
    owner, app, role = fresh_database(postgres)
    with psycopg.connect(owner, autocommit=True) as conn:
        schema.apply(conn, role)
        for _ in range(2):  # laid out again at every start
            schema.run(conn, (ROOT / "shared/search/schema.sql").read_text("utf-8"), role)
    with ConnectionPool(app, min_size=1, max_size=3, kwargs={"autocommit": True}, open=True) as pool:
        yield pool


def on_postgres(ledger: Ledger, pool: ConnectionPool[Any]) -> InPostgres:
    lines = Shelf(QUEUE, pool)
    lines.keep(entries(ledger), ledger.store.last())
    return InPostgres("intake.search.v1", pool, lines)
