"""What programs are answered: JSON in which a sealed value shows only that it is there."""

from typing import Any

import msgspec
from starlette.responses import Response

from shared.kernel.sealed import Sealed
from shared.web.cases import Look


def open_part(seen: Look) -> dict[str, Any]:
    deeds = {o.deed.path: {"deed": o.deed.name, **vars(o.verdict)} for o in seen.offers}
    return {
        "case": seen.case, "code": seen.code, "stage": seen.stage, "version": seen.version, "file": seen.file,
        "deeds": deeds,
    }  # fmt: skip


def answered(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value, enc_hook=_shut), status, media_type="application/json")


def _shut(value: Any) -> Any:
    """A sealed value shows only that it is there."""
    if isinstance(value, Sealed):
        return {"sealed": True}
    raise NotImplementedError(type(value))
