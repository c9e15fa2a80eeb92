"""A report as Excel: a sheet of its text and what it was made from, and one for each table, whose numbers are numbers."""

import io
import re
from collections.abc import Mapping
from html import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from services.reporting.official.content import Content
from services.reporting.official.parcel import FIRST, packed, unpacked
from services.reporting.official.qr import RELATED, on_a_sheet, png
from services.reporting.official.written import Frame, footer

_CORE, _TEXT, _DRAWN = "docProps/core.xml", "xl/worksheets/sheet1.xml", "xl/drawings/drawing1.xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.drawing+xml"
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def as_sheet(content: Content, frame: Frame) -> bytes:
    """The same bytes on every day: the library writes the hour into the properties, so that is taken out again."""
    book = Workbook()
    book.remove(book.worksheets[0])
    text = book.create_sheet("Báo cáo")
    said = [frame.head.agency, content.subject, *content.opening.split("\n")]
    for section in content.sections:
        said += [section.said.title, *section.said.told]
    for line in [*said, content.closing, *footer(content.pin)]:
        text.append([_text(line)])
        text.cell(text.max_row, 1).alignment = Alignment(wrap_text=True, vertical="top")
    text.column_dimensions["A"].width = 110
    for number, table in enumerate((each for section in content.sections for each in section.said.tables), 1):
        page = book.create_sheet(f"Biểu {number}")
        page.append([_text(table.title)])
        page.append([_text(head) for head in table.heads])
        for row in table.rows:
            page.append([_text(row[0]), *(int(cell) if cell else None for cell in row[1:])])
        page.column_dimensions["A"].width = 50
        for cell in (*page[1], *page[2]):
            cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    parts = unpacked(out.getvalue())
    day = f"{content.pin.as_of.isoformat()}T00:00:00Z".encode()
    parts[_CORE] = _STAMP.sub(rb"\g<1>" + day, parts[_CORE])
    return packed(parts | _with_code(parts, content.pin.address, text.max_row + 1))


def _with_code(parts: Mapping[str, bytes], address: str, row: int) -> dict[str, bytes]:
    """The parts that put the QR code under the text: the library would want another one for pictures."""
    shown = f'<drawing xmlns:r="{RELATED}" r:id="rId1"/></worksheet>'.encode()
    known = f'<Default Extension="png" ContentType="image/png"/><Override PartName="/{_DRAWN}" ContentType="{_DRAWING}"/></Types>'
    return {
        _TEXT: parts[_TEXT].replace(b"</worksheet>", shown),
        "xl/worksheets/_rels/sheet1.xml.rels": _relation("drawing", f"/{_DRAWN}"),
        _DRAWN: on_a_sheet("rId1", escape(address), row).encode(),
        "xl/drawings/_rels/drawing1.xml.rels": _relation("image", "/xl/media/qr.png"),
        "xl/media/qr.png": png(address),
        FIRST: parts[FIRST].replace(b"</Types>", known.encode()),
    }


def _relation(kind: str, to: str) -> bytes:
    one = f'<Relationship Id="rId1" Type="{RELATED}/{kind}" Target="{to}"/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{one}</Relationships>'.encode()


def _text(said: str) -> str:
    """Words, never a formula."""
    return f" {said}" if said[:1] in ("=", "+", "-", "@") else said
