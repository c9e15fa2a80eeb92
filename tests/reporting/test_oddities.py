"""Each rule of the inspectors' desk: it finds what was planted, and lets pass what is just usual."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.intake.domain import CASE as INTAKE
from services.intake.domain.asked import AnswerVerification
from services.intake.domain.words import Outcome
from services.reporting.domain.finding import Place
from services.reporting.oddities import Rule
from services.reporting.oddities.finding import Finding
from services.reporting.oddities.reading import many
from services.reporting.projections.seals import Seal
from services.reporting.projections.watching import Break, Look
from shared.access import Way
from shared.journal import JournalEntry
from shared.kernel.people import By
from shared.kernel.when import When
from shared.testing import identity
from tests.reporting.town import (
    REFUSING,
    UNREAD,
    VICTIM,
    WAITING,
    Town,
    ask,
    information,
    law,
    may,
    reception,
    report,
    supported,
    until_informed,
    walked,
)
from tests.reporting.watch import NOW, Watch, findings, limits, of

LABOUR, COMMUNES, POLICE = "intake.labour", "intake.communes", "intake.police"


def victim() -> AnswerVerification:
    return AnswerVerification(Outcome.VICTIM, may(22), "34/CATX", "07/GXN", may(22))


def whole_story() -> list[JournalEntry]:
    """One person's way from the report to the closing, each step in time and on its day."""
    town = Town()
    until_informed(town, VICTIM, "P06")
    town.on(may(8), LABOUR, INTAKE, VICTIM, ask(may(8)))
    town.on(may(22), POLICE, INTAKE, VICTIM, victim())
    supported(town)
    return town.journal()


def sealed(source: str = POLICE, **more: object) -> Seal:
    whole: dict[str, object] = {
        "heard": 40, "checked": 40, "seen_by": ("labour", "health"), "seen_at": NOW - timedelta(minutes=5),
        "differs": None, "open_since": None, "lies": (),
    }  # fmt: skip
    return Seal(source, **(whole | more))  # type: ignore[arg-type]


def only(rule: Rule, every: Sequence[Finding]) -> Finding:
    (found,) = of(rule, every)
    return found


def test_a_clean_story_has_no_findings() -> None:
    story = whole_story()
    assert findings(story, may(28), [sealed(), sealed(LABOUR)]) == []
    assert findings(story, date(2024, 5, 28)) == [], "closed, she waits for nobody"


# Seals


def test_a_journal_other_than_what_was_co_signed_is_broken() -> None:
    said = only(Rule.SEAL_BROKEN, findings([], may(28), [sealed(differs=38)])).said
    assert (said.source, said.agency, said.number, said.entries) == (POLICE, "police", 38, (Place(POLICE, 38),))


def test_a_log_that_contradicted_itself_before_a_witness_is_broken() -> None:
    assert only(Rule.SEAL_BROKEN, findings([], may(28), [sealed(lies=("fork",))])).said.agency == "police"


def test_an_entry_told_twice_with_other_content_is_broken_at_once() -> None:
    twice = Break(POLICE, 12, NOW, told_otherwise=True)
    assert only(Rule.SEAL_BROKEN, findings([], may(28), breaks=[twice])).said.entries == (Place(POLICE, 12),)


@pytest.mark.parametrize(("minutes", "odd"), [(59, 0), (60, 0), (61, 1)])
def test_a_hole_is_broken_once_nothing_closes_it(minutes: int, odd: int) -> None:
    hole = Break(POLICE, 12, NOW - timedelta(minutes=minutes), told_otherwise=False)
    assert len(of(Rule.SEAL_BROKEN, findings([], may(28), breaks=[hole]))) == odd


@pytest.mark.parametrize(("minutes", "odd"), [(59, 0), (60, 0), (61, 1)])
def test_what_nobody_else_saw_for_too_long_is_missing_its_seal(minutes: int, odd: int) -> None:
    waiting = sealed(heard=43, open_since=NOW - timedelta(minutes=minutes))
    found = of(Rule.SEAL_MISSING, findings([], may(28), [waiting]))
    assert [each.said.number for each in found] == [3] * odd


# Deadlines


def test_a_deadline_that_is_not_kept_is_found_the_day_after_with_its_holder() -> None:
    town = Town()
    until_informed(town, WAITING, "P11")
    town.on(may(8), LABOUR, INTAKE, WAITING, ask(may(8)))
    assert of(Rule.DEADLINE_MISSED, findings(town.journal(), may(29))) == []
    said = only(Rule.DEADLINE_MISSED, findings(town.journal(), may(30))).said
    assert (said.holder, said.what, said.due_on, said.ended_on) == ("police", "verification", may(29), None)


