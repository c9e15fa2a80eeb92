"""What the table rests on: every row has an article or a reason, every refusal its line, every state a way on."""

import ast
import re
from functools import reduce

import pytest

from services.intake import main
from services.intake.domain import Command, decide, evolve
from shared.kernel.decider import Refused
from tests.house.parts import ROOT, tree
from tests.intake.desks import PROFILE
from tests.intake.procedure.__main__ import page
from tests.intake.procedure.stories import PROBED, command, stood
from tests.intake.procedure.table import Answer, Basis, Block, answer, table

TABLE, LAW = table(), PROFILE.law_on(PROBED)
DECIDERS = {decider.name for decider, _ in main.SERVICE.deciders}
OF_RIGHTS = {"right.role", "right.power", "right.unit", "right.stage"}
each_block = pytest.mark.parametrize(("name", "block"), TABLE.blocks.items(), ids=list(TABLE.blocks))


def rests(basis: Basis, because: str) -> bool:
    """Each article begins with an instrument of the law in force; what is ours has its reason."""
    articles = [] if basis == "ours" else basis
    known = all(article.split()[0] in LAW.lists["instruments"] for article in articles)
    return known and bool(articles or basis == "ours") and len(because.split()) > 1


@each_block
def test_every_command_and_every_right_rests_on_an_article_or_a_reason(name: str, block: Block) -> None:
    assert rests(block.basis, block.because), name
    for who in block.may:
        assert rests(who.basis, who.because), f"{name}: {who.role}"


@pytest.mark.parametrize("rule", TABLE.rules)
def test_every_refusal_rests_on_an_article_or_a_reason(rule: str) -> None:
    assert rests(TABLE.rules[rule].basis, TABLE.rules[rule].because)


def test_every_rule_of_the_code_has_its_line_and_every_line_its_rule() -> None:
    in_code = OF_RIGHTS | {
        rule for path in (ROOT / "services/intake/domain").glob("*.py") for rule in _rules(tree(path))
    }
    missing = sorted(in_code - TABLE.rules.keys())
    assert not missing, f"say in tests/intake/procedure/case/rules.yaml on what they rest: {missing}"
    assert sorted(TABLE.rules.keys() - in_code) == [], "lines of rules that are gone"


def _rules(module: ast.AST) -> set[str]:
    texts = [str(node.value) for node in ast.walk(module) if isinstance(node, ast.Constant)]
    return {text for text in texts if re.fullmatch(r"[a-z_]+\.[a-z_]+", text)} - DECIDERS


def test_every_rule_is_met_by_a_cell_by_a_form_or_by_a_day() -> None:
    met = {said.what for name in TABLE.blocks for file in TABLE.files if (said := TABLE.expected(name, file))}
    met |= {answer(block.twice).what for block in TABLE.blocks.values()}
    met |= {answer(probe.then).what for block in TABLE.blocks.values() for probe in block.also}
    met |= {bound.rule for block in TABLE.blocks.values() for day in block.days.values() for bound in day.bounds}
    elsewhere = {rule for rule, said in TABLE.rules.items() if said.shown_by}
    unseen = sorted(TABLE.rules.keys() - met - elsewhere - OF_RIGHTS)
    assert not unseen, f"no row of the table shows them (`also`, `days`, or `shown_by`): {unseen}"


def test_what_is_shown_elsewhere_is_shown_there() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests/intake").glob("test_*.py"))
    for rule, said in TABLE.rules.items():
        assert not said.shown_by or f"def {said.shown_by}(" in tests, rule


@each_block
def test_papers_and_terms_are_those_of_the_law(name: str, block: Block) -> None:
    assert set(block.papers) <= LAW.lists["papers"].keys()
    assert block.term is None or block.term.code in LAW.terms


@pytest.mark.parametrize("name", [name for name, block in TABLE.blocks.items() if block.term])
def test_the_term_runs_from_the_day_the_table_says(name: str) -> None:
    term = TABLE.blocks[name].term
    assert term
    for file in TABLE.files:
        if TABLE.expected(name, file).kind == "to":
            there = stood(file)
            what: Command = command(name, on=PROBED, agency=there.agency)
            after = reduce(evolve, decide(what, there.file, LAW), there.file)
            assert after.due == LAW.due(term.code, getattr(what, term.counts_from)), f"{name} at {file}"


# From every state something leads on


def leads(name: str, file: str) -> bool:
    """As the form stands in the table, or filled in otherwise."""
    otherwise = [answer(probe.then) for probe in TABLE.blocks[name].also if probe.at == file and not probe.steps]
    return any(said.kind == "to" for said in [TABLE.expected(name, file), *otherwise])


@pytest.mark.parametrize("file", TABLE.files)
def test_from_every_file_an_officer_leads_on_or_it_says_for_what_it_waits(file: str) -> None:
    prepared = TABLE.files[file]
    ways = [
        name
        for name, block in TABLE.blocks.items()
        if leads(name, file) and prepared.lies_at in {who.agency for who in block.may}
    ]
    assert bool(ways) is (not prepared.waits_for), f"{file}: {ways or 'say `waits_for` and `because`'}"
    if prepared.waits_for:
        assert len(prepared.because.split()) > 1, file
        assert prepared.waits_for == "nothing" or leads(prepared.waits_for, file), file


@pytest.mark.parametrize("file", TABLE.files)
def test_where_a_message_leads_on_the_rules_do(file: str) -> None:
    waits_for = TABLE.files[file].waits_for
    if waits_for in ("", "nothing"):
        return
    there = stood(file)
    try:
        events = decide(command(waits_for, on=PROBED, agency=there.agency), there.file, LAW)
    except Refused as refused:
        raise AssertionError(file) from refused
    assert Answer("to", reduce(evolve, events, there.file).stage) == TABLE.expected(waits_for, file)


def test_the_table_can_be_read_in_vietnamese() -> None:
    text = "\n".join(page())
    assert "từ chối: Tiếp nhận trước, rồi mới xem giấy tờ." in text
    assert "| Đã trả lại: Phòng trả lại thông báo (Phòng LĐ-TB&XH) | chuyển sang bước “Đã tiếp nhận” |" in text
