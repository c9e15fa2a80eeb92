"""Makes an evidence package: finds the case, asks the table of rights what its reader may see, lays the rules in force by."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from shared.audit import package
from shared.audit.folder import EntryLine, Folder
from shared.clock import local
from shared.journal import JournalEntry, entry_of
from shared.kernel.codes import case_code
from shared.kernel.people import Actor
from shared.kernel.rights import Subject, Verdict
from shared.kernel.words import agency_of
from shared.policy.profile import Profile, load
from shared.proof.merkle import NotProved
from shared.story import sentences
from shared.story.timeline import timeline

ENTRY = "reporting.entry.read"


def packed_case(folder: Folder, case: str, reader: str, profile: Path, into: Path) -> tuple[int, int]:
    """How many entries the package holds, and how many of them without their content. Raises `NotProved`."""
    loaded = load(profile)
    found = _find(folder, case)
    pages = package.of_case(folder, found, lambda entry: may_read(loaded, reader, entry))
    if not pages:
        raise NotProved("the logs hold no entry about this case")
    code = case_code(found)
    readme = files("shared.audit").joinpath("readme.vi.txt").read_text("utf-8")
    package.write(into, folder, found, code, pages, _story(loaded, folder, code, pages), dict(folder.rules()), readme)
    return len(pages), sum(page.withheld is not None for page in pages)


def may_read(profile: Profile, reader: str, entry: JournalEntry) -> Verdict:
    """An inspector reads every entry; everybody else those of their own agency whose files they may read."""
    user = next((user for user in profile.users if user.username == reader), None)
    if user is None:
        raise NotProved("nobody logs in under this name")
    actor = Actor(user.username, user.agency, user.unit, frozenset(user.roles))
    own = Subject(user.agency, user.unit, "*")
    checked = profile.rights.judge(actor, ENTRY, own)
    if checked.allowed or agency_of(entry.source) != user.agency:
        return checked
    return profile.rights.judge(actor, f"{entry.source.partition('.')[0]}.case.read", own)


def _find(folder: Folder, case: str) -> UUID:
    """A case by its id, or by its spoken code."""
    try:
        return UUID(case)
    except ValueError:
        for subject in _subjects(folder):
            if case_code(subject) == case.upper():
                return subject
    raise NotProved("the logs hold no entry about this case")


def _subjects(folder: Folder) -> Iterator[UUID]:
    known: set[UUID] = set()
    for source in folder.sources():
        for line in folder.log(source).entries():
            if isinstance(line, EntryLine):
                entry = entry_of(source, line.position, line.stream, line.version, line.name, line.body.encode())
                if entry.subject not in known:
                    known.add(entry.subject)
                    yield entry.subject


def _story(profile: Profile, folder: Folder, code: str, pages: list[package.Page]) -> str:
    """What happened, a sentence for each entry the reader may see."""
    entries = [page.entry for page in pages]
    lines = timeline(entries, sentences.load(profile.sections), profile.law_on, folder.sources())
    said = [f"HỒ SƠ {code}", ""]
    for line, page in zip(lines, pages, strict=True):
        words = f"(không kèm nội dung: {page.withheld.why})" if page.withheld else line.sentence
        said.append(f"{local(line.at):%d/%m/%Y %H:%M}  {line.source}/{line.position}  {words}")
        said += ["                  đã chuyển, chưa có biên nhận" for told in line.told if told.open]
    return "\n".join(said) + "\n"
