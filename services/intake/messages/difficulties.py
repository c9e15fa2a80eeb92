"""Where a difficulty that was raised in intake goes: to the support of the own agency, or else straight to the lead's."""

from collections.abc import Iterator

from services.intake.messages.protection import DUTY
from shared.contracts import intake_difficulties as told
from shared.kernel.difficulties import DifficultyRaised
from shared.kernel.tell import Grant, Happened, Tell


def tell_difficulty(happened: Happened, _: bool) -> Iterator[Tell]:
    """Of what was raised before the lead was told of such things, nobody is told."""
    event: DifficultyRaised = happened.fact
    if event.way and event.raised_on:
        first, *further = event.way
        sent = told.DifficultySent(
            event.kind, event.step, event.unit, event.raised_on, event.document, event.article, tuple(further), event.note
        )  # fmt: skip
        yield Tell(first, sent, Grant(("note",), "difficulty", DUTY) if event.note else None)
