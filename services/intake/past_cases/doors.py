"""What the pages and the JSON door of past cases have in common."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import Path
from starlette.exceptions import HTTPException

from services.intake.past_cases.desk import NotHere
from shared.kernel.words import Digest
from shared.web.forms import Fault, Malformed
from shared.web.posted import Posted

Sheet = Annotated[Digest, Path(pattern=r"^[0-9a-f]{64}$")]
"""A sheet in an address, by the SHA-256 of its bytes."""


@contextmanager
def or_404() -> Iterator[None]:
    """For those whom it does not concern there is no such sheet."""
    try:
        yield
    except NotHere as gone:
        raise HTTPException(404) from gone


def sheet_of(sent: Posted) -> bytes:
    """The file that was sent. `Malformed` where none was, or the form broke off."""
    if sent.faults:
        raise Malformed(sent.faults)
    if (file := sent.files.get("sheet")) is None:
        raise Malformed([Fault("sheet", "import.no_file")])
    return file.file.read()
