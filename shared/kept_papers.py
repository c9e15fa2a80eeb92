"""Keeps a paper that goes before somebody who signs, exactly as it is handed out."""

from collections.abc import Collection
from io import BytesIO
from uuid import UUID, uuid4

from shared.desk import Desk
from shared.files.kinds import PDF
from shared.kernel.people import Actor, By
from shared.kernel.when import When
from shared.kernel.words import Code
from shared.seeing import RecordPaper, blinded, papers_of


def kept(desk: Desk, actor: Actor, case: UUID, paper: Code, pdf: bytes, sections: Collection[Code]) -> bytes:
    """The paper as it is handed out: laid sealed on the shelf, and named by an entry, before it is. `sections` are those of
    which something stands on it."""
    whole = blinded(pdf)
    digest = desk.attachments.lay(case, BytesIO(whole), PDF)
    desk.ledger.handle(
        papers_of(desk.service), case, RecordPaper(paper, digest, tuple(sorted(sections))),
        command_id=uuid4(), by=By(actor.id, actor.agency, actor.unit, None), law=desk.law(),
        when=When.instant(desk.clock()),
    )  # fmt: skip
    return whole
