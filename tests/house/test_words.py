"""Everything has its words: what happens and what can be asked in the glossary, what is shown in Vietnamese, what can be
set in the docs. Whoever adds one is told here where its word is missing."""

import ast
import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.parts.choice import GIVEN
from shared.contracts.export import messages
from shared.desk import Deed
from shared.instance import Service
from shared.policy import load
from shared.web import words
from shared.web.fields import FormField, form_fields
from shared.web.forms import HOUSEKEEPING
from tests.house.parts import DECIDERS, EVENTS, ROOT, SERVICES, commands, modules, settings, sources, tree, views

DOCS = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in (ROOT / "docs").rglob("*.md")}
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
TARGETS = re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE)
PROFILE = ROOT / "deploy" / "profiles" / "huong-tra-2023"
LINE = re.compile(r"^\| (?P<vietnamese>[^|]+) \| `(?P<code>[^`|]+)`[^|]* \| (?P<sentence>[^|]+) \|$", re.MULTILINE)
OF_A_UNIT = {"agency", "unit", "plan", "under"}
BY_THE_DESK = {
    **{name: {"code", "recorder", "notified_on"} for name in ("RecordReport", "RecordRescue")},
    "TakeReport": {"code", "recorder", "taken_on", "unit", "alike", "source", "aside"},
    "PassReportOn": {"giver", "on"},
    "RecordDonor": {"agency", "unit"},
    **{name: {"agency", "unit", "donor"} for name in ("PledgeMoney", "PledgeGoods", "PledgeSkills")},
    "RaiseDifficulty": {"unit", "agency", "raised_on"},
    **{
        name: {"agency", "unit", "plan"}
        for name in (
            "RecordActivity",
            "CorrectActivity",
            "PlanActivity",
            "NotHeld",
            "StrikeActivity",
            "ListNeighbourhoods",
        )
    },
    **{name: {"agency", "unit"} for name in ("ListOfficer", "PlanClass", "HoldClass")},
    "CorrectClass": {"agency", "unit", "training", "attended"},
    "RecordAttendance": {"training", "lesson"},
    "PlanInspection": {"inspector"},
    "TakeBrokerTip": {"agency", "unit"},
    **{name: {"on"} for name in ("PassBrokerTipOn", "ReceiveBrokerTip")},
    **{
        name: {"agency", "unit", "year"}
        for name in (
            "DraftEstimate",
            "SubmitEstimate",
            "TransferMoney",
            "CommitMoney",
            "MoveCommitment",
            "ReleaseCommitment",
            "PayCommitment",
            "TakePaymentBack",
            "SettleSource",
        )
    },
    **{name: {"year"} for name in ("ConsolidateEstimates", "AllocateMoney")},
    **dict.fromkeys(
        ("DraftUnitPlan", "IssueUnitPlan", "SendUnitPlan", "CommentOnUnitPlan", "ApproveUnitPlan"), OF_A_UNIT
    ),
    **dict.fromkeys(("SendUnitReport", "ReceiveUnitReport", "ReturnUnitReport"), OF_A_UNIT),
    "WriteUnitReport": OF_A_UNIT | {"figures"},
    "ReportNothing": OF_A_UNIT | {"figures", "from_on", "to_on", "sent_on"},
    "OpenReview": {"plan", "under", "month"},
    "AnswerReview": OF_A_UNIT | {"month", "answered_on"},
    "UrgeUnits": {"plan", "under", "late"},
    "IssueTownReport": {"plan", "under", "parts", "missing", "figures"},
    "ReportToChairman": {"plan", "under", "progress"},
    "SetChairmanDay": {"plan", "under"},
    "GiveExport": {"made"},
    **{name: {"finding", "said"} for name in ("DismissFinding", "ConfirmFinding", "ReopenFinding")},
    "PublishTable": {"publication", "judged", "isolates"},
    "WithdrawPublication": {"publication"},
    "KeepDefinition": {"digest", "asked"},
    "DropDefinition": {"digest"},
    **{name: {"on"} for name in ("TriageReport", "JoinReport", "ReturnTip", "CloseReport", "ReopenReport")},
}
"""Fields nobody types: the desk adds them, so no form shows them (`Cases.added`)."""
IN_EVERY_SERVICE = ("access", "inbox", "paper")
EVERYWHERE = re.compile(r"^[a-z]+\.(?=(?:access|inbox|paper)\.)")


@cache
def glossary() -> dict[str, re.Match[str]]:
    """Code name → its line, of all tables but the first, which holds words that are no names of the code."""
    _, _, named = DOCS["docs/glossary.md"].partition("\n## What happens in intake")
    lines = list(LINE.finditer(named))
    assert len(lines) == len({line["code"] for line in lines}), "a name stands there twice"
    return {line["code"]: line for line in lines}


def said(of: Service) -> words.Words:
    """The words the pages of a service speak."""
    return words.load(*of.pages)


def folder(of: Service) -> Path:
    return ROOT / "services" / of.name


def names_of_the_house() -> set[str]:
    """What must stand in the glossary. What every service has in the same words stands there once, without a service."""
    asked = {f"{d.name}.{command.__name__}" for d in DECIDERS for command in commands(d)}
    policies = {policy.__name__ for each in SERVICES for policy in each.policies.values()}
    return {EVERYWHERE.sub("", name) for name in asked | EVENTS.keys()} | policies | messages().keys() | views().keys()


def test_the_glossary_names_everything_that_happens_is_asked_is_told_or_is_shown() -> None:
    assert sorted(names_of_the_house() - glossary().keys()) == []


