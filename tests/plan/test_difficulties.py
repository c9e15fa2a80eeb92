"""Difficulties: raised, taken, guided or asked above, answered, settled, taken up again; both ends agree whatever crosses."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st

from services.intake.messages.difficulties import tell_difficulty
from services.support.domain.difficulties.commands import (
    CloseDifficulty,
    ConfirmHelp,
    GatherDifficulty,
    GiveGuidance,
    LearnConfirmation,
    LearnProgress,
    LearnReopening,
    ReceiveDifficulty,
    RecordAnswer,
    ReopenDifficulty,
    SendDifficultyUp,
    TakeDifficulty,
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
    GuidanceGiven,
    HelpConfirmed,
    ProgressLearned,
    ReopeningLearned,
)
from services.support.domain.difficulties.file import Difficulty
from services.support.domain.difficulties.rules import BEFORE, DIFFICULTY, fits
from services.support.messages.difficulties import tell_of_difficulty
from services.support.policies.difficulties import OF_DIFFICULTIES
from shared.kernel.decider import Refused
from shared.kernel.difficulties import DifficultyRaised, RaiseDifficulty, difficulty, way_to_lead
from shared.kernel.difficulty_stages import HOLDS, Holder, Stage, Standing, Waits, days, is_awaited, waits
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.tell import Happened
from shared.kernel.when import When
from shared.ledger import Ledger
from shared.testing import deliver, entries, given, identity, memory_ledger, record
from tests.plan.office import profile

LAW = profile().law_on(date(2023, 6, 15))
ON = date(2023, 6, 1)
VM = identity("a difficulty")
WORDS = Sealed("làm theo mẫu 01")
HERE = DifficultyRaised("law_gap", "benefits", None, None, "ND09", 19, ON)
"""Raised at the lead itself."""
TOLD = DifficultyReceived("support.communes", "no_answer", "verification", "20035", ON, back="support.communes")
"""At the lead, raised by a commune."""
SENT = DifficultyRaised("no_answer", "verification", "20035", None, None, None, ON, ("support.labour",))
"""At the commune that raised it."""
TAKEN = DifficultyTaken(ON + timedelta(1))
GUIDED = GuidanceGiven(ON + timedelta(2))
UP = DifficultySentUp(ON + timedelta(2), "town_committee", "15/LĐTBXH", ON + timedelta(12))
ANSWERED = DifficultyAnswered(ON + timedelta(9), "88/UBND")


def day(n: int) -> date:
    return ON + timedelta(n)


def lead(*past: Any) -> given:
    return given(DIFFICULTY, TOLD, *past, law=LAW)


def raiser(*past: Any) -> given:
    return given(DIFFICULTY, SENT, *past, law=LAW)


def learned(stage: Stage, on: date, turn: int = 0, **more: Any) -> ProgressLearned:
    return ProgressLearned(stage, on, turn, **more)


# -- raising


def test_it_goes_through_the_support_of_the_own_agency_to_the_lead() -> None:
    assert way_to_lead("intake", "communes", LAW) == ("support.communes", "support.labour")
    assert way_to_lead("support", "communes", LAW) == ("support.labour",)
    assert way_to_lead("support", "labour", LAW) == ()
    assert way_to_lead("intake", "labour", LAW) == ("support.labour",)
    assert way_to_lead("intake", "police", LAW) == ("support.labour",), (
        "the police have no support: straight to the lead"
    )
    assert way_to_lead("support", None, LAW) == ()


def test_raised_once_with_the_article_it_is_about() -> None:
    asked = RaiseDifficulty("law_gap", "benefits", None, None, "ND09", 19, "labour", ON)
    given(DIFFICULTY, law=LAW).when(asked).then(HERE)
    given(DIFFICULTY, HERE, law=LAW).when(asked).nothing()


@pytest.mark.parametrize(
    ("more", "rule"),
    [
        ({"document": "ND00"}, "code.unknown"),
        ({"kind": "bad_weather"}, "code.unknown"),
        ({"article": 19}, "difficulty.article_of_nothing"),
    ],
)
def test_what_it_is_about_must_be_known(more: dict[str, Any], rule: str) -> None:
    given(DIFFICULTY, law=LAW).when(RaiseDifficulty(**{"kind": "money", "at_step": "needs"} | more)).refused(rule)


def test_told_twice_it_is_received_once() -> None:
    told = ReceiveDifficulty(sender="support.communes", kind="money", step="needs", unit="20035", raised_on=ON)
    received = DifficultyReceived("support.communes", "money", "needs", "20035", ON, back="support.communes")
    given(DIFFICULTY, law=LAW).when(told).then(received)
    given(DIFFICULTY, received, law=LAW).when(told).nothing()


def test_what_intake_told_is_told_back_to_nobody() -> None:
    told = ReceiveDifficulty(sender="intake.police", kind="money", step="needs", unit=None, raised_on=ON)
    assert given(DIFFICULTY, law=LAW).when(told).state_now.back is None


# -- the lead


def test_taken_guided_closed() -> None:
    lead().when(TakeDifficulty(day(1))).then(TAKEN)
    lead(TAKEN).when(GiveGuidance(day(2), WORDS, "12/LĐTBXH")).then(GuidanceGiven(day(2), "12/LĐTBXH", WORDS))
    lead(TAKEN, GUIDED).when(CloseDifficulty(day(3), "helped")).then(DifficultyClosed(day(3), "helped"))


def test_sent_up_answered() -> None:
    asked = SendDifficultyUp(day(2), "town_committee", "15/LĐTBXH", day(12))
    lead(TAKEN).when(asked).then(UP)
    lead(TAKEN, UP).when(RecordAnswer(day(9), WORDS, "88/UBND")).then(DifficultyAnswered(day(9), "88/UBND", WORDS))


@pytest.mark.parametrize(
    ("past", "command", "rule"),
    [
        ((), GiveGuidance(day(1), WORDS), "difficulty.not_taken"),
        ((), SendDifficultyUp(day(1), "town_committee"), "difficulty.not_taken"),
        ((), TakeDifficulty(day(-1)), "difficulty.before_raised"),
        ((TAKEN,), GiveGuidance(day(-1), WORDS), "difficulty.before_raised"),
        ((TAKEN,), SendDifficultyUp(day(-1), "town_committee"), "difficulty.before_raised"),
        ((TAKEN,), SendDifficultyUp(day(1), "the_moon"), "code.unknown"),
        ((TAKEN,), SendDifficultyUp(day(3), "town_committee", None, day(2)), "difficulty.expected_before_sent"),
        ((TAKEN,), RecordAnswer(day(3), WORDS), "difficulty.not_sent_up"),
        ((TAKEN, UP), RecordAnswer(day(1), WORDS), "difficulty.answer_before_sent"),
        ((TAKEN,), CloseDifficulty(day(-1), "moot"), "difficulty.before_raised"),
        ((TAKEN,), CloseDifficulty(day(3), "tired"), "code.unknown"),
        ((TAKEN,), CloseDifficulty(day(3), "helped"), "difficulty.nothing_said"),
        ((TAKEN,), CloseDifficulty(day(3), "answered"), "difficulty.nothing_said"),
        ((TAKEN, GUIDED, DifficultyClosed(day(3), "helped")), GiveGuidance(day(4), WORDS), "difficulty.settled"),
        ((DifficultyClosed(day(3), "moot"),), TakeDifficulty(day(4)), "difficulty.settled"),
        ((DifficultyClosed(day(3), "moot"),), CloseDifficulty(day(4), "double"), "difficulty.settled"),
        ((TAKEN, GUIDED), ReopenDifficulty(day(4), "unclear"), "difficulty.not_raised_here"),
        ((TAKEN, GUIDED), ConfirmHelp(day(4)), "difficulty.not_raised_here"),
    ],
)
def test_what_the_lead_cannot_do(past: tuple[Any, ...], command: Any, rule: str) -> None:
    lead(*past).when(command).refused(rule)


@pytest.mark.parametrize(
    ("past", "command"),
    [
        ((TAKEN,), TakeDifficulty(day(5))),
        ((TAKEN, GuidanceGiven(day(2), "12/LĐTBXH")), GiveGuidance(day(2), WORDS, "12/LĐTBXH")),
        ((TAKEN, UP), SendDifficultyUp(day(2), "town_committee", "15/LĐTBXH", day(20))),
        ((TAKEN, UP, ANSWERED), RecordAnswer(day(9), WORDS, "88/UBND")),
        ((DifficultyClosed(day(3), "moot"),), CloseDifficulty(day(4), "moot")),
    ],
)
def test_said_twice_is_done_once(past: tuple[Any, ...], command: Any) -> None:
    lead(*past).when(command).nothing()


def test_it_is_taken_and_guided_again_after_it_did_not_help_even_on_the_same_day() -> None:
    again = (DifficultyTaken(day(1)), GuidanceGiven(day(1), "12/LĐTBXH"), ReopeningLearned(day(1), "unclear"))
    lead(*again).when(TakeDifficulty(day(1))).then(DifficultyTaken(day(1)))
    lead(*again).when(GiveGuidance(day(1), WORDS, "12/LĐTBXH")).then(GuidanceGiven(day(1), "12/LĐTBXH", WORDS))


def test_an_answer_from_above_that_comes_late_is_taken_whenever_it_comes() -> None:
    late = RecordAnswer(day(40), WORDS)
    for past in ((TAKEN, UP, GUIDED), (TAKEN, UP, GUIDED, ConfirmationLearned(day(5)))):
        lead(*past).when(late).then(DifficultyAnswered(day(40), None, WORDS))
        assert lead(*past).when(late).state_now.stage is Stage.REPLIED


def test_only_the_lead_guides() -> None:
    raiser().when(TakeDifficulty(day(1))).refused("difficulty.not_led_here")
    raiser().when(CloseDifficulty(day(1), "moot")).refused("difficulty.not_led_here")


def test_nothing_is_done_with_what_is_not_there() -> None:
    for command in (TakeDifficulty(ON), ConfirmHelp(ON), GatherDifficulty(VM), _told(Stage.TAKEN)):
        given(DIFFICULTY, law=LAW).when(command).refused("difficulty.unknown")


def test_gathered_into_a_proposal_once() -> None:
    lead().when(GatherDifficulty(VM)).then(DifficultyGathered(VM))
    lead(DifficultyGathered(VM)).when(GatherDifficulty(VM)).nothing()
    assert lead(DifficultyGathered(VM)).state.stage is Stage.RAISED


# -- whoever raised it


def _told(stage: Stage, turn: int = 0, teller: str = "support.labour") -> LearnProgress:
    return LearnProgress(teller=teller, stage=stage, on=day(2), turn=turn)


def test_each_step_is_learned_and_moves_it() -> None:
    raiser().when(_told(Stage.TAKEN)).then(learned(Stage.TAKEN, day(2)))
    for stage in (Stage.TAKEN, Stage.GUIDED, Stage.SENT_UP, Stage.REPLIED, Stage.SETTLED):
        assert raiser().when(_told(stage)).state_now.stage is stage


def test_nobody_else_tells_it() -> None:
    raiser().when(_told(Stage.TAKEN, teller="support.health")).refused("difficulty.not_theirs")
    lead().when(LearnReopening(teller="support.health", reopened_on=ON, reason="unclear")).refused(
        "difficulty.not_theirs"
    )
    lead().when(LearnConfirmation(teller="support.health", confirmed_on=ON)).refused("difficulty.not_theirs")
    lead().when(_told(Stage.TAKEN)).refused("difficulty.not_theirs")
    given(DIFFICULTY, HERE, law=LAW).when(_told(Stage.TAKEN)).refused("difficulty.not_theirs")


def test_it_is_confirmed_or_taken_up_again() -> None:
    guided = learned(Stage.GUIDED, day(2))
    raiser(guided).when(ConfirmHelp(day(3))).then(HelpConfirmed(day(3)))
    raiser(guided, HelpConfirmed(day(3))).when(ConfirmHelp(day(4))).nothing()
    reopened = DifficultyReopened(day(3), "unclear", WORDS)
    raiser(guided).when(ReopenDifficulty(day(3), "unclear", WORDS)).then(reopened)
    raiser(guided, reopened).when(ReopenDifficulty(day(4), "again")).nothing()
    raiser(guided, HelpConfirmed(day(3))).when(ReopenDifficulty(day(5), "again")).then(
        DifficultyReopened(day(5), "again")
    )


@pytest.mark.parametrize(
    ("past", "command", "rule"),
    [
        ((), ConfirmHelp(day(1)), "difficulty.nothing_said"),
        ((), ReopenDifficulty(day(1), "unclear"), "difficulty.nothing_said"),
        ((learned(Stage.TAKEN, day(1)),), ReopenDifficulty(day(1), "unclear"), "difficulty.nothing_said"),
        ((learned(Stage.GUIDED, day(1)),), ReopenDifficulty(day(1), "tired"), "code.unknown"),
        ((learned(Stage.GUIDED, day(1)),), ConfirmHelp(day(-1)), "difficulty.before_raised"),
        ((learned(Stage.GUIDED, day(1)),), ReopenDifficulty(day(-1), "again"), "difficulty.before_raised"),
    ],
)
def test_what_whoever_raised_it_cannot_do(past: tuple[Any, ...], command: Any, rule: str) -> None:
    raiser(*past).when(command).refused(rule)


def test_what_the_lead_said_before_it_heard_our_answer_moves_nothing() -> None:
    past = (learned(Stage.GUIDED, day(2)), DifficultyReopened(day(3), "unclear"))
    assert raiser(*past).when(_told(Stage.SETTLED, turn=0)).state_now.stage is Stage.REOPENED
    assert raiser(*past).when(_told(Stage.SETTLED, turn=1)).state_now.stage is Stage.SETTLED
    assert len(raiser(*past).when(_told(Stage.SETTLED, turn=0)).state_now.history) == 4, "it is remembered all the same"


def test_the_lead_answers_what_it_raised_itself_or_was_told_by_an_office_without_support() -> None:
    by_letter = DifficultyReceived("intake.police", "money", "needs", None, ON)
    for begun in (HERE, by_letter):
        given(DIFFICULTY, begun, TAKEN, GUIDED, law=LAW).when(ConfirmHelp(day(3))).then(HelpConfirmed(day(3)))


def test_a_page_offers_what_the_rules_allow() -> None:
    """`fits` and `decide` say the same of the stage, for every command at every stage and place."""
    begun: dict[str, Any] = {"raiser": SENT, "lead": TOLD, "own": HERE}
    to: dict[Stage, tuple[Any, ...]] = {
        Stage.RAISED: (), Stage.TAKEN: (TAKEN,), Stage.GUIDED: (TAKEN, GUIDED), Stage.SENT_UP: (TAKEN, UP),
        Stage.REPLIED: (TAKEN, UP, ANSWERED), Stage.REOPENED: (TAKEN, UP, GUIDED, ReopeningLearned(day(3), "again")),
        Stage.SETTLED: (TAKEN, UP, GUIDED, ConfirmationLearned(day(3))),
    }  # fmt: skip
    asked: dict[type, Any] = {
        TakeDifficulty: TakeDifficulty(day(10)), GiveGuidance: GiveGuidance(day(10), WORDS),
        SendDifficultyUp: SendDifficultyUp(day(10), "ministry"), RecordAnswer: RecordAnswer(day(10), WORDS),
        CloseDifficulty: CloseDifficulty(day(10), "moot"), ConfirmHelp: ConfirmHelp(day(10)),
        ReopenDifficulty: ReopenDifficulty(day(10), "again"),
    }  # fmt: skip
    assert asked.keys() == BEFORE.keys()
    for begins in begun.values():
        for stage, past in to.items():
            state = DIFFICULTY.replay((begins, *past))
            assert state.stage is stage
            for command, one in asked.items():
                answer = given(DIFFICULTY, begins, *past, law=LAW).when(one)
                assert bool(answer.answer) == fits(command, state), (command, stage, begins)


# -- clocks


def test_days_are_whole_and_never_less_than_none() -> None:
    assert days(ON, day(3)) == 3
    assert days(day(3), ON) == 0
    assert days(None, ON) == 0


def test_each_holder_has_its_own_clock() -> None:
    def at(*past: Any) -> Waits:
        return waits(DIFFICULTY.replay((TOLD, *past)), ON, day(30))

    assert at() == Waits(Holder.LEAD, 30, 30)
    assert at(TAKEN) == Waits(Holder.LEAD, 30, 30), "taken or not, it lies with the lead"
    assert at(TAKEN, GUIDED) == Waits(Holder.RAISER, 28, 30)
    assert at(TAKEN, UP) == Waits(Holder.ABOVE, 28, 30)
    assert at(TAKEN, UP, DifficultySentUp(day(10), "ministry")) == Waits(Holder.ABOVE, 20, 30), (
        "another body: another clock"
    )
    assert at(TAKEN, UP, DifficultySentUp(day(10), "town_committee")) == Waits(Holder.ABOVE, 28, 30), "asked again"
    assert at(TAKEN, UP, ANSWERED) == Waits(Holder.RAISER, 21, 30)
    assert at(TAKEN, GUIDED, ReopeningLearned(day(5), "again")) == Waits(Holder.LEAD, 25, 30)
    assert at(TAKEN, GUIDED, ConfirmationLearned(day(6))) == Waits(None, 0, 6), "settled after six days, for good"


def test_a_day_that_a_person_set_can_pass_and_no_rule_sets_one() -> None:
    up = DIFFICULTY.replay((TOLD, TAKEN, UP))
    assert not is_awaited(up, day(12))
    assert is_awaited(up, day(13))
    assert not is_awaited(DIFFICULTY.replay((TOLD, TAKEN, DifficultySentUp(ON, "ministry"))), day(400))
    assert not is_awaited(DIFFICULTY.replay((TOLD, TAKEN, UP, ANSWERED)), day(13))


# -- two offices and the way between them


class Offices:
    """A commune's support and the lead's, with messages under way."""

    def __init__(self) -> None:
        self.unit, self.lead = (_ledger(f"support.{agency}") for agency in ("communes", "labour"))
        self.heard = {self.unit: 0, self.lead: 0}

    def ask(self, ledger: Ledger, command: Any) -> bool:
        try:
            record(ledger, DIFFICULTY, VM, command, law=LAW)
        except Refused:
            return False
        return True

    def carry(self, sender: Ledger, receiver: Ledger) -> None:
        since, self.heard[sender] = self.heard[sender], sender.store.last()
        deliver(sender, receiver, since=since)

    def at(self, ledger: Ledger) -> Difficulty:
        state: Difficulty = ledger.load(DIFFICULTY, VM).state
        return state


def _ledger(source: str) -> Ledger:
    return memory_ledger(source, tells=[(DIFFICULTY, tell_of_difficulty)], policies=OF_DIFFICULTIES, law=LAW)


def raised(**more: Any) -> RaiseDifficulty:
    said: dict[str, Any] = {"kind": "money", "at_step": "needs", "unit": "20035", "agency": "communes", "raised_on": ON}
    return RaiseDifficulty(**said | more)


def test_from_a_commune_to_the_lead_and_every_step_back_with_its_words() -> None:
    town = Offices()
    assert town.ask(town.unit, raised(note=Sealed("không có nguồn")))
    town.carry(town.unit, town.lead)
    begun = town.at(town.lead).begun
    assert begun
    assert (begun.unit, begun.raised_on, town.lead.open(begun.note)) == ("20035", ON, "không có nguồn")
    steps = [
        (TakeDifficulty(day(1)), Stage.TAKEN),
        (SendDifficultyUp(day(2), "ministry", "7/A", day(9), Sealed("nội bộ")), Stage.SENT_UP),
        (RecordAnswer(day(3), Sealed("được chi"), "8/B"), Stage.REPLIED), (GiveGuidance(day(4), WORDS), Stage.GUIDED),
        (CloseDifficulty(day(5), "helped"), Stage.SETTLED),
    ]  # fmt: skip
    for command, stage in steps:
        assert town.ask(town.lead, command)
        town.carry(town.lead, town.unit)
        assert town.at(town.unit).stage is town.at(town.lead).stage is stage
    told = [event for event in town.at(town.unit).history if isinstance(event, ProgressLearned)]
    assert [town.unit.open(event.note) for event in told] == [None, None, "được chi", "làm theo mẫu 01", None], (
        "what was asked above stays with the lead"
    )
    assert (told[1].to, told[1].number, told[1].expected_on) == ("ministry", "7/A", day(9))


def test_what_was_raised_in_intake_goes_through_the_own_support_and_comes_back_there() -> None:
    intake = memory_ledger("intake.communes", tells=[(difficulty("intake"), tell_difficulty)], law=LAW)
    town = Offices()
    record(intake, difficulty("intake"), VM, raised(note=WORDS), law=LAW)
    assert deliver(intake, town.lead) == [], "the lead hears it once, from the support of the commune"
    deliver(intake, town.unit)
    town.carry(town.unit, town.lead)
    assert town.lead.open(town.at(town.lead).begun.note) == "làm theo mẫu 01"  # type: ignore[union-attr]
    assert town.ask(town.lead, TakeDifficulty(day(1)))
    town.carry(town.lead, town.unit)
    assert town.at(town.unit).stage is Stage.TAKEN
    assert town.at(town.unit).led_here is False


def test_what_the_police_raised_in_intake_goes_straight_to_the_lead_and_is_told_back_to_nobody() -> None:
    police = memory_ledger("intake.police", tells=[(difficulty("intake"), tell_difficulty)], law=LAW)
    town = Offices()
    record(police, difficulty("intake"), VM, raised(agency="police", unit=None), law=LAW)
    deliver(police, town.lead)
    assert town.ask(town.lead, TakeDifficulty(day(1)))
    assert [entry.body.to for entry in entries(town.lead)] == [[], []]


def test_what_was_raised_before_difficulties_were_told_stays_where_it_is() -> None:
    """An entry of the first version has neither day nor way."""
    first = DifficultyRaised("money", "needs", "20035")
    old = DIFFICULTY.replay((first,))
    happened = Happened(VM, first, By("officer", "communes"), When.day(ON))
    assert [*tell_of_difficulty(happened, old), *tell_difficulty(happened, True)] == []
    assert (old.stage, old.since, old.led_here) == (Stage.RAISED, None, True)
    assert waits(old, None, ON) == Waits(Holder.LEAD, 0, 0)


ASKED = st.sampled_from(
    [
        ("unit", ConfirmHelp(day(5))), ("unit", ReopenDifficulty(day(5), "again")),
        ("lead", TakeDifficulty(day(5))), ("lead", GiveGuidance(day(5), WORDS)), ("lead", SendDifficultyUp(day(5), "ministry")),
        ("lead", RecordAnswer(day(5), WORDS)), ("lead", CloseDifficulty(day(5), "moot")),
        ("carry", "unit"), ("carry", "lead"),
    ]
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@every(st.booleans(), st.lists(ASKED, max_size=10))
def test_whatever_crosses_on_the_way_both_ends_agree_once_all_is_heard(
    guided: bool, steps: list[tuple[str, Any]]
) -> None:
    town = Offices()
    town.ask(town.unit, raised())
    town.carry(town.unit, town.lead)
    if guided:
        assert all(town.ask(town.lead, command) for command in (TakeDifficulty(day(1)), GiveGuidance(day(2), WORDS)))
        town.carry(town.lead, town.unit)
    ends = {"unit": town.unit, "lead": town.lead}
    other = {"unit": "lead", "lead": "unit"}
    for who, what in [*steps, ("carry", "unit"), ("carry", "lead"), ("carry", "unit")]:
        if who == "carry":
            town.carry(ends[what], ends[other[what]])
        else:
            town.ask(ends[who], what)
    here, there = town.at(town.unit), town.at(town.lead)
    assert _seen(here) == _seen(there)


def _seen(state: Difficulty) -> Standing:
    return Standing(state.stage, None, state.turn, state.to, state.expected_on)


@every(st.dates(date(2023, 1, 1), date(2024, 1, 1)), st.dates(date(2023, 1, 1), date(2024, 12, 31)))
def test_nobody_holds_it_longer_than_it_is_there(since: date, today: date) -> None:
    for stage in HOLDS:
        found = waits(Standing(stage, since), ON, today)
        assert found.here >= 0
        assert found.here <= max(found.all, days(since, today))
