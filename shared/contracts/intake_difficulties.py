"""What intake tells of difficulties: each one that was raised in it, to the support that follows it."""

from dataclasses import dataclass
from datetime import date

from shared.kernel.sealed import Note
from shared.kernel.words import Code, Source, UnitCode


@dataclass(frozen=True)
class DifficultySent:
    """An officer met a difficulty; nothing of it names a case or a person. `way` are the inboxes through which it goes on to the
    lead agency; none, where whoever hears this leads."""

    kind: Code
    step: Code
    unit: UnitCode | None
    raised_on: date
    document: Code | None = None
    article: int | None = None
    way: tuple[Source, ...] = ()
    note: Note | None = None