def test_what_was_done_late_stays_a_finding_with_whoever_held_it_then() -> None:
    town = Town()
    until_informed(town, WAITING, "P11")
    town.on(may(8), LABOUR, INTAKE, WAITING, ask(may(8)))
    before = only(Rule.DEADLINE_MISSED, findings(town.journal(), may(30)))
    answered = AnswerVerification(Outcome.VICTIM, may(30), "34/CATX", "07/GXN", may(30))
    town.on(may(30), POLICE, INTAKE, WAITING, answered)
    after = only(Rule.DEADLINE_MISSED, findings(town.journal(), may(31)))
    assert after.id == before.id
    assert (after.said.holder, after.said.ended_on) == ("police", may(30))
    assert set(before.said.entries) < set(after.said.entries), "what inspectors said before is asked again"


def test_what_was_done_on_its_last_day_is_in_time() -> None:
    town = Town()
    until_informed(town, WAITING, "P11")
    town.on(may(8), LABOUR, INTAKE, WAITING, ask(may(8)))
    answered = AnswerVerification(Outcome.VICTIM, may(29), "34/CATX", "07/GXN", may(29))
    town.on(may(29), POLICE, INTAKE, WAITING, answered)
    assert of(Rule.DEADLINE_MISSED, findings(town.journal(), may(31))) == []


def test_a_notice_nobody_read_is_the_fault_of_whom_it_was_sent_to() -> None:
    said = next(
        f.said for f in of(Rule.DEADLINE_MISSED, findings(walked().journal(), may(31))) if f.said.case == UNREAD
    )
    assert (said.holder, said.what) == ("labour", "reception")


# Silence


@pytest.mark.parametrize(("days", "odd"), [(29, 0), (30, 0), (31, 1)])
def test_a_case_of_which_nobody_wrote_for_too_long_is_silent(days: int, odd: int) -> None:
    town = Town()
    until_informed(town, REFUSING, "P09")
    found = of(Rule.SILENCE, findings(town.journal(), may(6) + timedelta(days=days)))
    assert [each.said.holder for each in found] == ["labour"] * odd


def test_while_a_last_day_lies_ahead_nothing_is_silent() -> None:
    town = Town()
    until_informed(town, WAITING, "P11")
    town.on(may(8), LABOUR, INTAKE, WAITING, ask(may(8)))
    assert of(Rule.SILENCE, findings(town.journal(), may(29))) == []
    assert of(Rule.SILENCE, findings(town.journal(), date(2023, 6, 8))), (
        "once it is over, thirty days after the last deed"
    )


def test_a_look_breaks_no_silence() -> None:
    town = Town()
    until_informed(town, REFUSING, "P09")
    town.opened(date(2023, 6, 1), LABOUR, REFUSING, "identity")
    assert of(Rule.SILENCE, findings(town.journal(), date(2023, 6, 10)))


# Dates


@pytest.mark.parametrize(("written", "odd"), [(9, []), (10, [4])])
def test_what_is_written_down_long_after_it_was_done_is_back_dated(written: int, odd: list[int]) -> None:
    town = Town()
    town.on(may(5), COMMUNES, INTAKE, VICTIM, report(VICTIM, may(5)), unit="20035")
    town.clock.set(may(written))
    _written(town, LABOUR, VICTIM, reception(may(6)), may(6))
    found = of(Rule.BACK_DATED, findings(town.journal(), may(12)))
    assert [each.said.number for each in found] == odd


def test_what_several_deeds_of_one_sitting_date_back_is_one_finding() -> None:
    town = Town()
    town.on(may(5), COMMUNES, INTAKE, VICTIM, report(VICTIM, may(5)), unit="20035")
    town.clock.set(may(20))
    for command in (reception(may(6)), information(may(7), "P06")):
        _written(town, LABOUR, VICTIM, command, may(6))
    said = only(Rule.BACK_DATED, findings(town.journal(), may(21))).said
    assert (said.number, said.due_on, said.ended_on) == (14, may(6), may(20))
    assert len(said.entries) > 1


def test_a_deed_of_a_day_to_come_is_fore_dated() -> None:
    town = Town()
    town.on(may(5), COMMUNES, INTAKE, VICTIM, report(VICTIM, may(5)), unit="20035")
    town.clock.set(may(6))
    _written(town, LABOUR, VICTIM, reception(may(6)), may(7))
    assert only(Rule.FORE_DATED, findings(town.journal(), may(8))).said.number == 1


def test_an_old_paper_is_recorded_when_it_comes() -> None:
    """A proof has its own day, and nobody has to write it down soon: it is not named among those that are judged."""
    assert "intake.case.VictimIdentified" not in limits().back_dated
    found = of(Rule.BACK_DATED, findings(walked().journal("intake.labour"), may(31)))
    assert "intake.case.VictimIdentified" not in {_name(walked(), p) for each in found for p in each.said.entries}


