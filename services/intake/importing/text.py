"""Text that came as bytes: which letters they are, and a table written with commas, semicolons or tabs.

Old Vietnamese encodings put other letters on the same bytes. What is not certainly read is not read at all: a wrong name in a
case is worse than a file sent back.
"""

import csv
import io
import unicodedata
from itertools import islice

from services.intake.importing.letters import is_vietnamese
from services.intake.importing.table import MOST_ROWS, Row, Unreadable

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
SEPARATORS = (",", ";", "\t")


def read_csv(raw: bytes) -> list[Row]:
    """Its lines. Raises `Unreadable`."""
    text = decoded(raw)
    if "\x00" in text:
        raise Unreadable("import.not_text")
    lines: list[Row] = []
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator(text), strict=True)
        for cells in islice(reader, MOST_ROWS + 100_000):
            lines.append(Row(len(lines) + 1, tuple(cells), _formulas(cells)))
    except csv.Error as wrong:
        raise Unreadable("import.csv_broken", str(len(lines) + 1)) from wrong
    return lines


def _formulas(cells: list[str]) -> tuple[tuple[int, str], ...]:
    """A cell that begins like a formula is one to whoever opens the file next; a telephone number with its plus is none."""
    return tuple((at, "import.formula") for at, cell in enumerate(cells) if cell.startswith(("=", "@")))


def decoded(raw: bytes) -> str:
    """The text, in composed letters. UTF-8 and UTF-16 are known by their marks or by being whole; windows-1258 where that
    makes Vietnamese words; TCVN3 and VNI are told by name and refused."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return _whole(raw, name)
    if found := _utf16_without_mark(raw):
        return _whole(raw, found)
    try:
        return unicodedata.normalize("NFC", raw.decode("utf-8"))
    except UnicodeDecodeError:
        return _of_an_old_kind(raw)


def _whole(raw: bytes, name: str) -> str:
    try:
        return unicodedata.normalize("NFC", raw.decode(name))
    except UnicodeDecodeError as wrong:
        raise Unreadable("import.letters_cut") from wrong


def _utf16_without_mark(raw: bytes) -> str | None:
    """In a table many characters are plain: half of the bytes, and only one half, is nothing but zeros there."""
    head = raw[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 4 or max(even, odd) * 4 < len(head) or min(even, odd) * 8 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _of_an_old_kind(raw: bytes) -> str:
    """windows-1258 writes tones after their letters; read so, TCVN3 and VNI give signs that no Vietnamese word has."""
    try:
        text = unicodedata.normalize("NFC", raw.decode("cp1258"))
    except UnicodeDecodeError:
        raise Unreadable("import.old_letters") from None
    if any(ord(letter) > 127 and not is_vietnamese(letter) for letter in text):
        raise Unreadable("import.old_letters")
    return text


def separator(text: str) -> str:
    """The sign that stands most often in the first line, outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(first.split('"')[::2])
    return max(SEPARATORS, key=bare.count)
