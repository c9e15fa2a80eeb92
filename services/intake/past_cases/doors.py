"""What the pages and the JSON door of past cases have in common."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated

from fastapi import Path
from starlette.exceptions import HTTPException
from starlette.responses import Response

from services.intake.past_cases.desk import NotHere, PastCases
from services.intake.past_cases.told import bad_rows
from shared.kernel.people import Actor
from shared.kernel.words import Code, Digest
from shared.web.forms import Fault, Malformed
from shared.web.posted import Posted
from shared.web.taken import CSV, taken
from shared.web.words import Words

Sheet = Annotated[Digest, Path(pattern=r"^[0-9a-f]{64}$")]
"""A sheet in an address, by the SHA-256 of its bytes."""
BAD_ROWS = "dong-chua-duoc.csv"


@contextmanager
def or_404() -> Iterator[None]:
    """For those whom it does not concern there is no such sheet."""
    try:
        yield
    except NotHere as gone:
        raise HTTPException(404) from gone


def bad_rows_of(past: PastCases, actor: Actor, file: Digest, mapping: Sequence[Code] | None, words: Words) -> Response:
    """The file of what is wrong; none, where the columns are not known yet."""
    with or_404():
        review = past.checked(actor, file, mapping)
        if not review.fit:
            raise NotHere(file)
    return taken(bad_rows(review, words), BAD_ROWS, CSV)


def sheet_of(sent: Posted) -> bytes:
    """The file that was sent. `Malformed` where none was, or the form broke off."""
    if sent.faults:
        raise Malformed(sent.faults)
    if (file := sent.files.get("sheet")) is None:
        raise Malformed([Fault("sheet", "import.no_file")])
    return file.file.read()