# Decisions


def at_the_decision() -> Watch:
    """She was received and told of herself; it is the eighth, nine in the morning, at the labour office."""
    town = Watch()
    until_informed(town, VICTIM, "P06")
    return town.at(may(8))


@pytest.mark.parametrize(("seconds", "odd"), [(14, [14]), (15, []), (300, [])])
def test_a_decision_seconds_after_the_first_look_is_hasty(seconds: int, odd: list[int]) -> None:
    town = at_the_decision()
    page = town.looks(LABOUR, VICTIM)
    town.later(seconds=seconds).decides(LABOUR, INTAKE, VICTIM, ask(may(8)), saw=page)
    assert [each.said.number for each in of(Rule.HASTY, findings(town.journal(), may(8)))] == odd


def test_who_had_looked_before_may_open_the_form_and_send_it_at_once() -> None:
    town = at_the_decision()
    town.looks(LABOUR, VICTIM)
    page = town.later(minutes=5).looks(LABOUR, VICTIM)
    town.later(seconds=2).decides(LABOUR, INTAKE, VICTIM, ask(may(8)), saw=page)
    assert of(Rule.HASTY, findings(town.journal(), may(8))) == []


def test_what_was_looked_at_before_somebody_else_did_something_does_not_count() -> None:
    town = at_the_decision()
    town.looks(LABOUR, VICTIM, "lan")
    town.later(minutes=5).decides(
        LABOUR, INTAKE, VICTIM, information(may(8), "P09"), "binh", saw=town.looks(LABOUR, VICTIM, "binh")
    )
    page = town.later(minutes=5).looks(LABOUR, VICTIM, "lan")
    town.later(seconds=2).decides(LABOUR, INTAKE, VICTIM, ask(may(8)), "lan", saw=page)
    assert {each.said.number for each in of(Rule.HASTY, findings(town.journal(), may(8)))} == {0, 2}


def test_a_program_reads_fast() -> None:
    town = at_the_decision()
    page = town.looks(LABOUR, VICTIM, way=Way.API)
    town.later(seconds=1).decides(LABOUR, INTAKE, VICTIM, ask(may(8)), saw=page)
    assert of(Rule.HASTY, findings(town.journal(), may(8))) == []


def test_who_never_opened_the_case_decided_unread() -> None:
    town = at_the_decision()
    town.looks(LABOUR, VICTIM, "binh")
    town.later(minutes=5).decides(LABOUR, INTAKE, VICTIM, ask(may(8)), "lan")
    said = only(Rule.UNREAD, findings(town.journal(), may(8))).said
    assert (said.case, said.agency, said.entries[0].source) == (VICTIM, "labour", LABOUR)


def test_who_opened_it_once_has_read_it() -> None:
    town = at_the_decision()
    town.looks(LABOUR, VICTIM)
    town.later(hours=30).decides(LABOUR, INTAKE, VICTIM, ask(may(8)))
    assert of(Rule.UNREAD, findings(town.journal(), may(10))) == []


def test_with_the_first_entry_of_a_case_there_was_nothing_to_read() -> None:
    town = Watch().at(may(5))
    town.decides(COMMUNES, INTAKE, VICTIM, report(VICTIM, may(5)))
    assert of(Rule.UNREAD, findings(town.journal(), may(5))) == []


def test_an_entry_without_saw_is_no_decision() -> None:
    assert not [f for f in findings(walked().journal(), may(31)) if f.said.rule in (Rule.UNREAD, Rule.HASTY)]


# Reading


def readers_town(cases: int, minutes: float, *, hour: int = 9, source: str = LABOUR, role: str | None = None) -> Watch:
    town = Watch().at(may(8), hour)
    for n in range(cases):
        town.looks(source, identity(f"case {n}"), role=role)
        town.later(minutes=minutes)
    return town


@pytest.mark.parametrize(
    ("cases", "minutes", "odd"),
    [
        (30, 1, []),
        (31, 1, ["in_an_hour"]),
        (31, 2, []),
        (31, 59.9 / 30, ["in_an_hour"]),
        (100, 5, []),
        (101, 5, ["in_a_day"]),
    ],
)
def test_who_opens_more_cases_than_usual_is_shown(cases: int, minutes: float, odd: list[str]) -> None:
    town = readers_town(cases, minutes, hour=6)
    assert [each.said.what for each in of(Rule.READ_MANY, findings(town.journal(), may(9)))] == odd


