"""Reads the table: its shapes, and the one way in which an answer may be written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from shared.policy.sheet import read

HERE = Path(__file__).parent
NOT_COMMANDS = frozenset({"files.yaml", "rules.yaml"})
Basis = list[str] | Literal["ours"]
"""Articles and sections of the plan, each beginning with a code of the list `instruments`; or ours, with the reason."""


class Strict(msgspec.Struct, forbid_unknown_fields=True):
    """A shape of the table: what is not named is not allowed."""


class Who(Strict):
    """Officers of this role at this agency; of a file's own unit only, or of any."""

    role: str
    agency: str
    unit: Literal["own", "any"]
    basis: Basis
    because: str


class Differs(Strict):
    """A cell where the code does not do what the law or the plan says: both, and why it is so."""

    law: str
    code: str
    differs: str


class Told(Strict):
    """A command that no person asks: our policy does, after this message of an agency that holds the power."""

    message: str
    tellers: list[str]


class Term(Strict):
    """The term of the law that begins with the command, counted from this field of it."""

    code: str
    counts_from: str


class Probe(Strict):
    """The same form, filled in otherwise (`given`), at this file, perhaps after more `steps`: the answer then."""

    given: dict[str, Any]
    at: str
    then: str
    steps: list[str] = []


class Bound(Strict):
    """A day typed must not lie before (or after) a step of the file, or another field; at this file, by this rule."""

    rule: str
    at: str
    before_step: str = ""
    before: str = ""
    after: str = ""
    along: list[str] = []
    """Fields that move along, because they must not be later than the field itself."""


class Day(Strict):
    """A date field: refused in the future, or why not; what it must follow, or why nothing."""

    future: Literal["refused", "allowed", "the desk's"]
    bounds: list[Bound] = []
    because: str = ""


class Block(Strict):
    """One command. `at` has an answer for each stage: for all files of the stage, or for each kind of them."""

    vi: str
    basis: Basis
    because: str
    form: dict[str, Any]
    at: dict[str, str | dict[str, str | Differs]]
    twice: str
    may: list[Who] = []
    told: Told | None = None
    otherwise: dict[str, dict[str, Any]] = {}
    """Other ways to fill in the form, by name, for the stories of the files."""
    also: list[Probe] = []
    days: dict[str, Day] = {}
    papers: list[str] = []
    term: Term | None = None


class Prepared(Strict):
    """A file brought into its state by what users did: at whose desk it lies, from which file it goes on, the steps."""

    lies_at: str
    vi: str
    after: str = ""
    steps: list[str] = []
    in_no_unit: bool = False
    """No unit of its agency has it: where each sees its own files only, nobody there sees it."""
    waits_for: str = ""
    """Where no officer of this agency leads on: the command of our policy that does, or `nothing`; and why."""
    because: str = ""


class Rule(Strict):
    """Why a rule refuses. `shown_by` names the test where no form can lead to it here."""

    basis: Basis
    because: str
    shown_by: str = ""


class Role(Strict):
    """A role of the profile: what it has to do with intake."""

    agencies: list[str]
    because: str


class People(Strict):
    unit: str
    other_unit: str
    desks: list[str]
    roles: dict[str, Role]


class Answer(NamedTuple):
    """`to` a stage, `stays` (written down, the stage stays), `nothing` (said already), `refused` by a rule."""

    kind: Literal["to", "stays", "nothing", "refused"]
    what: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.what}".strip()


def answer(text: str) -> Answer:
    """`to received`, `stays`, `nothing`, `refused reception.not_ours`. Raises ValueError for anything else."""
    kind, _, what = text.partition(" ")
    if kind in ("stays", "nothing") and not what:
        return Answer(kind)  # type: ignore[arg-type]
    if kind in ("to", "refused") and what and " " not in what:
        return Answer(kind, what)  # type: ignore[arg-type]
    raise ValueError(f"not an answer: `{text}`; expected `to STAGE`, `stays`, `nothing` or `refused RULE`")


@dataclass(frozen=True)
class Table:
    """The whole table. Files are named `stage.kind`, cells `(command, file)`."""

    blocks: Mapping[str, Block]
    files: Mapping[str, Prepared]
    rules: Mapping[str, Rule]
    people: People

    def cell(self, command: str, file: str) -> Differs | Answer | None:
        """What the block says for this file; None where it says nothing."""
        stage, _, kind = file.partition(".")
        said = _lines(self.blocks[command].at).get(stage)
        if isinstance(said, dict):
            said = _lines(said).get(kind)
        return said if said is None or isinstance(said, Differs) else answer(said)

    def expected(self, command: str, file: str) -> Answer:
        """What the code is to answer: what the law says, or what is marked as differing from it."""
        said = self.cell(command, file)
        assert said is not None, f"{command} has no answer at {file}"
        return answer(said.code) if isinstance(said, Differs) else said

    def superfluous(self, command: str) -> Iterator[str]:
        """Stages and kinds of a block for which there is no prepared file."""
        kinds: dict[str, set[str]] = {}
        for file in self.files:
            stage, _, kind = file.partition(".")
            kinds.setdefault(stage, set()).add(kind)
        for stages, said in self.blocks[command].at.items():
            named = stages.split(", ")
            yield from (stage for stage in named if stage not in kinds)
            if isinstance(said, dict):
                there = set().union(*(kinds.get(stage, set()) for stage in named))
                yield from (f"{stages}: {kind}" for kind in _lines(said) if kind not in there)


def _lines(said: Mapping[str, Any]) -> dict[str, Any]:
    """One answer may stand for several, named with commas between: each of them once."""
    found: dict[str, Any] = {}
    for names, each in said.items():
        for name in names.split(", "):
            assert name not in found, f"`{name}` stands there twice"
            found[name] = each
    return found


@cache
def table(folder: str) -> Table:
    """The table of an aggregate. Raises `ProfileFault` with file and line of everything that does not fit its shape."""
    here, blocks = HERE / folder, dict[str, Block]()
    for path in sorted(here.glob("*.yaml")):
        if path.name not in NOT_COMMANDS:
            for command, block in read(path, dict[str, Block]).content.items():
                assert command not in blocks, f"{command} has two blocks"
                blocks[command] = block
    files = read(here / "files.yaml", dict[str, dict[str, Prepared]]).content
    named = {f"{stage}.{kind}": file for stage, kinds in files.items() for kind, file in kinds.items()}
    of_rights, rules = (read(of / "rules.yaml", dict[str, Rule]).content for of in (HERE, here))
    return Table(blocks, named, of_rights | rules, read(HERE / "who.yaml", People).content)
