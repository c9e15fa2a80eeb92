"""Reads YAML of a profile into a typed shape, and knows in which file and on which line everything stands. A folder is read as
the one file it would be if its files were put together: lists follow on each other in the order of the names of the files,
and a name said in two files is said twice."""

import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Generic, TypeAlias, TypeVar, Union, get_args, get_origin

import msgspec
import yaml
from yaml.constructor import SafeConstructor

from shared.policy.faults import Fault, ProfileFault

T = TypeVar("T")
Wrong: TypeAlias = tuple[yaml.Mark, str]
"""Where, and what."""
ENDING = ".yaml"
_DATE_TAG = "tag:yaml.org,2002:timestamp"


class _Loader(yaml.CSafeLoader):
    """Safe YAML, ten times faster in C, that leaves dates as text: we report a 30 February ourselves, with its line."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != _DATE_TAG]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


class _Text(io.StringIO):
    """Text that says where it is from: each mark in it has the path of the file as its name."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(text)
        self.name = str(path)


@dataclass(frozen=True)
class Sheet(Generic[T]):
    """A file or folder as it was read: `content` in its shape, `node` with the lines."""

    path: Path
    node: yaml.Node
    content: T

    def fault(self, wrong: str, *where: str | int) -> Fault:
        """A fault at the entry `where` (keys and places in lists, from the top)."""
        return _at(_find(self.node, where).start_mark, wrong)


def read(path: Path, shape: type[T]) -> Sheet[T]:
    """The file, or all files of the folder, in the shape; ProfileFault with every fault if they do not fit."""
    node = _bound(path, _composed(path)) if path.is_dir() else _compose(path)
    faults = [*_said_twice(node)] or [*_misfits(node, shape)]
    if faults:
        raise ProfileFault(_at(mark, wrong) for mark, wrong in faults)
    return Sheet(path, node, msgspec.convert(_plain(node), shape))


