"""Who may import whom, who may catch everything, and that no agency stands in code: the rules of the house, held."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from shared.kernel.law import Law
from shared.policy import load
from tests.house.parts import ROOT, sources, tree

LINT = Path(sys.executable).with_name("lint-imports")
CATCH_ALL = {
    "shared/worker.py _kept_going": "supervision: whatever it was, it is shown in health and the line is started again",
    "shared/ledger/writer.py _settle": "handed to the callers, every one of them: none may wait for ever",
    "shared/kafka/bus.py __call__": "the producer is dropped, then raised again",
    "shared/kafka/bus.py _heard": "named in health, a pause, then raised again: the batch is heard once more",
    "shared/kafka/journals.py _listen": "named in health, a pause, then the same batch is tried again",
    "shared/kafka/journals.py _assigned": "who cannot say where to go on hears all again; raised in C it would stop the hearing",
    "shared/seeing/pinning.py then": "what was changed behind our back may be wrong in any way: its hash is compared",
    "shared/web/saw.py _looked_at": "the same, before an inspector",
    "services/reporting/projections/building.py _step": "a fold that fails ends its build, which says where",
    "deploy/steps.py step": "the step gets its cross on the screen, then raised again",
    "deploy/up.py _start_parts": "the other parts are given up, then raised again",
}
"""`file function` → why. A database or network fault waits, a refusal is shown; all else is a bug and must be seen."""
FORBIDDEN_ENDINGS = ("Manager", "Helper", "Util", "Utils", "Base", "Impl", "Handler", "DTO", "Factory", "Processor")
SECTIONS = {
    "police": {"shared/kernel/sealed.py", "shared/web/fields.py"},
    "health": {
        "shared/kernel/sealed.py", "shared/web/fields.py",
        "services/support/app/sealed.py", "services/support/messages/__init__.py", "services/support/domain/words.py",
    },
}  # fmt: skip
"""Ids of agencies that are names of sections too, and where they mean the section."""
EXAMPLES = {"shared/contracts/topics.py"}
"""Where an instance is named as an example, in a document for others."""


def lint(house: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([LINT, "--no-cache"], cwd=house, capture_output=True, text=True, check=False)


SPOILS = {
    "services/intake/cupboard.py": "",
    "services/intake/policies.py": "from services.intake import app",
    "services/support/policies.py": "from services.intake import domain",
    "services/support/domain/words.py": "import psycopg",
    "services/support/app/__init__.py": "from services.support import settings",
    "shared/desk.py": "from services.intake import domain",
    "shared/contracts/intake.py": "from shared import ledger",
    "shared/kernel/words.py": "import yaml",
}
"""What somebody in a hurry might write."""


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of the house after all of this was written into a copy of it."""
    copy = tmp_path_factory.mktemp("house")
    for folder in ("services", "shared", "deploy"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__", "profiles"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for place, line in SPOILS.items():
        with (copy / place).open("a", encoding="utf-8") as file:
            file.write(line + "\n")
    said = lint(copy)
    assert said.returncode == 1
    return " ".join(said.stdout.partition("Broken contracts")[2].split())


def test_the_rules_of_who_imports_whom_are_kept() -> None:
    said = lint(ROOT)
    assert said.returncode == 0, said.stdout
    assert "0 broken" in said.stdout


@pytest.mark.parametrize(
    "fault",
    [
        "not listed as layers: - services.intake.cupboard",
        "services.intake.policies -> services.intake.app",
        "services.support.policies -> services.intake.domain",
        "services.support.domain.words -> psycopg",
        "services.support.app -> services.support.settings",
        "shared.desk -> services.intake.domain",
        "shared.contracts.intake -> shared.ledger",
        "shared.kernel.words -> yaml",
    ],
)
def test_what_the_house_forbids_is_refused(spoiled: str, fault: str) -> None:
    assert fault in spoiled


def test_nobody_catches_everything_but_those_who_say_why() -> None:
    found = [
        f"{path.relative_to(ROOT).as_posix()} {function}"
        for path in sources("services", "shared", "deploy")
        for function in _catch_alls(tree(path), "itself")
    ]
    assert sorted(found) == sorted(CATCH_ALL)


def _catch_alls(node: ast.AST, function: str) -> Iterator[str]:
    """The function around each handler that catches everything."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ExceptHandler) and _catches_all(child):
            yield function
        yield from _catch_alls(
            child, child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
        )


def _catches_all(handler: ast.ExceptHandler) -> bool:
    named = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(n is None or (isinstance(n, ast.Name) and n.id in ("Exception", "BaseException")) for n in named)


@pytest.fixture(scope="module")
def law() -> Law:
    return load(ROOT / "deploy" / "profiles" / "huong-tra-2023").law_on(date(2023, 5, 5))


def test_no_agency_and_no_unit_of_the_town_stands_in_code(law: Law) -> None:
    ids = set(law.agencies) | set(law.units)
    places = {f"{service}.{agency}" for agency in law.agencies for service in ("intake", "support", "reporting")}
    for path, text in _texts():
        file = path.partition(":")[0]
        assert text not in ids or file in SECTIONS.get(text, ()), f"{path}: {text}"
        if file not in EXAMPLES:
            assert not [place for place in places if re.search(rf"{re.escape(place)}\b", text)], f"{path}: {text}"


def test_no_page_names_an_agency_or_unit_of_the_town(law: Law) -> None:
    names = {name for agency in law.agencies.values() for name in (agency.vi, agency.short)}
    names |= {unit.vi for unit in law.units.values()}
    spoken = [path for path in (ROOT / "services").rglob("*") if path.suffix in (".html", ".yaml", ".py")]
    for path in [*spoken, *(ROOT / "shared" / "web").rglob("*.html"), *(ROOT / "shared" / "web").rglob("*.yaml")]:
        text = path.read_text("utf-8")
        assert not [name for name in names if name in text], path.relative_to(ROOT).as_posix()


def _texts() -> Iterator[tuple[str, str]]:
    """Every text in code that is no explanation: docstrings may give an example."""
    for path in sources("services", "shared"):
        told = {id(node.value) for node in ast.walk(tree(path)) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node.value


def test_no_class_is_called_after_what_it_is_instead_of_what_it_does() -> None:
    for path in sources("services", "shared", "deploy", "tests"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ClassDef):
                assert not node.name.endswith(FORBIDDEN_ENDINGS), f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
                assert not node.name.startswith("Abstract"), f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
