"""One difficulty, folded: how far it is, what was said, and to whom it belongs."""

from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never
from uuid import UUID

from services.support.domain.difficulties.events import (
    Begun,
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
from shared.kernel.difficulties import DifficultyRaised
from shared.kernel.difficulty_stages import Moved, Stage, Standing, at_stage, lies_above
from shared.kernel.words import Source


@dataclass(frozen=True)
class Difficulty(Standing):
    """`begun` is what it is about; `history` all that happened, in order; `proposals` those on the law that it is part of."""

    begun: Begun | None = None
    history: tuple[Event, ...] = ()
    proposals: tuple[UUID, ...] = ()

    @property
    def led_here(self) -> bool:
        """Is this the ledger of the agency that guides and answers?"""
        return self.begun is not None and not self.begun.way

    @property
    def back(self) -> Source | None:
        """The support of whoever raised it, where that is another's."""
        return self.begun.back if isinstance(self.begun, DifficultyReceived) else None

    @property
    def this_turn(self) -> tuple[Event, ...]:
        """What happened since whoever raised it answered last."""
        answers = (DifficultyReopened, HelpConfirmed, ReopeningLearned, ConfirmationLearned)
        last = max((n for n, event in enumerate(self.history) if isinstance(event, answers)), default=-1)
        return self.history[last:] if last >= 0 else self.history

    @property
    def letters(self) -> tuple[DifficultySentUp, ...]:
        """Each time a body above was asked."""
        return tuple(event for event in self.history if isinstance(event, DifficultySentUp))


def evolve(difficulty: Difficulty, event: Event) -> Difficulty:
    after = replace(moved(difficulty, event), history=(*difficulty.history, event))
    match event:
        case DifficultyRaised() | DifficultyReceived():
            return replace(after, begun=event)
        case DifficultyGathered(proposal):
            return replace(after, proposals=(*difficulty.proposals, proposal))
        case _:
            return after


def moved(standing: Moved, event: Event) -> Moved:
    """How far it is after this; whatever else a standing carries stays as it is."""
    match event:
        case DifficultyGathered():
            return standing
        case DifficultyReopened(reopened_on) | ReopeningLearned(reopened_on):
            return replace(at_stage(standing, Stage.REOPENED, reopened_on), turn=standing.turn + 1)
        case HelpConfirmed(confirmed_on) | ConfirmationLearned(confirmed_on):
            return replace(at_stage(standing, Stage.SETTLED, confirmed_on), turn=standing.turn + 1)
        case DifficultySentUp():
            return lies_above(standing, Stage.SENT_UP, event.sent_on, event.to, event.expected_on)
        case ProgressLearned() if event.turn < standing.turn:
            return standing  # the lead had not heard our answer yet when it said so
        case ProgressLearned():
            return lies_above(standing, event.stage, event.on, event.to, event.expected_on)
        case _:
            return at_stage(standing, *_step(event))


def _step(
    event: Begun | DifficultyTaken | GuidanceGiven | DifficultyAnswered | DifficultyClosed,
) -> tuple[Stage, date | None]:
    match event:
        case DifficultyRaised() | DifficultyReceived():
            return Stage.RAISED, event.raised_on
        case DifficultyTaken(taken_on):
            return Stage.TAKEN, taken_on
        case GuidanceGiven(given_on):
            return Stage.GUIDED, given_on
        case DifficultyAnswered(answered_on):
            return Stage.REPLIED, answered_on
        case DifficultyClosed(closed_on):
            return Stage.SETTLED, closed_on
        case _:
            assert_never(event)
