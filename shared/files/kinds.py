"""What kind of file something is, by its content and never by its name: pictures of paper and PDF, whole, and no others.

A library tells the kind by the first bytes (`filetype`); that a file also reaches its end, as its kind says it must, is
looked at here, since libraries look at the beginning only. Nothing is decoded: what a picture shows is nobody's business
here, and decoders of foreign pictures are where others were broken into.
"""

import zlib
from collections.abc import Callable, Mapping
from mimetypes import guess_type
from typing import BinaryIO, NamedTuple

import filetype

from shared.kernel.words import Code

HEAD = 8192
"""Bytes of the beginning that tell the kind."""
PIECE = 65536


class Kind(NamedTuple):
    """`media` is the registered media type, `ending` what such a file is called at its end."""

    media: str
    ending: str


class Unfit(Exception):
    """This file cannot be taken; `why` is a code of `words/rules.vi.yaml`."""

    def __init__(self, why: Code) -> None:
        super().__init__(why)
        self.why = why


def kind_of(file: BinaryIO) -> Kind:
    """The kind of a whole file, `Unfit` for anything else. Leaves the file where it likes."""
    size = file.seek(0, 2)
    if not size:
        raise Unfit("fault.file_empty")
    file.seek(0)
    found = filetype.guess(file.read(HEAD))
    kind = next((kind for kind in WHOLE if found is not None and found.mime == kind.media), None)
    if kind is None:
        raise Unfit("fault.file_kind")
    if not WHOLE[kind](file, size):
        raise Unfit("fault.file_cut")
    return kind


def must_be_called(kind: Kind, name: str | None, media: str | None) -> None:
    """`Unfit` where a file's name, or what the browser says of it, claims a picture to be no picture, or a PDF no PDF.

    One kind of picture called another is no lie worth a refusal: telephones and messengers rename them by themselves.
    """
    named, said = _family(guess_type(name or "")[0] or kind.media), _family(media or kind.media)
    taken = {_family(each.media) for each in WHOLE}  # a browser that says anything else has guessed, or says nothing
    if named != _family(kind.media) or said in taken - {_family(kind.media)}:
        raise Unfit("fault.file_not_as_called")


def _family(media: str) -> str:
    """`image` for all pictures, else the media type itself."""
    whole = media.partition(";")[0].strip().lower()
    return "image" if whole.startswith("image/") and not whole.startswith("image/svg") else whole


def _jpeg(file: BinaryIO, size: int) -> bool:
    """Segments up to the scan, then the end of image (ITU-T T.81, B.1); telephones append things after that."""
    at = 2
    while at + 4 <= size:
        file.seek(at)
        mark, kind, length = (part := file.read(4))[0], part[1], int.from_bytes(part[2:])
        if mark != 0xFF or length < 2:
            return False
        if kind == 0xDA:
            return _holds(file, at + 2 + length, b"\xff\xd9")
        at += 1 if kind == 0xFF else 2 + length  # marks may be filled up with more of their first byte
    return False


def _holds(file: BinaryIO, at: int, word: bytes) -> bool:
    file.seek(at)
    kept = b""
    while piece := file.read(PIECE):
        if word in kept + piece:
            return True
        kept = piece[1 - len(word) :]
    return False


def _png(file: BinaryIO, size: int) -> bool:
    """Every chunk with its checksum, the header first, up to the end (W3C PNG, 5.3)."""
    at, kind = 8, b""
    while at + 12 <= size:
        file.seek(at)
        length, before, kind = int.from_bytes(file.read(4)), kind, file.read(4)
        at += 12 + length
        if at > size or (not before and kind != b"IHDR") or not _checked(file, kind, length):
            return False
        if kind == b"IEND":
            return True
    return False


def _checked(file: BinaryIO, kind: bytes, length: int) -> bool:
    sum_ = zlib.crc32(kind)
    while length:
        piece = file.read(min(length, PIECE))
        sum_, length = zlib.crc32(piece, sum_), length - len(piece)
    return sum_ == int.from_bytes(file.read(4))


def _webp(file: BinaryIO, size: int) -> bool:
    """As long as its head says (RFC 9649, 2.3)."""
    file.seek(4)
    return 12 < int.from_bytes(file.read(4), "little") + 8 <= size


def _heic(file: BinaryIO, size: int) -> bool:
    """Boxes one after the other up to the end, among them the description of the picture and the picture itself, as
    cameras write it (ISO/IEC 23008-12, 6.2; ISO/IEC 14496-12, 8.1.1)."""
    at, kinds = 0, set[bytes]()
    while at + 8 <= size:
        file.seek(at)
        length, kind = int.from_bytes(file.read(4)), file.read(4)
        length = {0: size - at, 1: int.from_bytes(file.read(8))}.get(length, length)
        if length < 8 or at + length > size:
            return False
        kinds.add(kind)
        at += length
    return at == size and {b"meta", b"mdat"} <= kinds


def _pdf(file: BinaryIO, size: int) -> bool:
    """The mark of the end stands in the last kilobyte (ISO 32000-1, 7.5.5, and what readers accept)."""
    file.seek(max(0, size - 1024))
    return b"%%EOF" in file.read()


JPEG, PNG = Kind("image/jpeg", "jpg"), Kind("image/png", "png")
WEBP, HEIC = Kind("image/webp", "webp"), Kind("image/heic", "heic")
PDF = Kind("application/pdf", "pdf")
WAITING = Kind("application/octet-stream", "bin")
"""Bytes that wait sealed until a person has said what becomes of them: never taken as a paper, never shown."""
WHOLE: Mapping[Kind, Callable[[BinaryIO, int], bool]] = {JPEG: _jpeg, PNG: _png, WEBP: _webp, HEIC: _heic, PDF: _pdf}
"""Every kind that is taken, and whether such a file is whole."""
ASKED_FOR = ",".join(kind.media for kind in WHOLE if kind is not HEIC)
"""What a page asks the browser for. Without HEIC, which few desks can show: telephones then turn it into JPEG themselves;
one that is sent all the same is taken."""