def files_in(folder: Path, faults: list[Fault], *, folders: bool = False) -> list[Path]:
    """The files of a folder in the order of their names, and with `folders` those beside them. A file with another ending would
    be overlooked in silence: it is a fault."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    known = [path for path in found if path.suffix == ENDING or (folders and path.is_dir())]
    faults.extend(Fault(path, 1, f"expected only {ENDING} files here") for path in found if path not in known)
    return known


def _composed(folder: Path) -> list[yaml.MappingNode]:
    """Each file of a folder, in which a key stands once."""
    faults: list[Fault] = []
    nodes = []
    for path in files_in(folder, faults):
        try:
            node = _compose(path)
        except ProfileFault as fault:
            faults.extend(fault.faults)
            continue
        faults.extend(_at(mark, wrong) for mark, wrong in _said_twice(node))
        if isinstance(node, yaml.MappingNode):
            nodes.append(node)
        else:
            faults.append(_at(node.start_mark, "expected named parts, such as the files beside it have"))
    if not nodes and not faults:
        faults.append(Fault(folder, 1, f"no file; expected at least one {ENDING} file"))
    if faults:
        raise ProfileFault(faults)
    return nodes


def _bound(folder: Path, nodes: list[yaml.MappingNode]) -> yaml.MappingNode:
    """The files of a folder as one: under a key that stands in several, what stands there in each. What is wrong with the whole
    is said of the file that has words of its own (`id: …`), else of the folder."""
    parts: dict[str, list[tuple[yaml.Node, yaml.Node]]] = {}
    for key, value in (pair for node in nodes for pair in node.value):
        parts.setdefault(key.value, []).append((key, value))
    with_words = (node for node in nodes if any(isinstance(value, yaml.ScalarNode) for _, value in node.value))
    top = next((node.start_mark for node in with_words), yaml.Mark(str(folder), 0, 0, 0, None, 0))
    return yaml.MappingNode(nodes[0].tag, [pair for said in parts.values() for pair in _joined(said)], top, top)


def _joined(said: list[tuple[yaml.Node, yaml.Node]]) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """One key with all the entries that stand under it; what cannot be joined to them stands there twice."""
    kind = next((type(value) for _, value in said if not isinstance(value, yaml.ScalarNode)), None)
    if kind:
        key, first = next(pair for pair in said if type(pair[1]) is kind)
        entries = [entry for _, value in said if type(value) is kind for entry in value.value]
        yield key, kind(first.tag, entries, first.start_mark, first.end_mark)
    yield from (pair for pair in said if type(pair[1]) is not kind)


def _compose(path: Path) -> yaml.Node:
    try:
        # One way to write each accented letter, or Hương Vân would not be Hương Vân and hashes would differ.
        text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    except FileNotFoundError:
        missing = "file" if path.suffix else "folder"
        raise ProfileFault([Fault(path, 1, f"the {missing} is missing")]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ProfileFault([Fault(path, line, "not UTF-8 text; save the file as UTF-8")]) from None
    try:
        node = yaml.compose(_Text(path, text), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise ProfileFault([Fault(path, line, f"not valid YAML: {error.problem or error.context}")]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ProfileFault([Fault(path, line, f"not valid YAML: {error.reason}")]) from None
    if node is None:
        raise ProfileFault([Fault(path, 1, "the file is empty")])
    return node


def _said_twice(node: yaml.Node) -> Iterator[Wrong]:
    """Keys that stand twice in one block (YAML would silently keep the last), or are no words."""
    if isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from _said_twice(entry)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                yield key.start_mark, "a list or block cannot be a key; expected a word"
            elif key.value in seen:
                yield key.start_mark, f"`{key.value}` stands here twice; expected once"
            seen.add(str(key.value))
            yield from _said_twice(value)


def _misfits(node: yaml.Node, shape: Any) -> Iterator[Wrong]:
    """Every place where the entry does not fit its shape, as deep inside as it can be told."""
    try:
        value = _plain(node)
    except yaml.constructor.ConstructorError as error:
        yield error.problem_mark or node.start_mark, f"not valid here: {error.problem}"
        return
    try:
        msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        inside = [*_misfits_inside(node, shape)]
        yield from inside or [(node.start_mark, _plainly(str(error), value))]


def _misfits_inside(node: yaml.Node, shape: Any) -> Iterator[Wrong]:
    kind, inner = _kind(shape)
    if isinstance(node, yaml.MappingNode) and isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        given = {key.value for key, _ in node.value}
        missing = [name for name, field in fields.items() if field.required and name not in given]
        if missing:
            yield node.start_mark, f"{_quoted(missing)} missing here; expected {_quoted(fields)}"
        for key, value in node.value:
            if key.value in fields:
                yield from _misfits(value, fields[key.value].type)
            else:
                yield key.start_mark, f"unknown key `{key.value}`; expected {_quoted(fields)}"
    elif isinstance(node, yaml.MappingNode) and kind is dict:
        for key, value in node.value:
            yield from _misfits(key, inner[0])
            yield from _misfits(value, inner[1])
    elif isinstance(node, yaml.SequenceNode) and kind in (tuple, frozenset):
        for entry in node.value:
            yield from _misfits(entry, inner[0])


def _kind(shape: Any) -> tuple[Any, tuple[Any, ...]]:
    """`X | None` as X, `Annotated[X, …]` as X; `dict[K, V]` as dict and its parts."""
    if get_origin(shape) is Annotated:
        shape = get_args(shape)[0]
    if get_origin(shape) in (Union, UnionType):
        shape = next(part for part in get_args(shape) if part is not NoneType)
    return get_origin(shape) or shape, get_args(shape)


def _plain(node: yaml.Node) -> Any:
    return SafeConstructor().construct_document(node)


def _plainly(error: str, value: object) -> str:
    """What the library says, without its path (the line says it), and with what stands there."""
    said = error.split(" - at `")[0]
    if isinstance(value, int) and "Expected `str" in said:
        said += "; put it in quotes"
    return said if isinstance(value, (dict, list)) else f"{said}; found `{value}`"


def _find(node: yaml.Node, where: tuple[str | int, ...]) -> yaml.Node:
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = next((pair for pair in node.value if pair[0].value == step), None)
            if found is None:
                break
            # The value of a nested block starts a line below its key; the key is where people look.
            node = found[1] if isinstance(found[1], (yaml.MappingNode, yaml.SequenceNode)) else found[0]
            continue
        if not isinstance(node, yaml.SequenceNode) or not isinstance(step, int) or step >= len(node.value):
            break
        node = node.value[step]
    return node


def _at(mark: yaml.Mark, wrong: str) -> Fault:
    return Fault(Path(mark.name), int(mark.line) + 1, wrong)


def _quoted(names: Any) -> str:
    return ", ".join(f"`{name}`" for name in names)
