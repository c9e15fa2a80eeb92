"""What the tables rest on: every row has an article or a reason, every refusal its line, every state a way on."""

import ast
import re

import pytest

from services.intake import main
from tests.house.parts import ROOT, tree
from tests.intake.procedure.__main__ import page
from tests.intake.procedure.stories import LAW, PROBED, PROCEDURES, Procedure, command, decided, rules_say, stood
from tests.intake.procedure.table import Basis, Table, answer

DECIDERS = {decider.name for decider, _ in main.SERVICE.deciders}
OF_RIGHTS = {"right.role", "right.power", "right.unit", "right.stage"}
OF_LISTS = {"code.unknown", "unit.unknown"}
"""Rules that those of every aggregate share: they stand in no room of its own."""
COMMANDS = [(each, name) for each in PROCEDURES for name in each.table.blocks]
TERMS = [(each, name) for each, name in COMMANDS if each.table.blocks[name].term]
RULES = [(each, rule) for each in PROCEDURES for rule in each.table.rules]
FILES = [(each, file) for each in PROCEDURES for file in each.table.files]
each_procedure = pytest.mark.parametrize("about", PROCEDURES, ids=lambda each: each.folder)
each_command = pytest.mark.parametrize(("about", "name"), COMMANDS, ids=[name for _, name in COMMANDS])
each_rule = pytest.mark.parametrize(("about", "rule"), RULES, ids=[f"{each.folder} {rule}" for each, rule in RULES])
each_file = pytest.mark.parametrize(("about", "file"), FILES, ids=[f"{each.folder} {file}" for each, file in FILES])


def rests(basis: Basis, because: str) -> bool:
    """Each article begins with an instrument of the law in force; what is ours has its reason."""
    articles = [] if basis == "ours" else basis
    known = all(article.split()[0] in LAW.lists["instruments"] for article in articles)
    return known and bool(articles or basis == "ours") and len(because.split()) > 1


@each_command
def test_every_command_and_every_right_rests_on_an_article_or_a_reason(about: Procedure, name: str) -> None:
    block = about.table.blocks[name]
    assert rests(block.basis, block.because), name
    for who in block.may:
        assert rests(who.basis, who.because), f"{name}: {who.role}"


@each_rule
def test_every_refusal_rests_on_an_article_or_a_reason(about: Procedure, rule: str) -> None:
    assert rests(about.table.rules[rule].basis, about.table.rules[rule].because)


@each_procedure
def test_every_rule_of_the_code_has_its_line_and_every_line_its_rule(about: Procedure) -> None:
    in_code = OF_RIGHTS | OF_LISTS | {rule for path in about.rooms.glob("*.py") for rule in _rules(tree(path))}
    in_code -= {about.decider.name}
    missing = sorted(in_code - about.table.rules.keys())
    assert not missing, f"say in tests/intake/procedure/{about.folder}/rules.yaml on what they rest: {missing}"
    assert sorted(about.table.rules.keys() - in_code) == [], "lines of rules that are gone"


def _rules(module: ast.AST) -> set[str]:
    texts = [str(node.value) for node in ast.walk(module) if isinstance(node, ast.Constant)]
    return {text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_]+", text)} - DECIDERS


@each_procedure
def test_every_rule_is_met_by_a_cell_by_a_form_or_by_a_day(about: Procedure) -> None:
    blocks, files = about.table.blocks, about.table.files
    met = {about.table.expected(name, file).what for name in blocks for file in files}
    met |= {answer(block.twice).what for block in blocks.values()}
    met |= {answer(probe.then).what for block in blocks.values() for probe in block.also}
    met |= {bound.rule for block in blocks.values() for day in block.days.values() for bound in day.bounds}
    elsewhere = {rule for rule, said in about.table.rules.items() if said.shown_by}
    unseen = sorted(about.table.rules.keys() - met - elsewhere - OF_RIGHTS)
    assert not unseen, f"no row of the table shows them (`also`, `days`, or `shown_by`): {unseen}"


@each_rule
def test_what_is_shown_elsewhere_is_shown_there(about: Procedure, rule: str) -> None:
    if shown_by := about.table.rules[rule].shown_by:
        tests = (path.read_text("utf-8") for path in (ROOT / "tests/intake").rglob("test_*.py"))
        assert any(f"def {shown_by}(" in text for text in tests), shown_by


@each_command
def test_papers_and_terms_are_those_of_the_law(about: Procedure, name: str) -> None:
    block = about.table.blocks[name]
    assert set(block.papers) <= LAW.lists["papers"].keys()
    assert block.term is None or block.term.code in LAW.terms


@pytest.mark.parametrize(("about", "name"), TERMS, ids=[name for _, name in TERMS])
def test_the_term_runs_from_the_day_the_table_says(about: Procedure, name: str) -> None:
    term = about.table.blocks[name].term
    assert term
    for file in about.table.files:
        if about.table.expected(name, file).kind == "to":
            there = stood(about, file)
            what = command(name, on=PROBED, agency=there.agency)
            after, _ = decided(what, there.file)
            assert after.due == LAW.due(term.code, getattr(what, term.counts_from)), f"{name} at {file}"


# From every state something leads on


def leads(table: Table, name: str, file: str) -> bool:
    """As the form stands in the table, or filled in otherwise."""
    otherwise = [answer(probe.then) for probe in table.blocks[name].also if probe.at == file and not probe.steps]
    return any(said.kind == "to" for said in [table.expected(name, file), *otherwise])


@each_file
def test_from_every_file_an_officer_leads_on_or_it_says_for_what_it_waits(about: Procedure, file: str) -> None:
    table, prepared = about.table, about.table.files[file]
    asked = [name for name, block in table.blocks.items() if prepared.lies_at in {who.agency for who in block.may}]
    ways = [name for name in asked if leads(table, name, file)]
    assert bool(ways) is (not prepared.waits_for), f"{file}: {ways or 'say `waits_for` and `because`'}"
    if prepared.waits_for:
        assert len(prepared.because.split()) > 1, file
        assert prepared.waits_for == "nothing" or leads(table, prepared.waits_for, file), file


@each_file
def test_where_a_message_leads_on_the_rules_do(about: Procedure, file: str) -> None:
    waits_for = about.table.files[file].waits_for
    if waits_for not in ("", "nothing"):
        there = stood(about, file)
        said = rules_say(command(waits_for, on=PROBED, agency=there.agency), there.file)
        assert said == about.table.expected(waits_for, file)


def test_the_table_can_be_read_in_vietnamese() -> None:
    text = "\n".join(line for each in PROCEDURES for line in page(each.table))
    assert "từ chối: Tiếp nhận trước, rồi mới xem giấy tờ." in text
    assert "| Đã đóng: Sau khi phân loại (UBND xã, phường) | chuyển sang bước “Đã phân loại” |" in text
    assert "| Đã trả lại: Phòng trả lại thông báo (Phòng LĐ-TB&XH) | chuyển sang bước “Đã tiếp nhận” |" in text
