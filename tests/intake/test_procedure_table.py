"""The tables of the procedure hold: every command at every state by every role does what the law and the plan say."""

from collections.abc import Iterator
from typing import Any

import pytest

from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted, Subject
from shared.testing import actor
from tests.intake.desks import PROFILE
from tests.intake.procedure.skeleton import block_of
from tests.intake.procedure.stories import CASES, LAW, PROBED, PROCEDURES, Procedure, command, decided, rules_say, stood
from tests.intake.procedure.table import Answer, Differs, answer

WHERE = "tests/intake/procedure"
COMMANDS = [(each, name) for each in PROCEDURES for name in each.commands if name in each.table.blocks]
DEEDS = [(each, name) for each, name in COMMANDS if each.table.blocks[name].told is None]
FILES = [(each, file) for each in PROCEDURES for file in each.table.files]
each_procedure = pytest.mark.parametrize("about", PROCEDURES, ids=lambda each: each.folder)
each_command = pytest.mark.parametrize(("about", "name"), COMMANDS, ids=[name for _, name in COMMANDS])
each_deed = pytest.mark.parametrize(("about", "name"), DEEDS, ids=[name for _, name in DEEDS])
each_file = pytest.mark.parametrize(("about", "file"), FILES, ids=[f"{each.folder} {file}" for each, file in FILES])


def at_file(about: Procedure, name: str, file: str) -> tuple[Any, Any]:
    there = stood(about, file)
    return command(name, on=PROBED, agency=there.agency), there.file


# Nothing is missing, nothing is too much


@each_procedure
def test_every_command_has_its_block_and_every_block_its_command(about: Procedure) -> None:
    missing = [kind for name, kind in about.commands.items() if name not in about.table.blocks]
    assert not missing, (
        f"write into the file of its topic in {WHERE}/{about.folder} what the law says:\n\n"
        + "\n".join(map(block_of, missing))
    )
    assert sorted(about.table.blocks.keys() - about.commands) == [], "blocks of commands that are gone"


def test_whoever_adds_a_command_is_told_what_to_write_and_where() -> None:
    block = block_of(CASES.commands["RecordLetterAnswer"])
    for line in ("RecordLetterAnswer:", "dated: $day", "lost_contact: …", "certificate_on: {future: refused"):
        assert line in block


@each_procedure
def test_every_stage_has_a_file_and_every_file_its_stage(about: Procedure) -> None:
    prepared = {file.partition(".")[0] for file in about.table.files}
    assert sorted(set(about.stages) - prepared) == [], f"prepare a file for it in {WHERE}/{about.folder}/files.yaml"
    assert sorted(prepared - set(about.stages)) == [], "files of stages that are gone"


def test_every_role_of_the_town_is_named_and_no_other() -> None:
    hint = f"say in {WHERE}/who.yaml what the role does in intake, or that it does nothing and why"
    roles = CASES.table.people.roles
    assert set(roles) == set(PROFILE.roles), hint
    acting = {(w.role, w.agency) for each in PROCEDURES for block in each.table.blocks.values() for w in block.may}
    assert acting == {(name, agency) for name, role in roles.items() for agency in role.agencies}, hint


@each_command
def test_a_block_answers_for_every_file_and_for_nothing_else(about: Procedure, name: str) -> None:
    empty = [file for file in about.table.files if about.table.cell(name, file) is None]
    assert not empty, f"{name}: no answer at {', '.join(empty)}"
    too_much = list(about.table.superfluous(name))
    assert not too_much, f"{name}: no such file: {', '.join(too_much)}"


@each_file
def test_a_prepared_file_stands_where_it_says(about: Procedure, file: str) -> None:
    there = stood(about, file)
    assert (there.agency, there.file.stage) == (about.table.files[file].lies_at, file.partition(".")[0])


@each_command
def test_a_person_asks_or_a_policy_and_never_both(about: Procedure, name: str) -> None:
    assert bool(about.table.blocks[name].may) is (about.table.blocks[name].told is None)


# Every cell


@each_command
def test_the_rules_answer_as_the_table_says(about: Procedure, name: str) -> None:
    wrong = [f"{file}: {said}, expected {due}" for file, due, said in _compared(about, name) if not _agree(due, said)]
    assert not wrong, f"{name}\n  " + "\n  ".join(wrong)


def _compared(about: Procedure, name: str) -> Iterator[tuple[str, Answer, Answer]]:
    for file in about.table.files:
        yield file, about.table.expected(name, file), rules_say(*at_file(about, name, file))


def _agree(due: Answer, said: Answer) -> bool:
    """Where the table of rights refuses, the rules have nothing against it; else they would say why themselves."""
    return said.kind != "refused" if due == Answer("refused", "right.stage") else said == due