def test_the_same_case_again_and_again_is_one_case() -> None:
    town = Watch().at(may(8))
    for _ in range(60):
        town.looks(LABOUR, VICTIM)
    assert of(Rule.READ_MANY, findings(town.journal(), may(9))) == []


def test_two_desks_of_one_person_are_one_reader() -> None:
    town = Watch().at(may(8))
    for n in range(31):
        town.looks(("intake.labour", "support.labour")[n % 2], identity(f"case {n}"))
    assert only(Rule.READ_MANY, findings(town.journal(), may(9))).said.number == 31


def test_who_reads_by_office_is_excused() -> None:
    assert of(Rule.READ_MANY, findings(readers_town(60, 0.5, role="inspector").journal(), may(9))) == []


@pytest.mark.parametrize(("hour", "odd"), [(21, 0), (22, 1), (4, 1), (5, 0)])
def test_reading_at_night_is_shown(hour: int, odd: int) -> None:
    town = readers_town(2, 1, hour=hour, source="intake.labour")
    assert len(of(Rule.READ_AT_NIGHT, findings(town.journal(), may(9)))) == odd


def test_who_is_called_at_night_reads_at_night() -> None:
    assert of(Rule.READ_AT_NIGHT, findings(readers_town(2, 1, hour=23, source=POLICE).journal(), may(9))) == []


def test_one_night_is_one_finding_though_midnight_is_in_it() -> None:
    town = Watch().at(may(8), 23, 50)
    for n in range(4):
        town.looks(LABOUR, identity(f"case {n}"))
        town.later(minutes=6)
    assert only(Rule.READ_AT_NIGHT, findings(town.journal(), may(9))).said.number == 4


def test_an_office_without_anything_in_a_case_is_a_stranger_to_it() -> None:
    town = at_the_decision()
    town.looks("support.womens_union", VICTIM)
    said = only(Rule.READ_UNRELATED, findings(town.journal(), may(9))).said
    assert (said.case, said.agency) == (VICTIM, "womens_union")


def test_who_leads_may_follow_the_case_of_any_office_and_is_judged_by_how_many_they_open() -> None:
    town = at_the_decision()
    town.looks("support.womens_union", VICTIM, role="leader")
    assert of(Rule.READ_UNRELATED, findings(town.journal(), may(9))) == []
    assert of(Rule.READ_MANY, findings(readers_town(31, 0.5, role="leader").journal(), may(9)))


def test_who_was_told_is_no_stranger() -> None:
    town = at_the_decision()
    town.looks("support.labour", VICTIM)
    town.looks(COMMUNES, VICTIM, unit="20035")
    assert of(Rule.READ_UNRELATED, findings(town.journal(), may(9))) == []


def test_another_unit_of_the_same_agency_is_a_stranger() -> None:
    town = at_the_decision()
    town.looks(COMMUNES, VICTIM, unit="20008")
    assert only(Rule.READ_UNRELATED, findings(town.journal(), may(9))).said.unit == "20008"


# Properties


@given(some.randoms(use_true_random=False))
def test_the_same_history_in_any_order_gives_the_same_findings(chance: Random) -> None:
    entries = list(HISTORY)
    chance.shuffle(entries)
    assert findings(entries, may(31)) == FOUND


def test_a_finding_keeps_its_id_while_days_pass() -> None:
    ids = {each.id for each in findings(HISTORY, may(31))}
    assert ids <= {each.id for each in findings(HISTORY, date(2023, 8, 1))}


@given(some.lists(some.tuples(some.integers(0, 40), some.integers(0, 90)), max_size=120))
def test_the_busiest_hour_is_what_counting_every_hour_says(looked: list[tuple[int, int]]) -> None:
    start = NOW.replace(year=2023, hour=1)
    looks = [
        Look(LABOUR, n + 1, "lan", "labour", None, None, identity(f"case {what}"), start + timedelta(minutes=minute))
        for n, (what, minute) in enumerate(looked)
    ]
    most = max((len({w for w, m in looked if at <= m < at + 60}) for _, at in looked), default=0)
    expected = [most] if most > limits().read_in_an_hour.number else []
    assert [each.said.number for each in many(looks, limits())] == expected


def _written(town: Town, source: str, case: UUID, command: object, when: date) -> None:
    """Written down at the town's hour, with another day it is said to have been done on."""
    ledger = town.ledgers[source]
    ledger.handle(
        INTAKE, case, command, command_id=identity(f"{command!r}"[:60]), by=By("lan", ledger.agency), law=law(),
        when=When.day(when),
    )  # fmt: skip
    town.settle()


def _name(town: Town, place: Place) -> str:
    return next(e.name for e in town.journal(place.source) if e.position == place.position)


HISTORY = walked().journal()
FOUND = findings(HISTORY, may(31))
