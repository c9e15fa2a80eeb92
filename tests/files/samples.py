"""Small real files, made here: each kind that is taken, and some that lie."""

import io
import random
import struct
import zipfile
import zlib

from shared.files.kinds import HEIC, JPEG, PDF, PNG, WEBP, Kind


def jpeg(more: int = 300, seed: int = 1) -> bytes:
    """A grey picture of one block: the segments a decoder needs, then `more` bytes of scan."""
    tables = _segment(0xDB, b"\0" + bytes([16] * 64)) + _segment(0xC4, b"\0" + bytes([0, 1]) + bytes(14) + b"\0")
    frame = _segment(0xC0, bytes([8, 0, 8, 0, 8, 1, 1, 0x11, 0]))
    scan = random.Random(seed).randbytes(more).replace(b"\xff", b"\xfe")
    return b"\xff\xd8" + JFIF + tables + frame + _segment(0xDA, bytes([1, 1, 0, 0, 63, 0])) + scan + b"\xff\xd9"


def _segment(kind: int, content: bytes) -> bytes:
    return bytes([0xFF, kind]) + struct.pack(">H", 2 + len(content)) + content


JFIF = _segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def png() -> bytes:
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0\x80")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def webp() -> bytes:
    lossless = b"\x2f" + bytes(9)
    chunk = b"VP8L" + struct.pack("<I", len(lossless)) + lossless
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def heic(brand: bytes = b"heic") -> bytes:
    """Apple writes `heic` first, Android `mif1`."""
    return _box(b"ftyp", brand + bytes(4) + b"mif1heic") + _box(b"meta", bytes(40)) + _box(b"mdat", b"x" * 200)


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def pdf() -> bytes:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    table = b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n"
    return body + table + b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(body)


def docx() -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/vbaProject.bin", "macro")
    return kept.getvalue()


WHOLE: dict[Kind, bytes] = {JPEG: jpeg(), PNG: png(), WEBP: webp(), HEIC: heic(), PDF: pdf()}
FOREIGN: dict[str, bytes] = {
    "zip or office with a macro": docx(),
    "html": b"<!doctype html><html><script>alert(1)</script></html>",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "gif": b"GIF89a" + bytes(30),
    "program": b"MZ" + bytes(200),
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "film": _box(b"ftyp", b"isom" + bytes(4) + b"isommp42") + _box(b"mdat", b"x" * 50),
    "avif": heic(b"avif").replace(b"mif1heic", b"mif1avif"),
    "text": "Nguyễn Thị Thử Nghiệm".encode() * 20,
    "html before a pdf": b"<html></html>" + pdf(),
}
CUT: dict[str, bytes] = {
    "a png header, then nonsense": png()[:8] + b"nonsense" * 40,
    "a png with one byte turned": png().replace(b"IDAT", b"IDAU"),
    "a png without its end": png()[:-12],
    "a jpeg header, then nonsense": b"\xff\xd8\xff\xe0" + b"nonsense" * 40,
    "a jpeg cut in its tables": jpeg()[:40],
    "a jpeg cut in its scan": jpeg()[:-2],
    "a jpeg of two bytes more than its head": b"\xff\xd8\xff\xe0",
    "a webp cut": webp()[:-4],
    "a heic cut": heic()[:-50],
    "a heic without a picture": heic().replace(b"meta", b"free"),
    "a pdf cut": pdf()[:-40],
}
