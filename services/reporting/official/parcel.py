"""The zip in which Word and Excel keep a document, so that the same parts are the same bytes."""

import io
import zipfile
from collections.abc import Mapping

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_TO_READ = 0o644 << 16
FIRST = "[Content_Types].xml"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """By name, the list of contents first; stored, not packed: how well a library packs is no business of the digest."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, key=lambda each: (each != FIRST, each)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, _TO_READ
            archive.writestr(entry, parts[name])
    return out.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
