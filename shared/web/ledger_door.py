"""The door of inspectors to a ledger: every entry as it stands there, sealed values still sealed. What is fetched is an entry of
its own, written down before it is given."""

from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from fastapi import APIRouter, HTTPException, Query, Response

from shared.access import Way
from shared.audit.written import line_of
from shared.desk import Desk
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code, Source
from shared.ledger import InPostgres
from shared.proof.leaf import Leaf
from shared.proof.tiles import WIDTH, parse_path
from shared.web.asking import By

AT_ONCE = 2_000
SECTION: Code = "ledger"
JSONL = "application/jsonl"


def ledger_of(source: Source) -> UUID:
    """What the reading of a whole ledger is about, where others are about a case."""
    return uuid5(NAMESPACE_URL, f"trove:ledger/{source}")


def must_read_ledgers(desk: Desk, actor: Actor, source: Source) -> None:
    """Refused unless this is an inspector; that the ledger of this source is read is written down."""
    deed, own = f"{desk.service}.ledger.read", Subject(actor.agency, actor.unit, "*")
    desk.rights.must(actor, deed, own)
    desk.shown(actor, ledger_of(source), (SECTION,), Way.API, desk.rights.role_for(actor, deed, own))


def ledger_door(desk: Desk, source: Source, store: InPostgres) -> APIRouter:
    """GET /api/ledger/entries?after=N: the entries after a position, at most 2,000, a JSON line each.
    GET /tile/entries/<n>[.p/<width>]: their leaves (C2SP tlog-tiles)."""
    routes = APIRouter()

    @routes.get("/api/ledger/entries")
    def entries(actor: By, after: Annotated[int, Query(ge=0, le=2**62)] = 0) -> Response:
        must_read_ledgers(desk, actor, source)
        return Response(b"".join(map(line_of, store.since(after, AT_ONCE))), media_type=JSONL)

    @routes.get("/tile/entries/{path:path}")
    def bundle(actor: By, path: str) -> Response:
        try:
            _, n, width = parse_path(f"entries/{path}")
        except ValueError as wrong:
            raise HTTPException(404) from wrong
        must_read_ledgers(desk, actor, source)
        rows = store.since(n * WIDTH, width)
        if len(rows) < width:
            raise HTTPException(404)
        leaves = (Leaf.of_body(row.position, row.stream, row.version, row.name, row.body).data for row in rows)
        return Response(
            b"".join(len(leaf).to_bytes(2) + leaf for leaf in leaves), media_type="application/octet-stream"
        )

    return routes
