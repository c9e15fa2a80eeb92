"""Who is told of a difficulty: the lead, and at each of its steps whoever raised it."""

from collections.abc import Iterator
from typing import assert_never

from services.support.domain.difficulties.events import (
    ConfirmationLearned,
    DifficultyAnswered,
    DifficultyClosed,
    DifficultyGathered,
    DifficultyReceived,
    DifficultyReopened,
    DifficultySentUp,
    DifficultyTaken,
    Event,
    GuidanceGiven,
    HelpConfirmed,
    ProgressLearned,
    ReopeningLearned,
)
from services.support.domain.difficulties.file import Difficulty
from services.support.messages.grants import remark
from shared.contracts import support_difficulties as told
from shared.kernel.difficulties import DifficultyRaised
from shared.kernel.tell import Happened, Tell

DIFFICULTY = "difficulty"
"""The purpose of what is granted here (list `grant_purposes`)."""


def tell_of_difficulty(happened: Happened, difficulty: Difficulty) -> Iterator[Tell]:
    event: Event = happened.fact
    if isinstance(event, DifficultyRaised | DifficultyReceived):
        yield from _on(event)
    elif isinstance(event, DifficultyReopened | HelpConfirmed):
        yield from _to_lead(event, difficulty)
    elif difficulty.back:
        yield from _back(event, difficulty)


def _on(event: DifficultyRaised | DifficultyReceived) -> Iterator[Tell]:
    """To the next inbox on its way to the lead."""
    if event.way and event.raised_on:
        first, *further = event.way
        sent = told.DifficultySent(
            event.kind, event.step, event.unit, event.raised_on, event.document, event.article, tuple(further), event.note
        )  # fmt: skip
        yield Tell(first, sent, remark(event.note, DIFFICULTY))


def _to_lead(event: DifficultyReopened | HelpConfirmed, difficulty: Difficulty) -> Iterator[Tell]:
    if difficulty.begun and difficulty.begun.way:
        lead = difficulty.begun.way[0]
        match event:
            case DifficultyReopened(reopened_on, reason, note):
                yield Tell(lead, told.DifficultyReopened(reopened_on, reason, note), remark(note, DIFFICULTY))
            case HelpConfirmed(confirmed_on):
                yield Tell(lead, told.HelpConfirmed(confirmed_on))
            case _:
                assert_never(event)


def _back(event: Event, difficulty: Difficulty) -> Iterator[Tell]:
    """To whoever raised it. Why a body above was asked, and in which proposal it stands, stays with the lead."""
    assert difficulty.back
    match event:
        case DifficultyTaken(taken_on):
            yield Tell(difficulty.back, told.DifficultyTaken(taken_on, difficulty.turn))
        case GuidanceGiven(given_on, number, note):
            yield Tell(
                difficulty.back, told.GuidanceGiven(given_on, number, note, difficulty.turn), remark(note, DIFFICULTY)
            )
        case DifficultySentUp(sent_on, to, number, expected_on):
            yield Tell(difficulty.back, told.DifficultySentUp(sent_on, to, number, expected_on, difficulty.turn))
        case DifficultyAnswered(answered_on, number, note):
            yield Tell(
                difficulty.back,
                told.DifficultyAnswered(answered_on, number, note, difficulty.turn),
                remark(note, DIFFICULTY),
            )
        case DifficultyClosed(closed_on, reason, note):
            yield Tell(
                difficulty.back,
                told.DifficultyClosed(closed_on, reason, note, difficulty.turn),
                remark(note, DIFFICULTY),
            )
        case DifficultyGathered() | ProgressLearned() | ReopeningLearned() | ConfirmationLearned():
            return
        case DifficultyRaised() | DifficultyReceived() | DifficultyReopened() | HelpConfirmed():
            return
        case _:
            assert_never(event)
