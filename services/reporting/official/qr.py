"""The QR code of a report's page, as the picture that Word and Excel bear (DrawingML); PDF draws its own."""

import io

import segno

SIDE = 720_000
"""20 mm, as on the PDF, in the unit of Office Open XML (36,000 to the millimetre)."""
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


def png(address: str) -> bytes:
    """Stored and not packed: how well a library packs is no business of the digest of a report."""
    out = io.BytesIO()
    segno.make_qr(address, error="m").save(out, kind="png", scale=4, border=2, compresslevel=0)
    return out.getvalue()


def in_a_line(relation: str, described: str) -> str:
    """A run of Word with the picture of this relation; `described` is what it says to those who do not see it."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{SIDE}" cy="{SIDE}"/><wp:docPr id="1" name="QR" descr="{described}"/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_DRAWING}/picture">'
        f"{_picture('pic', 'picture', relation, described)}"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def on_a_sheet(relation: str, described: str, row: int) -> str:
    """The drawing of an Excel sheet: the picture of this relation, at a row (from 0) of the first column."""
    here = f"<xdr:col>0</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
    return (
        f'<xdr:wsDr xmlns:xdr="{_DRAWING}/spreadsheetDrawing" xmlns:a="{_DRAWING}/main" xmlns:r="{RELATED}">'
        f'<xdr:oneCellAnchor><xdr:from>{here}</xdr:from><xdr:ext cx="{SIDE}" cy="{SIDE}"/>'
        f"{_picture('xdr', 'spreadsheetDrawing', relation, described)}<xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"
    )


def _picture(of: str, room: str, relation: str, described: str) -> str:
    """`of` is the prefix of the namespace `room` in which a picture stands: each kind of document has its own."""
    size = f'<a:off x="0" y="0"/><a:ext cx="{SIDE}" cy="{SIDE}"/>'
    return (
        f'<{of}:pic xmlns:{of}="{_DRAWING}/{room}"><{of}:nvPicPr><{of}:cNvPr id="2" name="QR" descr="{described}"/>'
        f'<{of}:cNvPicPr/></{of}:nvPicPr><{of}:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f"</{of}:blipFill><{of}:spPr><a:xfrm>{size}</a:xfrm>"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></{of}:spPr></{of}:pic>'
    )
