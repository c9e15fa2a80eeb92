"""What makes a file come to the same bytes whenever it is made again: from which entries, by which program, in which zip."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from services.reporting.domain.finding import Place
from shared.clock import day_over
from shared.kernel.words import Digest, Source

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_TO_READ = 0o644 << 16


class Heard(Protocol):
    """Up to where each journal was written before a moment (None: up to now), as far as all of it is here."""

    def positions(self, sources: Sequence[Source], until: datetime | None = None) -> Mapping[Source, int]: ...


def places_on(heard: Heard, sources: Sequence[Source], as_of: date, today: date) -> tuple[Place, ...]:
    """The last entry of each journal on a day that is over, or of those that are here now."""
    positions = heard.positions(sources, day_over(as_of) if as_of < today else None)
    return tuple(Place(source, last) for source, last in sorted(positions.items()))


def positions_of(places: Iterable[Place]) -> dict[Source, int]:
    return {place.source: place.position for place in places}


def program(room: Path, *more: str) -> Digest:
    """By what something is made: SHA-256 over the data and the program of a room, and what else is named."""
    parts = sorted(room.glob("*.yaml")) + sorted(room.glob("*.py"))
    told = [part.name.encode() + b"\0" + part.read_bytes() for part in parts]
    return hashlib.sha256(b"\0".join([*map(str.encode, more), *told])).hexdigest()


def stored(files: Mapping[str, bytes]) -> bytes:
    """A zip, in which nothing is packed: how well a library packs is no business of the digest."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system, entry.external_attr = 3, _TO_READ
            archive.writestr(entry, content)
    return out.getvalue()
