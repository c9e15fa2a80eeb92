"""The table of the procedure holds: every command at every state by every role does what the law and the plan say."""

from collections.abc import Iterator
from functools import reduce
from typing import get_args

import pytest

from services.intake.domain import CASE, Command, File, asked, decide, evolve
from services.intake.domain.words import Stage
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject
from shared.testing import actor
from tests.intake.desks import PROFILE
from tests.intake.procedure.skeleton import block_of
from tests.intake.procedure.stories import HER, PROBED, command, officer, rules_say, stood
from tests.intake.procedure.table import Answer, Differs, answer, table

TABLE, LAW = table(), PROFILE.law_on(PROBED)
NAMES = [kind.__name__ for kind in get_args(Command)]
ASKED = [name for name in NAMES if name in TABLE.blocks and TABLE.blocks[name].told is None]
FOLDER = "tests/intake/procedure/case"
each_command = pytest.mark.parametrize("name", [name for name in NAMES if name in TABLE.blocks])
each_deed = pytest.mark.parametrize("name", ASKED)


def at_file(name: str, file: str) -> tuple[Command, File]:
    there = stood(file)
    return command(name, on=PROBED, agency=there.agency), there.file


# Nothing is missing, nothing is too much


def test_every_command_has_its_block_and_every_block_its_command() -> None:
    missing = [kind for kind in get_args(Command) if kind.__name__ not in TABLE.blocks]
    assert not missing, f"write into the file of its topic in {FOLDER} what the law says:\n\n" + "\n".join(
        map(block_of, missing)
    )
    assert sorted(TABLE.blocks.keys() - set(NAMES)) == [], "blocks of commands that are gone"


def test_whoever_adds_a_command_is_told_what_to_write_and_where() -> None:
    block = block_of(asked.RecordLetterAnswer)
    for line in ("RecordLetterAnswer:", "dated: $day", "lost_contact: …", "certificate_on: {future: refused"):
        assert line in block


def test_every_stage_has_a_file_and_every_file_its_stage() -> None:
    prepared = {file.partition(".")[0] for file in TABLE.files}
    assert sorted(set(Stage) - prepared) == [], f"prepare a file for the new stage in {FOLDER}/files.yaml"
    assert sorted(prepared - set(Stage)) == [], "files of stages that are gone"


def test_every_role_of_the_town_is_named_and_no_other() -> None:
    hint = f"say in {FOLDER}/who.yaml what the role does in intake, or that it does nothing and why"
    assert set(TABLE.people.roles) == set(PROFILE.roles), hint
    acting = {(who.role, who.agency) for block in TABLE.blocks.values() for who in block.may}
    assert acting == {(name, a) for name, role in TABLE.people.roles.items() for a in role.agencies}, hint


@each_command
def test_a_block_answers_for_every_file_and_for_nothing_else(name: str) -> None:
    empty = [file for file in TABLE.files if TABLE.cell(name, file) is None]
    assert not empty, f"{name}: no answer at {', '.join(empty)}"
    too_much = list(TABLE.superfluous(name))
    assert not too_much, f"{name}: no such file: {', '.join(too_much)}"


@pytest.mark.parametrize("file", TABLE.files)
def test_a_prepared_file_stands_where_it_says(file: str) -> None:
    there = stood(file)
    assert (there.agency, there.file.stage) == (TABLE.files[file].lies_at, file.partition(".")[0])


def test_a_person_asks_or_a_policy_and_never_both() -> None:
    for name, block in TABLE.blocks.items():
        assert bool(block.may) is (block.told is None), name


# Every cell


@each_command
def test_the_rules_answer_as_the_table_says(name: str) -> None:
    wrong = [f"{file}: {said}, expected {due}" for file, due, said in _compared(name) if not _agree(due, said)]
    assert not wrong, f"{name}\n  " + "\n  ".join(wrong)


def _compared(name: str) -> Iterator[tuple[str, Answer, Answer]]:
    for file in TABLE.files:
        yield file, TABLE.expected(name, file), rules_say(*at_file(name, file))


def _agree(due: Answer, said: Answer) -> bool:
    """Where the table of rights refuses, the rules have nothing against it; else they would say why themselves."""
    return said.kind != "refused" if due == Answer("refused", "right.stage") else said == due


def test_where_the_code_differs_from_the_law_it_is_marked_and_only_there() -> None:
    for name in TABLE.blocks:
        for file in TABLE.files:
            cell = TABLE.cell(name, file)
            if isinstance(cell, Differs):
                assert answer(cell.law) != answer(cell.code), f"{name} at {file}: take the mark away"


