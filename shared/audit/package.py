"""An evidence package of one case: what a reader may see of it, everything else as its hash with the rule that withholds it, each
with its proof; and a program that checks it without us."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from uuid import UUID

import msgspec

from shared.audit.folder import EntryLine, Folder
from shared.audit.proving import prove
from shared.journal import JournalEntry, entry_of
from shared.kernel.rights import Verdict
from shared.kernel.words import Code, Source
from shared.proof.merkle import NotProved
from shared.proof.notes import Checkpoint

WHEN = (1980, 1, 1, 0, 0, 0)
"""Of every file: the same package is the same bytes whenever it is made."""
MayRead = Callable[[JournalEntry], Verdict]


@dataclass(frozen=True)
class Page:
    """An entry in a package; `withheld` is why its body is not in it."""

    entry: JournalEntry
    line: EntryLine
    withheld: Verdict | None


def of_case(folder: Folder, case: UUID, may_read: MayRead) -> list[Page]:
    """Every entry of every log about this case up to its checkpoint, in the order in which they were written."""
    pages = [page for source in folder.sources() for page in _of_source(folder, source, case, may_read)]
    return sorted(pages, key=lambda page: (page.entry.at, page.entry.source, page.entry.position))


def _of_source(folder: Folder, source: Source, case: UUID, may_read: MayRead) -> Iterator[Page]:
    log, about = folder.log(source), str(case)
    size = Checkpoint.of(log.checkpoint().text).size
    for line in log.entries():
        if not isinstance(line, EntryLine):
            raise NotProved(f"the entries of {source} cannot be read: verify them first")
        if line.position > size:
            return
        if about not in line.body:
            continue
        entry = entry_of(source, line.position, line.stream, line.version, line.name, line.body.encode())
        if entry.subject == case:
            verdict = may_read(entry)
            yield Page(entry, line, None if verdict.allowed else verdict)


def write(
    into: Path,
    folder: Folder,
    case: UUID,
    code: Code,
    pages: Sequence[Page],
    story: str,
    attached: Mapping[str, bytes],
    readme: str,
) -> None:
    """One zip. `attached` are the policies and schemas in force, by their names in it. Raises FileExistsError, `NotProved`."""
    with zipfile.ZipFile(into, "x", zipfile.ZIP_DEFLATED) as zip_:

        def put(name: str, content: bytes) -> None:
            zip_.writestr(zipfile.ZipInfo(name, WHEN), content, zipfile.ZIP_DEFLATED)

        put("DOC-TRUOC.txt", readme.encode())
        put("verify.py", files(__package__).joinpath("verifier.py").read_bytes())
        put("policy.txt", str(folder.policy()).encode())
        put("story.txt", story.encode())
        for name, content in sorted(attached.items()):
            put(name, content)
        index = [_listed(page) for page in pages]
        put(
            "case.json",
            msgspec.json.format(msgspec.json.encode({"case": case, "code": code, "entries": index}), indent=1),
        )
        for page, listed in zip(pages, index, strict=True):
            put(str(listed["file"]), msgspec.json.encode(_shown(page)))
            put(str(listed["proof"]), str(prove(folder.log(page.entry.source), page.entry.position)).encode())


def _listed(page: Page) -> dict[str, object]:
    name = f"entries/{page.entry.source}-{page.entry.position}"
    why = {"withheld_by": page.withheld.rule, "why": page.withheld.why} if page.withheld else {}
    return {
        "source": page.entry.source, "position": page.entry.position, "file": f"{name}.json", "proof": f"{name}.tlog-proof",
        **why,
    }  # fmt: skip


def _shown(page: Page) -> dict[str, object]:
    where = {name: getattr(page.line, name) for name in ("position", "stream", "version", "name")}
    return where | ({"withheld": page.entry.body_hash} if page.withheld else {"body": page.line.body})
