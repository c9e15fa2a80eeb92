"""What can be done with a difficulty, and what follows."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import assert_never, get_args

from services.support.domain.difficulties.commands import (
    CloseDifficulty,
    Command,
    ConfirmHelp,
    GatherDifficulty,
    GiveGuidance,
    LearnConfirmation,
    LearnProgress,
    LearnReopening,
    OfLead,
    OfRaiser,
    ReceiveDifficulty,
    RecordAnswer,
    ReopenDifficulty,
    SendDifficultyUp,
    TakeDifficulty,
    Told,
)
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
from services.support.domain.difficulties.file import Difficulty, evolve
from shared.kernel.checks import must_follow, must_know
from shared.kernel.decider import Decider, Refused
from shared.kernel.difficulties import RaiseDifficulty, raising
from shared.kernel.difficulty_stages import OPEN, Stage
from shared.kernel.law import Law
from shared.kernel.words import Source

SERVICE = "support"
WORKED_ON = OPEN - {Stage.RAISED}
"""The lead has taken it."""
BEFORE: Mapping[type, frozenset[Stage]] = {
    TakeDifficulty: frozenset({Stage.RAISED, Stage.REOPENED}),
    GiveGuidance: WORKED_ON,
    SendDifficultyUp: WORKED_ON,
    RecordAnswer: WORKED_ON | {Stage.SETTLED},
    CloseDifficulty: OPEN,
    ReopenDifficulty: frozenset({Stage.GUIDED, Stage.REPLIED, Stage.SETTLED}),
    ConfirmHelp: frozenset({Stage.GUIDED, Stage.REPLIED}),
}
"""At which stages what can be asked. An answer that comes late is taken whenever it comes."""
SAID = frozenset({"helped", "answered"})
"""Reasons to close for which something must have been said first."""


def decide(command: Command, difficulty: Difficulty, law: Law) -> Sequence[Event]:
    match command:
        case RaiseDifficulty():
            happened = raising(command, SERVICE, law)
            return [] if difficulty.begun else [happened]
        case GatherDifficulty(proposal):
            _must_be_there(difficulty)
            return [] if proposal in difficulty.proposals else [DifficultyGathered(proposal)]
        case ReceiveDifficulty() | LearnProgress() | LearnReopening() | LearnConfirmation():
            return _told(command, difficulty)
        case ReopenDifficulty() | ConfirmHelp():
            return _of_raiser(command, difficulty, law)
        case TakeDifficulty() | GiveGuidance() | SendDifficultyUp() | RecordAnswer() | CloseDifficulty():
            return _of_lead(command, difficulty, law)
        case _:
            assert_never(command)


def fits(command: type, difficulty: Difficulty) -> bool:
    """Does it make sense here and now? The rules say why not; a page leaves out what does not."""
    if command in get_args(OfLead):
        late = command is not RecordAnswer or bool(difficulty.letters)
        return difficulty.led_here and difficulty.stage in BEFORE[command] and late
    return command in BEFORE and difficulty.back is None and difficulty.stage in BEFORE[command]


def _of_lead(command: OfLead, difficulty: Difficulty, law: Law) -> Sequence[Event]:
    _must_be_there(difficulty)
    if not difficulty.led_here:
        raise Refused("difficulty.not_led_here", "the lead agency guides and answers")
    if _said_twice(event := _step(command, difficulty, law), difficulty):
        return []
    if isinstance(command, TakeDifficulty) and difficulty.stage in WORKED_ON - {Stage.REOPENED}:
        return []  # somebody of the lead has it already
    if difficulty.stage not in BEFORE[type(command)]:
        raise Refused(
            "difficulty.settled" if difficulty.stage is Stage.SETTLED else "difficulty.not_taken",
            f"it is {difficulty.stage}",
        )
    return [event]


def _step(command: OfLead, difficulty: Difficulty, law: Law) -> Event:
    match command:
        case TakeDifficulty(taken_on):
            _must_not_precede_it(taken_on, difficulty)
            return DifficultyTaken(taken_on)
        case GiveGuidance(given_on, note, number):
            _must_not_precede_it(given_on, difficulty)
            return GuidanceGiven(given_on, number, note)
        case SendDifficultyUp():
            _must_not_precede_it(command.sent_on, difficulty)
            must_know(law, "bodies_above", command.to)
            if command.expected_on and command.expected_on < command.sent_on:
                raise Refused("difficulty.expected_before_sent", "an answer is expected before it was asked for")
            return DifficultySentUp(**vars(command))
        case RecordAnswer(answered_on, note, number):
            if not difficulty.letters:
                raise Refused("difficulty.not_sent_up", "nobody above was asked")
            if answered_on < min(letter.sent_on for letter in difficulty.letters):
                raise Refused("difficulty.answer_before_sent", "answered before it was asked")
            return DifficultyAnswered(answered_on, number, note)
        case CloseDifficulty(closed_on, reason, note):
            _must_not_precede_it(closed_on, difficulty)
            must_know(law, "difficulty_closings", reason)
            if reason in SAID and not any(
                isinstance(e, GuidanceGiven | DifficultyAnswered) for e in difficulty.history
            ):
                raise Refused("difficulty.nothing_said", "no guidance and no answer was given")
            return DifficultyClosed(closed_on, reason, note)
        case _:
            assert_never(command)


def _said_twice(event: Event, difficulty: Difficulty) -> bool:
    """A paper has one number: guidance, question or answer of the same day under the same number is the same, unless it did not
    help in between. What is closed for a reason is closed for it."""
    said = difficulty.this_turn
    match event:
        case GuidanceGiven(on, number) if number:
            return any(isinstance(e, GuidanceGiven) and (e.given_on, e.number) == (on, number) for e in said)
        case DifficultyAnswered(on, number) if number:
            return any(isinstance(e, DifficultyAnswered) and (e.answered_on, e.number) == (on, number) for e in said)
        case DifficultySentUp(on, to, number) if difficulty.stage is Stage.SENT_UP:
            return any(
                isinstance(e, DifficultySentUp) and (e.sent_on, e.to, e.number) == (on, to, number) for e in said
            )
        case DifficultyClosed(reason=reason) if difficulty.stage is Stage.SETTLED:
            return isinstance(last := said[-1], DifficultyClosed) and last.reason == reason
        case _:
            return False


def _of_raiser(command: OfRaiser, difficulty: Difficulty, law: Law) -> Sequence[Event]:
    _must_be_there(difficulty)
    if difficulty.back is not None:
        raise Refused("difficulty.not_raised_here", "whoever raised it says so, in their own support")
    _must_not_precede_it(
        command.reopened_on if isinstance(command, ReopenDifficulty) else command.confirmed_on, difficulty
    )
    match command:
        case ReopenDifficulty():
            must_know(law, "difficulty_reopenings", command.reason)
            if difficulty.stage is Stage.REOPENED:
                return []
        case ConfirmHelp():
            if difficulty.stage is Stage.SETTLED:
                return []
        case _:
            assert_never(command)
    if difficulty.stage not in BEFORE[type(command)]:
        raise Refused("difficulty.nothing_said", f"it is {difficulty.stage}")
    return [
        DifficultyReopened(**vars(command))
        if isinstance(command, ReopenDifficulty)
        else HelpConfirmed(command.confirmed_on)
    ]


def _told(command: Told, difficulty: Difficulty) -> Sequence[Event]:
    """What another ledger told is taken as it is, from whoever it is for to tell it: there is nobody here to correct it."""
    if isinstance(command, ReceiveDifficulty):
        back = command.sender if command.sender.startswith(f"{SERVICE}.") else None
        return [] if difficulty.begun else [DifficultyReceived(**vars(command), back=back)]
    _must_be_there(difficulty)
    said = {name: value for name, value in vars(command).items() if name != "teller"}
    match command:
        case LearnProgress():
            _must_come_from(
                command.teller, difficulty.begun.way[0] if difficulty.begun and difficulty.begun.way else None
            )
            return [ProgressLearned(**said)]
        case LearnReopening():
            _must_come_from(command.teller, difficulty.back)
            return [ReopeningLearned(**said)]
        case LearnConfirmation():
            _must_come_from(command.teller, difficulty.back)
            return [ConfirmationLearned(**said)]
        case _:
            assert_never(command)


def _must_come_from(teller: Source, expected: Source | None) -> None:
    if teller != expected:
        raise Refused("difficulty.not_theirs", f"not for {teller} to tell")


def _must_be_there(difficulty: Difficulty) -> None:
    if difficulty.begun is None:
        raise Refused("difficulty.unknown", "no such difficulty was raised or told here")


def _must_not_precede_it(day: date, difficulty: Difficulty) -> None:
    must_follow(day, difficulty.begun.raised_on if difficulty.begun else None, "difficulty.before_raised")


DIFFICULTY: Decider[Difficulty, Command, Event] = Decider(
    "support.difficulty", "difficulty", Difficulty(), evolve, decide, get_args(Event)
)
