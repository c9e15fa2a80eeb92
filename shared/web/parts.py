"""Reads a form that carries files, piece by piece: what does not fit into memory waits on the disk, enciphered."""

import os
import re
from io import RawIOBase
from tempfile import SpooledTemporaryFile
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CTR
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

MOST_FILES, MOST_FIELDS = 20, 500
IN_MEMORY = 256 * 1024
"""Bytes of one file that are held in memory before it goes to the disk."""
ALLOWED = "trove.body_limit"
"""Where a request keeps how large its body may become."""
_BLOCK = 16
_NAME = re.compile(r"[A-Za-z0-9_.]{1,64}")


class Veiled(RawIOBase):
    """A temporary file whose bytes nobody can read on the disk: AES-256 in counter mode under a key that lives as long as
    this object. Each place is written once."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with this object
        self._algorithm = AES256(os.urandom(32))

    def write(self, data: Any) -> int:
        return self._file.write(self._from_here().update(bytes(data)))

    def readinto(self, into: Any) -> int:
        place, stream = memoryview(into), self._from_here()
        found = self._file.read(len(place))
        place[: len(found)] = stream.update(found)
        return len(found)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def readable(self) -> bool:
        return True

    def close(self) -> None:
        self._file.close()
        super().close()

    def _from_here(self) -> CipherContext:
        """The key stream from the place where the file stands."""
        block, rest = divmod(self.tell(), _BLOCK)
        stream = Cipher(self._algorithm, CTR(block.to_bytes(_BLOCK))).encryptor()
        stream.update(bytes(rest))
        return stream


class Parts(MultiPartParser):
    """Starlette's parser, with files behind a veil; `cut` names the field in which the form broke off, if it did."""

    ended = False

    def on_headers_finished(self) -> None:
        super().on_headers_finished()
        if (file := self._current_part.file) is not None:
            file.file = Veiled()  # type: ignore[assignment]  # a file like any other to whoever reads it

    def on_end(self) -> None:
        self.ended = True

    @property
    def cut(self) -> str | None:
        """A form that lacks its end may lack a file too: without this it would look like one without a file."""
        name = None if self.ended else getattr(self._current_part, "field_name", "")
        return name if name is None or _NAME.fullmatch(name) else ""


def let_through(request: Request, limit: int) -> None:
    """Allow this request, of somebody known, a larger body than all others."""
    request.scope[ALLOWED]["limit"] = limit


async def parts(request: Request) -> tuple[FormData, str | None]:
    """The form, and the field in which it broke off. Raises 400 for what is no form at all."""
    parser = Parts(request.headers, request.stream(), max_files=MOST_FILES, max_fields=MOST_FIELDS)
    try:
        return await parser.parse(), parser.cut
    except MultiPartException as wrong:
        raise HTTPException(400) from wrong
