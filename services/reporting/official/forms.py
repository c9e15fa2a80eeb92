"""The forms in which a report is written, and what programs call them."""

from collections.abc import Callable, Mapping

from services.reporting.official.content import Content
from services.reporting.official.sheet import as_sheet
from services.reporting.official.word import as_word
from services.reporting.official.written import Frame, as_pdf
from shared.kernel.words import Code
from shared.web.taken import XLSX

WRITERS: Mapping[Code, Callable[[Content, Frame], bytes]] = {"pdf": as_pdf, "docx": as_word, "xlsx": as_sheet}
MEDIA: Mapping[Code, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": XLSX,
}
