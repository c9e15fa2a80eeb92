"""Says a rule's code in Vietnamese; services bring words of their own beside these."""

import ast
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from shared.kernel.words import Code

Words = Mapping[Code, str]
OWN = Path(__file__).parent / "words" / "rules.vi.yaml"
_SPOKEN = {"Refused": 0, "NotPermitted": 0, "Wrong": 0, "Verdict": 1, "Fault": 1}
"""Where a rule's code stands among the arguments of those who name one."""


class WordsFault(Exception):
    """A file of words that is no flat list `code: sentence`, or a code said twice in different words."""


def load(*more: Path) -> Words:
    """The shared words and those of the given files, or of every `*.vi.yaml` in the given folders, in one table."""
    found: dict[Code, str] = {}
    for path in (OWN, *(file for each in more for file in _files(each))):
        try:
            read = _read(path.read_text(encoding="utf-8"))
        except WordsFault as wrong:
            raise WordsFault(f"{path}: {wrong}") from None
        if twice := sorted(code for code in read.keys() & found.keys() if read[code] != found[code]):
            raise WordsFault(f"{path}: {', '.join(twice)} already said otherwise")
        found |= read
    return found


def _files(path: Path) -> Sequence[Path]:
    return sorted(path.glob("*.vi.yaml")) if path.is_dir() else [path]


@cache
def _read(text: str) -> Words:
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    read = yaml.load(text, Loader=yaml.CSafeLoader) or {}
    if not isinstance(read, dict) or not all(isinstance(v, str) and v for kv in read.items() for v in kv):
        raise WordsFault("a flat list of `code: sentence` is expected")
    counted = Counter(key.value for key, _ in node.value) if node else {}
    if doubled := sorted(code for code, times in counted.items() if times > 1):  # YAML would silently keep the last
        raise WordsFault(f"{', '.join(doubled)} stands there twice")
    return read


def say(words: Words, code: Code) -> str:
    """The sentence of a code, or one that shows the code, so that a person can ask about it."""
    return words.get(code) or f"Chưa thực hiện được theo quy tắc “{code}”."


def unsaid(words: Words, *folders: Path) -> list[str]:
    """`file:line: code` for every rule code in the code of these folders that has no words: in a test, none."""
    return sorted(
        f"{path}:{line}: {code}"
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
        for line, code in _codes(ast.parse(path.read_text(encoding="utf-8")))
        if code not in words
    )


def _codes(tree: ast.AST) -> Iterator[tuple[int, Code]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (at := _SPOKEN.get(_called(node))) is not None and len(node.args) > at:
            yield from ((node.lineno, code) for code in _literals(node.args[at]))


def _called(node: ast.Call) -> str:
    match node.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _literals(node: ast.expr) -> Iterable[Code]:
    """Codes written down as they are, also in `a if x else b`; one that is computed is named where it is made."""
    match node:
        case ast.Constant(value=str(code)):
            return [code]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_literals(body), *_literals(orelse)]
        case _:
            return []
