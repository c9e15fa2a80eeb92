"""A report as Excel: a sheet of its text and what it was made from, and one for each table, whose numbers are numbers."""

import io
import re

from openpyxl import Workbook
from openpyxl.styles import Font

from services.reporting.official.content import Content
from services.reporting.official.parcel import packed, unpacked
from services.reporting.official.written import Frame, footer

_CORE = "docProps/core.xml"
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
    return packed(parts)


def _text(said: str) -> str:
    """Words, never a formula."""
    return f" {said}" if said[:1] in ("=", "+", "-", "@") else said