@each_deed
def test_at_the_desk_each_officer_gets_the_answer_of_the_table(name: str) -> None:
    wrong = []
    for file in TABLE.files:
        for who in officers(stood(file).agency):
            due, said = expected(name, file, who), at_the_desk(name, file, who)
            if due != said:
                wrong.append(f"{file}, {sorted(who.roles)} of {who.agency} {who.unit or ''}: {said}, expected {due}")
    assert not wrong, f"{name}\n  " + "\n  ".join(wrong)


def officers(agency: str) -> list[Actor]:
    """Who might come to the desk of an agency: its officers, those of another unit, those of the other agencies, an
    inspector, and somebody without a role. The other roles that ask nothing are asked in the table of rights below."""
    people = TABLE.people
    acting = [(role, each) for role, said in people.roles.items() for each in said.agencies]
    at_home = [actor(each, role, unit=people.unit) for role, each in acting]
    elsewhere = [actor(each, role, unit=people.other_unit) for role, each in acting if each == agency]
    return [*at_home, *elsewhere, actor(agency, "inspector"), actor(agency, unit=people.unit)]


def expected(name: str, file: str, who: Actor) -> str:
    """The nearest reason: the role, the agency, the unit; then what the table says at this stage. A file that is not
    there yet lies where the form says, or where the officer is."""
    theirs = [may for may in TABLE.blocks[name].may if may.role in who.roles]
    if not theirs:
        return "right.role"
    here = [may for may in theirs if may.agency == who.agency == stood(file).agency]
    if not here:
        return "right.power"
    there = file.partition(".")[0] != Stage.NONE or "unit" in TABLE.blocks[name].form
    if there and all(may.unit == "own" and who.unit != TABLE.people.unit for may in here):
        return "right.unit"
    due = TABLE.expected(name, file)
    return due.what if due.kind == "refused" else "allowed"


def at_the_desk(name: str, file: str, who: Actor) -> str:
    there = stood(file)
    desk = there.desks.at[there.agency]
    deed = next(deed for deed in desk.deeds.values() if deed.command.__name__ == name)
    try:
        desk.would(who, deed, HER, command(name, on=PROBED, agency=there.agency), command_id=HER)
    except (NotPermitted, Refused) as refused:
        return refused.rule
    return "allowed"


@each_deed
def test_no_right_reaches_further_than_the_table(name: str) -> None:
    """Also at stages for which no file of an agency can be prepared: nobody is permitted what has no row here."""
    desk, unit = stood("none.at_labour").desks.at["labour"], TABLE.people.unit
    deed = next(deed.name for deed in desk.deeds.values() if deed.command.__name__ == name)
    rows = {(who.role, who.agency) for who in TABLE.blocks[name].may}
    for role, said in TABLE.people.roles.items():
        for agency in set(said.agencies or LAW.agencies) - {agency for each, agency in rows if each == role}:
            who = actor(agency, role, unit=unit)
            asked = {PROFILE.rights.judge(who, deed, Subject(agency, unit, stage)).rule for stage in Stage}
            assert asked <= {"right.role", "right.power"}, f"{role} of {agency} may {deed}: {asked}"


@each_command
def test_a_message_is_told_by_those_who_hold_the_power_and_no_other(name: str) -> None:
    told = TABLE.blocks[name].told
    may = [agency for agency in LAW.agencies if told and may_tell(agency, told.message)]
    assert sorted(may) == sorted(told.tellers if told else [])


def may_tell(agency: str, message: str) -> bool:
    try:
        PROFILE.rights.must_tell(message, f"intake.{agency}")
    except Refused:
        return False
    return True


# Said twice, and filled in otherwise


@each_command
def test_what_is_said_twice_is_answered_as_the_table_says(name: str) -> None:
    due = answer(TABLE.blocks[name].twice)
    for file in TABLE.files:
        what, before = at_file(name, file)
        if TABLE.expected(name, file).kind in ("to", "stays"):
            after = reduce(evolve, decide(what, before, LAW), before)
            assert rules_say(what, after) == due, f"{name} twice at {file}"


@each_command
def test_a_form_filled_in_otherwise_is_answered_as_the_table_says(name: str) -> None:
    for probe in TABLE.blocks[name].also:
        there = stood(probe.at, tuple(probe.steps))
        what = command(name, probe.given, on=PROBED, agency=there.agency)
        assert rules_say(what, there.file) == answer(probe.then), f"{name} {probe.given} at {probe.at}"


def test_a_file_is_prepared_by_the_officers_of_the_table() -> None:
    assert officer("RecordReport", "communes").unit == TABLE.people.unit
    assert CASE.initial.stage is Stage.NONE
