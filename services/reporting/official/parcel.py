"""The zip in which Word and Excel keep a document, so that the same parts are the same bytes."""

import io
import zipfile
from collections.abc import Mapping

from services.reporting.made_again import stored

FIRST = "[Content_Types].xml"


def packed(parts: Mapping[str, bytes]) -> bytes:
    """By name, the list of contents first."""
    return stored({name: parts[name] for name in sorted(parts, key=lambda each: (each != FIRST, each))})


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
