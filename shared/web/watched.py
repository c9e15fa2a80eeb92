"""The public doors of a log, as C2SP tlog-tiles and tlog-witness name them: hashes and signatures, nothing about a person."""

from fastapi import APIRouter, HTTPException, Response

from shared.proof.notes import Note
from shared.proof.tiles import Tile, parse_path
from shared.transparency.log import Log

FOR_A_YEAR = "public, max-age=31536000, immutable"


def watched(log: Log) -> APIRouter:
    """GET /checkpoint, /tile/<level>/<n>[.p/<width>]; where a witness stands, /witness/<SHA-256 of an origin>/checkpoint and
    /witness/evidence too."""
    routes = APIRouter()

    @routes.get("/checkpoint")
    def checkpoint() -> Response:
        return _note(log.cosigned.latest(least=1) or log.cosigned.latest())

    @routes.get("/tile/{path:path}")
    def tile(path: str) -> Response:
        try:
            level, n, width = parse_path(path)
        except ValueError as wrong:
            raise HTTPException(404) from wrong
        hashes = None if level is None else log.sealer.tile(Tile(level, n, width))
        if hashes is None:
            raise HTTPException(404)
        return Response(hashes, media_type="application/octet-stream", headers={"Cache-Control": FOR_A_YEAR})

    @routes.get("/witness/{origin}/checkpoint")
    def witnessed(origin: str) -> Response:
        return _note(log.witness.latest(origin) if log.witness else None)

    @routes.get("/witness/evidence")
    def evidence() -> Response:
        lines = (f"{each.written}\n" for each in log.witness.evidence()) if log.witness else ()
        return Response("".join(lines), media_type="application/jsonl", headers={"Cache-Control": "no-store"})

    return routes


def _note(note: Note | None) -> Response:
    if note is None:
        raise HTTPException(404)
    return Response(str(note), media_type="text/plain; charset=utf-8", headers={"Cache-Control": "no-store"})
