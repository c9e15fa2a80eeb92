"""A file as the answer to whoever takes it along."""

from starlette.responses import Response

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def taken(content: bytes, name: str, media: str) -> Response:
    """It is called after what it is, never after a person."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media, headers=headers)
