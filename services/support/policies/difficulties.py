"""Whenever a difficulty was raised elsewhere, or the other side took a step with one, we do this with our own file of it."""

from collections.abc import Callable, Mapping

from services.support.domain.difficulties.commands import (
    LearnConfirmation,
    LearnProgress,
    LearnReopening,
    ReceiveDifficulty,
)
from services.support.domain.difficulties.rules import DIFFICULTY
from shared.contracts import intake_difficulties
from shared.contracts.support_difficulties import (
    DifficultyAnswered,
    DifficultyClosed,
    DifficultyReopened,
    DifficultySent,
    DifficultySentUp,
    DifficultyTaken,
    GuidanceGiven,
    HelpConfirmed,
)
from shared.kernel.decider import Act
from shared.kernel.difficulty_stages import Stage
from shared.kernel.tell import Heard


def receive_it_whenever_a_difficulty_was_sent(heard: Heard) -> list[Act]:
    message: DifficultySent | intake_difficulties.DifficultySent = heard.message
    return [Act(DIFFICULTY, heard.subject, ReceiveDifficulty(sender=heard.sender, **vars(message)))]


def learn_it_whenever_a_difficulty_was_taken(heard: Heard) -> list[Act]:
    told: DifficultyTaken = heard.message
    return _learn(heard, LearnProgress(teller=heard.sender, stage=Stage.TAKEN, on=told.taken_on, turn=told.turn))


def learn_it_whenever_guidance_was_given(heard: Heard) -> list[Act]:
    told: GuidanceGiven = heard.message
    learned = LearnProgress(
        teller=heard.sender, stage=Stage.GUIDED, on=told.given_on, turn=told.turn, number=told.number, note=told.note
    )
    return _learn(heard, learned)


def learn_it_whenever_a_difficulty_was_sent_up(heard: Heard) -> list[Act]:
    told: DifficultySentUp = heard.message
    learned = LearnProgress(
        teller=heard.sender, stage=Stage.SENT_UP, on=told.sent_on, turn=told.turn, number=told.number,
        to=told.to, expected_on=told.expected_on,
    )  # fmt: skip
    return _learn(heard, learned)


def learn_it_whenever_a_difficulty_was_answered(heard: Heard) -> list[Act]:
    told: DifficultyAnswered = heard.message
    learned = LearnProgress(
        teller=heard.sender,
        stage=Stage.REPLIED,
        on=told.answered_on,
        turn=told.turn,
        number=told.number,
        note=told.note,
    )
    return _learn(heard, learned)


def learn_it_whenever_a_difficulty_was_closed(heard: Heard) -> list[Act]:
    told: DifficultyClosed = heard.message
    learned = LearnProgress(
        teller=heard.sender, stage=Stage.SETTLED, on=told.closed_on, turn=told.turn, reason=told.reason, note=told.note
    )
    return _learn(heard, learned)


def take_it_up_again_whenever_a_difficulty_was_reopened(heard: Heard) -> list[Act]:
    told: DifficultyReopened = heard.message
    return [Act(DIFFICULTY, heard.subject, LearnReopening(teller=heard.sender, **vars(told)))]


def settle_it_whenever_help_was_confirmed(heard: Heard) -> list[Act]:
    told: HelpConfirmed = heard.message
    return [Act(DIFFICULTY, heard.subject, LearnConfirmation(teller=heard.sender, **vars(told)))]


def _learn(heard: Heard, learned: LearnProgress) -> list[Act]:
    return [Act(DIFFICULTY, heard.subject, learned)]


OF_DIFFICULTIES: Mapping[type, Callable[[Heard], list[Act]]] = {
    intake_difficulties.DifficultySent: receive_it_whenever_a_difficulty_was_sent,
    DifficultySent: receive_it_whenever_a_difficulty_was_sent,
    DifficultyTaken: learn_it_whenever_a_difficulty_was_taken,
    GuidanceGiven: learn_it_whenever_guidance_was_given,
    DifficultySentUp: learn_it_whenever_a_difficulty_was_sent_up,
    DifficultyAnswered: learn_it_whenever_a_difficulty_was_answered,
    DifficultyClosed: learn_it_whenever_a_difficulty_was_closed,
    DifficultyReopened: take_it_up_again_whenever_a_difficulty_was_reopened,
    HelpConfirmed: settle_it_whenever_help_was_confirmed,
}