@each_command
def test_where_the_code_differs_from_the_law_it_is_marked_and_only_there(about: Procedure, name: str) -> None:
    for file in about.table.files:
        cell = about.table.cell(name, file)
        if isinstance(cell, Differs):
            assert answer(cell.law) != answer(cell.code), f"{name} at {file}: take the mark away"


@each_deed
def test_at_the_desk_each_officer_gets_the_answer_of_the_table(about: Procedure, name: str) -> None:
    wrong = []
    for file in about.table.files:
        for who in officers(about, stood(about, file).agency):
            due, said = expected(about, name, file, who), at_the_desk(about, name, file, who)
            if due != said:
                wrong.append(f"{file}, {sorted(who.roles)} of {who.agency} {who.unit or ''}: {said}, expected {due}")
    assert not wrong, f"{name}\n  " + "\n  ".join(wrong)


def officers(about: Procedure, agency: str) -> list[Actor]:
    """Who might come to the desk of an agency: its officers, those of another unit, those of the other agencies, an
    inspector, and somebody without a role. The other roles that ask nothing are asked in the table of rights below."""
    people = about.table.people
    acting = [(role, each) for role, said in people.roles.items() for each in said.agencies]
    at_home = [actor(each, role, unit=people.unit) for role, each in acting]
    elsewhere = [actor(each, role, unit=people.other_unit) for role, each in acting if each == agency]
    return [*at_home, *elsewhere, actor(agency, "inspector"), actor(agency, unit=people.unit)]


def expected(about: Procedure, name: str, file: str, who: Actor) -> str:
    """The nearest reason: the role, the agency, the unit; then what the table says at this stage. A file that is not
    there yet lies where the form says, or where the officer is."""
    block = about.table.blocks[name]
    theirs = [may for may in block.may if may.role in who.roles]
    if not theirs:
        return "right.role"
    here = [may for may in theirs if may.agency == who.agency == stood(about, file).agency]
    if not here:
        return "right.power"
    begun = not file.startswith("none.")
    unit = None if about.table.files[file].in_no_unit else about.table.people.unit
    if (begun or "unit" in block.form) and all(may.unit == "own" and who.unit != unit for may in here):
        return "right.unit"
    due = about.table.expected(name, file)
    return due.what if due.kind == "refused" else "allowed"


def at_the_desk(about: Procedure, name: str, file: str, who: Actor) -> str:
    there = stood(about, file)
    desk = there.desks.at[there.agency]
    deed = next(deed for deed in desk.deeds.values() if deed.command.__name__ == name)
    what = command(name, on=PROBED, agency=there.agency)
    try:
        desk.would(who, deed, about.subject, what, command_id=about.subject)
    except (NotPermitted, Refused) as refused:
        return refused.rule
    return "allowed"


@each_deed
def test_no_right_reaches_further_than_the_table(about: Procedure, name: str) -> None:
    """Also at stages for which no file of an agency can be prepared: nobody is permitted what has no row here."""
    people, desks = about.table.people, stood(about, next(iter(about.table.files))).desks
    deed = next(deed.name for deed in desks.at[people.desks[0]].deeds.values() if deed.command.__name__ == name)
    rows = {(who.role, who.agency) for who in about.table.blocks[name].may}
    for role, said in people.roles.items():
        for agency in set(said.agencies or LAW.agencies) - {agency for each, agency in rows if each == role}:
            who, places = actor(agency, role, unit=people.unit), [Subject(agency, people.unit, s) for s in about.stages]
            asked = {PROFILE.rights.judge(who, deed, place).rule for place in places}
            assert asked <= {"right.role", "right.power"}, f"{role} of {agency} may {deed}: {asked}"


@each_command
def test_a_message_is_told_by_those_who_hold_the_power_and_no_other(about: Procedure, name: str) -> None:
    told = about.table.blocks[name].told
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
def test_what_is_said_twice_is_answered_as_the_table_says(about: Procedure, name: str) -> None:
    due = answer(about.table.blocks[name].twice)
    for file in about.table.files:
        what, before = at_file(about, name, file)
        if about.table.expected(name, file).kind in ("to", "stays"):
            assert rules_say(what, decided(what, before)[0]) == due, f"{name} twice at {file}"


@each_command
def test_a_form_filled_in_otherwise_is_answered_as_the_table_says(about: Procedure, name: str) -> None:
    for probe in about.table.blocks[name].also:
        there = stood(about, probe.at, tuple(probe.steps))
        said = rules_say(command(name, probe.given, on=PROBED, agency=there.agency), there.file)
        assert _agree(answer(probe.then), said), f"{name} {probe.given} at {probe.at}: {said}, expected {probe.then}"
