"""A look at a file: written down before it is shown where it is about somebody, with the position in the ledger up to which it is
what stands there (`shared.seeing`)."""

import hashlib
from dataclasses import replace
from uuid import UUID

from starlette.responses import Response

from shared.access import OPEN_PART, Way
from shared.kernel.people import Actor
from shared.web.answers import answered, open_part
from shared.web.asking import SAW
from shared.web.cases import Cases, Look, found


def shown(cases: Cases, actor: Actor, case: UUID) -> Look:
    """The open part of a case for a page; that it was shown is recorded before, where it is about somebody."""
    while True:
        before, seen = _looked(cases, actor, case)
        if (read := _recorded(cases, actor, seen, before, Way.VIEWED)) is not None:
            return replace(seen, read=read)


def _looked(cases: Cases, actor: Actor, case: UUID) -> tuple[int, Look]:
    """The open part of a case, and up to which position there was anything when we began to look."""
    return cases.desk.ledger.store.last(), found(cases, actor, case)


def _recorded(cases: Cases, actor: Actor, seen: Look, before: int, way: Way) -> int | None:
    """Write down that the open part is about to be shown, where it is about somebody; the position up to which it is what the
    ledger holds. None: somebody wrote into it while we looked, and it has to be looked at again."""
    desk, people = cases.desk, cases.about.of_people
    read = desk.shown(actor, seen.subject, (OPEN_PART,), way) if people else desk.ledger.store.last()
    alone = read == before + people
    return read if alone or len(found(cases, actor, seen.subject).entries) == len(seen.entries) else None


def told(cases: Cases, actor: Actor, case: UUID, known: str | None) -> Response:
    """The open part of a case for a program, with the position at which it looked; 304 where it has this very answer."""
    while True:
        before, seen = _looked(cases, actor, case)
        answer = answered(open_part(seen))
        answer.headers["ETag"] = tag = f'"{seen.version}-{hashlib.sha256(answer.body).hexdigest()[:16]}"'
        if known == tag:
            return Response(status_code=304, headers={"ETag": tag})
        if (read := _recorded(cases, actor, seen, before, Way.API)) is not None:
            answer.headers[SAW] = str(read)
            return answer
