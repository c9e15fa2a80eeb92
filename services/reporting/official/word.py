"""A report as Word (WordprocessingML): few parts, written here, so that no library puts its own hour or ids into them."""

from collections.abc import Iterable, Sequence
from html import escape

from services.reporting.official.content import Content
from services.reporting.official.parcel import FIRST, packed
from services.reporting.official.qr import in_a_line, png
from services.reporting.official.written import Frame, footer
from shared.papers.of_figures import FigureTable

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NS = "http://schemas.openxmlformats.org/"
_W = f'xmlns:w="{_NS}wordprocessingml/2006/main" xmlns:r="{_NS}officeDocument/2006/relationships"'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = f"{_NS}officeDocument/2006/relationships"
_PARTS = (("document", "document.main"), ("styles", "styles"), ("footer1", "footer"))
# A4, margins of Decree 30/2020: 20 top, 20 bottom, 30 left, 20 right (twentieths of a point)
_PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
)
_WIDTH, _LEFT, _NUMBER = 11906 - 1701 - 1134, 3900, 1200
_FONT = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
_EDGES = "".join(
    f'<w:{edge} w:val="single" w:sz="4"/>' for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def as_word(content: Content, frame: Frame) -> bytes:
    """Number and day of the paper stay open, for the register and the pen."""
    head = frame.head
    nation = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    left = [*(name.upper() for name in (head.above, head.agency) if name), f"Số: {head.number or '……/……'}"]
    right = [*nation, f"{head.place}, ngày …… tháng …… năm ……"]
    body = [_bare([[(left, "center", True), (right, "center", True)]])]
    body += [_line("BÁO CÁO", "center", bold=True), _line(content.subject, "center", bold=True)]
    body += [_line(f"Kính gửi: {to}", "center") for to in frame.to]
    body += map(_line, content.opening.split("\n"))
    for section in content.sections:
        body.append(_line(section.said.title, bold=True))
        body += [_line(line) for told in section.said.told for line in told.split("\n")]
        body += [_table(each) for each in section.said.tables]
    copies = ["Nơi nhận:", *(f"- {one};" for one in frame.copies_to), "- Lưu: VT."]
    signed = [*frame.signature.authority, "", "", "", frame.signature.name or ""]
    body += [_line(content.closing), _bare([[(copies, "left", False), (signed, "center", True)]]), _line("")]
    code = f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{in_a_line("rId1", escape(content.pin.address))}</w:p>'
    foot = code + "".join(_line(line, size=17) for line in footer(content.pin))
    look = f'<w:rPr>{_FONT}<w:sz w:val="26"/><w:lang w:val="vi-VN"/></w:rPr>'
    styles = f"<w:docDefaults><w:rPrDefault>{look}</w:rPrDefault></w:docDefaults>"
    said = {
        "word/document.xml": f"<w:document {_W}><w:body>{''.join(body)}{_PAGE}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/footer1.xml": f"<w:ftr {_W}>{foot}</w:ftr>",
        "_rels/.rels": _relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relations([("styles", "styles.xml"), ("footer", "footer1.xml")]),
        "word/_rels/footer1.xml.rels": _relations([("image", "media/qr.png")]),
        FIRST: _contents(),
    }
    parts = {name: (_XML + xml).encode() for name, xml in said.items()}
    return packed(parts | {"word/media/qr.png": png(content.pin.address)})


def _line(said: str, align: str = "both", *, bold: bool = False, size: int = 26) -> str:
    look = f'{"<w:b/>" if bold else ""}<w:sz w:val="{size}"/>'
    return (
        f'<w:p><w:pPr><w:spacing w:after="80"/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(_safe(said))}</w:t></w:r></w:p>'
    )


def _safe(said: str) -> str:
    """Signs that XML cannot hold become a space."""
    return "".join(letter if letter >= " " and letter not in "\ufffe\uffff" else " " for letter in said)


def _table(table: FigureTable) -> str:
    rows = [[([cell], "center", True) for cell in table.heads]]
    rows += [[([cell], "right" if at else "left", False) for at, cell in enumerate(row)] for row in table.rows]
    numbers = [_NUMBER] * (len(table.heads) - 1)
    return _line(table.title) + _grid(rows, [_WIDTH - sum(numbers), *numbers], _EDGES, size=22) + _line("")


def _bare(rows: Sequence[Sequence[tuple[Sequence[str], str, bool]]]) -> str:
    return _grid(rows, [_LEFT, _WIDTH - _LEFT], "", size=24)


def _grid(
    rows: Sequence[Sequence[tuple[Sequence[str], str, bool]]], widths: Sequence[int], edges: str, *, size: int
) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        f"<w:tr>{''.join(_cell(*cell, width, size=size) for cell, width in zip(row, widths, strict=True))}</w:tr>"
        for row in rows
    )
    look = f'<w:tblPr><w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders></w:tblPr>'
    return f"<w:tbl>{look}<w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"


def _cell(lines: Iterable[str], align: str, bold: bool, width: int, *, size: int) -> str:
    said = "".join(_line(line, align, bold=bold, size=size) for line in lines)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{said}</w:tc>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    each = (
        f'<Relationship Id="rId{n}" Type="{_REL}/{kind}" Target="{to}"/>' for n, (kind, to) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_NS}package/2006/relationships">{"".join(each)}</Relationships>'


def _contents() -> str:
    known = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in _PARTS
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'<Types xmlns="{_NS}package/2006/content-types"><Default Extension="rels" ContentType="{rels}"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{known}</Types>'
    )