def test_the_glossary_speaks_of_nothing_that_is_gone() -> None:
    assert sorted(glossary().keys() - names_of_the_house()) == []


def test_each_line_of_the_glossary_has_a_vietnamese_term_and_one_sentence() -> None:
    for code, line in glossary().items():
        assert line["vietnamese"].strip(), code
        assert re.fullmatch(r".+[.?]", line["sentence"].strip()), code


def test_no_line_of_the_glossary_is_lost_for_its_shape() -> None:
    _, _, named = DOCS["docs/glossary.md"].partition("\n## What happens in intake")
    rows = [row for row in named.splitlines() if row.startswith("| ") and not re.match(r"\| (Vietnamese|---)", row)]
    assert len(rows) == len(glossary())


@pytest.mark.parametrize("of", SERVICES, ids=lambda of: of.name)
def test_every_rule_that_can_refuse_has_its_sentence(of: Service) -> None:
    assert words.unsaid(said(of), folder(of)) == []


def test_every_rule_of_the_shared_rooms_has_its_sentence() -> None:
    assert words.unsaid(words.load(), ROOT / "shared") == []


@pytest.mark.parametrize("of", SERVICES, ids=lambda of: of.name)
def test_every_rule_that_is_handed_on_before_it_refuses_has_its_sentence(of: Service) -> None:
    """`must_follow(day, earlier, "answer.before_request")`: in the rules, a dotted word is a rule or an aggregate."""
    aggregates = {decider.name for decider in DECIDERS}
    assert sorted(set(_dotted(folder(of))) - said(of).keys() - aggregates) == []


def _dotted(of: Path) -> Iterator[str]:
    for path in [*of.glob("domain.py"), *of.glob("domain/**/*.py")]:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", str(node.value)):
                yield str(node.value)


def deeds() -> list[tuple[Service, Deed]]:
    """Every deed a page offers as a form."""
    apps = [(each, app) for each in SERVICES for app in modules(f"services.{each.name}") if ".app" in app.__name__]
    made = [(each, getattr(app, name, None)) for each, app in apps for name in ("deeds", "report_deeds")]
    return [(each, deed) for each, make in made if make for deed in make("labour")]


@cache
def law() -> Any:
    return load(PROFILE).law_on(date(2023, 5, 5))


@pytest.mark.parametrize(("of", "deed"), deeds(), ids=lambda each: each.name)
def test_every_deed_has_its_title_and_every_field_its_label_and_choices(of: Service, deed: Deed) -> None:
    known = said(of)
    assert f"deed.{deed.name}" in known
    hidden = BY_THE_DESK.get(deed.command.__name__, set())
    for field in _with_rows(form_fields(deed.command, law(), known, {})):
        if field.name.partition(".")[0] not in hidden:
            assert field.label != field.name.rpartition(".")[2], f"field.{field.name} has no label"
            assert all(code != word for code, word in field.choices), f"a choice of {field.name} has no word"


def _with_rows(fields_: list[FormField]) -> Iterator[FormField]:
    for field in fields_:
        yield field
        yield from (inner for row in field.rows for inner in row)


@pytest.mark.parametrize(("of", "deed"), deeds(), ids=lambda each: each.name)
def test_no_field_is_called_like_one_that_every_form_has(of: Service, deed: Deed) -> None:
    assert HOUSEKEEPING & {field.name for field in fields(deed.command)} == frozenset()


def test_what_the_desk_adds_are_fields_there_are() -> None:
    by_name = {deed.command.__name__: deed.command for _, deed in deeds()}
    for command, added in BY_THE_DESK.items():
        assert added <= {field.name for field in fields(by_name[command])}


def test_every_event_of_a_case_or_report_is_called_something_on_its_page() -> None:
    for each in SERVICES:
        for decider, _ in each.deciders:
            if decider.kind in ("case", "report") and not decider.name.endswith(IN_EVERY_SERVICE):
                assert {f"{decider.name}.{event.__name__}" for event in decider.events} <= said(each).keys()


def test_every_event_about_a_case_or_report_is_a_sentence_on_the_timeline() -> None:
    file = yaml.safe_load((ROOT / "shared/story/sentences.vi.yaml").read_text("utf-8"))
    told = {
        name for d in DECIDERS if d.kind in ("case", "report") for name in (f"{d.name}.{e.__name__}" for e in d.events)
    }
    assert sorted(told - file["sentences"].keys()) == []


def test_every_target_of_make_says_what_it_does() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert [line.split()[0] for line in listed.splitlines()] == TARGETS
    assert all(len(line.split()) > 1 for line in listed.splitlines())


def test_the_readme_and_the_docs_call_for_no_target_that_is_not_there() -> None:
    for name, text in {"README.md": README, **DOCS}.items():
        assert set(re.findall(r"(?:^|`|&& )make ([a-z]+)", text, re.MULTILINE)) <= set(TARGETS), name


def variables() -> set[str]:
    """Environment variables that our programs ask for by name."""
    named = re.compile(r'environ(?:\.get\(|\[)"([A-Z_]+)"')
    found = {
        name for path in sources("deploy", "shared", "services") for name in named.findall(path.read_text("utf-8"))
    }
    return found | set(GIVEN.values())


def test_every_setting_has_its_line_in_the_docs() -> None:
    page = DOCS["docs/settings.md"]
    of_instances = {re.sub("^[A-Z]+_", "…_", name) for name in settings()}
    lines = set(re.findall(r"^\| `([A-Z…][A-Z_]+)`", page, re.MULTILINE))
    assert sorted(lines) == sorted(of_instances | variables())
    for name in SERVICES:
        assert f"`{name.name.upper()}_`" in page
