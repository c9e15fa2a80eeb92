"""Papers that were made here and go before somebody who signs: each leaves an entry with its digest, and lies sealed on the
shelf, so that the very same paper can be shown again.

The foot of a paper names the entry of its printing (`shared.access`), so the digest stands in an entry of its own, after it.
A sheet of known sentences with one name in it could be guessed from its digest when the key is long destroyed; each paper
therefore ends in a line of chance that stands nowhere else.
"""

from dataclasses import dataclass
from secrets import token_hex
from uuid import UUID

from shared.kernel.decider import Decider
from shared.kernel.law import Law
from shared.kernel.words import Code, Digest
from shared.ledger import Ledger, stream_of


@dataclass(frozen=True)
class RecordPaper:
    paper: Code
    digest: Digest
    sections: tuple[Code, ...] = ()


@dataclass(frozen=True)
class PaperMade:
    """This paper was made for the person in `by`; its digest, and the sealed sections of which something stands on it."""

    paper: Code
    digest: Digest
    sections: tuple[Code, ...] = ()


def papers_of(service: str) -> Decider[None, RecordPaper, PaperMade]:
    """The aggregate of the papers made about a case. Its stream is none of the readings: it stays short, and a file that it
    names stays on the shelf."""
    return Decider(f"{service}.paper", "case", None, _evolve, _decide, (PaperMade,))


def record_of(ledger: Ledger, service: str, case: UUID) -> tuple[PaperMade, ...]:
    """The papers made about a case, in order."""
    rows = ledger.store.stream(stream_of(papers_of(service), case))
    return tuple(ledger.decode(row).fact for row in rows)


def blinded(pdf: bytes) -> bytes:
    """The paper with its line of chance. Programs that show PDF pass over what stands after its end."""
    return pdf.rstrip(b"\n") + b"\n%" + token_hex(16).encode() + b"\n"


def _evolve(_: None, __: PaperMade) -> None:
    return None


def _decide(command: RecordPaper, _: None, __: Law) -> list[PaperMade]:
    return [PaperMade(command.paper, command.digest, command.sections)]
