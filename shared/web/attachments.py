"""Files at the doors: those sent along with a form are laid down before it is read, and each is shown to whom it may be.

`GET /cases/{case}/files/{digest}` and the same under `/api`: only a digest that stands in the case's own events, only for
those who may read the papers of the case, and recorded before the first byte.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import NamedTuple
from uuid import UUID

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from shared.access import Way
from shared.desk import Deed
from shared.files.kinds import PDF, Kind, Unfit, must_be_called
from shared.kernel.decider import Refused
from shared.kernel.named import PAPERS, digests
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.words import Code, Digest
from shared.ledger import Entry
from shared.sealing.vault import Forgotten
from shared.seeing import record_of
from shared.web.asking import Asked
from shared.web.cases import Cases, Look, found
from shared.web.deed_forms import begun_from
from shared.web.fields import file_fields
from shared.web.forms import Fault

SHORT = 12
"""Characters of its digest by which a file is called when somebody saves it: they name nobody."""
_ROW = re.compile(r"\.[0-9]+\.")


class Scan(NamedTuple):
    """A file as the case page shows it. `state`: here, closed (to this person), coming, or none (only its digest is known)."""

    href: str
    state: str
    kind: Kind | None = None
    size: int = 0

    @property
    def spoken(self) -> str:
        """What will open, and how much there is to load: `ảnh, 3,4 MB`."""
        size = f"{self.size / 1e6:.1f} MB" if self.size >= 100_000 else f"{self.size / 1e3:.0f} kB"
        return f"{'PDF' if self.kind == PDF else 'ảnh'}, {size.replace('.', ',')}"


def laid(cases: Cases, deed: Deed, actor: Actor, case: UUID, asked: Asked) -> Asked:
    """What was sent, with each file laid down and its digest in its field; a file that cannot be taken is a fault there.
    A deed whose subject is not the case takes none: the event that names a file is looked for under the case.

    Raises `NotPermitted` for those who could not do this deed at any stage: nothing of theirs is kept.
    """
    shelf = cases.desk.attachments
    asked = replace(asked, context=replace(asked.context, holds=partial(shelf.holds, case)))
    if not asked.files:
        return asked
    _must_be_of_this_desk(cases, deed, actor, case)
    fields, faults = dict(asked.fields), list(asked.faults)
    takes = frozenset[str]() if deed.apart else file_fields(deed.command)
    for name, sent in asked.files.items():
        try:
            if _ROW.sub(".*.", name) not in takes:
                raise Unfit("fault.not_text")
            must_be_called(kind := shelf.check(sent.file), sent.filename, sent.content_type)
            fields[name] = shelf.lay(case, sent.file, kind)
        except Unfit as wrong:
            faults.append(Fault(name, wrong.why))
    return replace(asked, fields=fields, files={}, faults=tuple(faults))


def _must_be_of_this_desk(cases: Cases, deed: Deed, actor: Actor, case: UUID) -> None:
    """Where only the stage forbids the deed, the desk will say why, or that it was done before."""
    state, _ = begun_from(cases, deed, None if deed is cases.opening else found(cases, actor, case))
    verdict = cases.desk.rights.judge(actor, deed.name, deed.subject(state, None, actor))
    if not verdict.allowed and verdict.rule != "right.stage":
        raise NotPermitted(verdict.rule, f"{deed.name} is not permitted to this role here")


def still_here(cases: Cases, case: UUID, deed: Deed, asked: Asked) -> Asked:
    """What was kept as a draft, without the files that were swept meanwhile: nobody is told that they are kept."""
    takes, rows = file_fields(deed.command), cases.desk.attachments.rows
    gone = {n for n, v in asked.fields.items() if _ROW.sub(".*.", n) in takes and v and not rows.find(case, v)}
    return replace(asked, fields={name: value for name, value in asked.fields.items() if name not in gone})


def file_of(cases: Cases, actor: Actor, case: UUID, digest: Digest, way: Way) -> Response:
    """A file of this case, for those who may read its papers; that it was opened is recorded before the first byte."""
    seen, shelf = found(cases, actor, case), cases.desk.attachments
    sections = {PAPERS} if digest in _named(seen.entries) else _made(cases, case, digest)
    place = cases.place(seen.file)
    for section in sorted(sections):
        if not (verdict := cases.desk.rights.may_read(actor, section, place)).allowed:
            raise NotPermitted(verdict.rule, f"section {section}")
    if (whole := shelf.rows.find(case, digest)) is None:
        if digest in shelf.rows.awaited(case):
            raise Refused("file.coming", "the file is still on its way to this agency")
        raise Refused("file.none", "only the digest of this file is known here")
    cases.desk.open(actor, case, place, {}, sections, way)
    clear = _begun(shelf.read(case, digest, whole.chunks))
    name = f"{digest[:SHORT]}.{whole.kind.ending}"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Content-Length": str(whole.size)}
    return StreamingResponse(clear, media_type=whole.kind.media, headers=headers)


def _made(cases: Cases, case: UUID, digest: Digest) -> set[Code]:
    """The sealed sections of which something stands on a paper that was made here: whoever may open them all may read it again.
    404 where there is none of this digest."""
    for each in record_of(cases.desk.ledger, cases.desk.service, case):
        if each.digest == digest:
            return set(each.sections)
    raise HTTPException(404)


def _begun(clear: Iterator[bytes]) -> Iterator[bytes]:
    """The first chunk is opened before the answer begins: afterwards nothing could be refused any more."""
    try:
        return chain([next(clear)], clear)
    except Forgotten as gone:
        raise Refused("file.forgotten", "the key of this section was destroyed") from gone


def scans(cases: Cases, actor: Actor, seen: Look) -> Mapping[Digest, Scan]:
    """The files that the events of a case name, as this person may see them."""
    named, rows = _named(seen.entries), cases.desk.attachments.rows
    may = bool(named) and cases.desk.rights.may_read(actor, PAPERS, cases.place(seen.file)).allowed
    coming = rows.awaited(seen.subject) if named else ()

    def scan(digest: Digest) -> Scan:
        href = f"{seen.address}/files/{digest}"
        if whole := rows.find(seen.subject, digest):
            return Scan(href, "here" if may else "closed", whole.kind, whole.size)
        return Scan(href, "coming" if digest in coming else "none")

    return {digest: scan(digest) for digest in named}


def paper_scans(
    cases: Cases, actor: Actor, case: UUID, seen: Look | None, laid: Sequence[Digest]
) -> Mapping[Digest, Scan]:
    """Files that lay with a case, as this person may see them: those of its events, and papers that were made here. Whoever
    may not read the case sees what there is, and opens nothing."""
    rows = cases.desk.attachments.rows
    if seen is None:
        return {digest: Scan("", "closed" if rows.find(case, digest) else "none") for digest in laid}
    known, place = scans(cases, actor, seen), cases.place(seen.file)
    made = {each.digest: each for each in record_of(cases.desk.ledger, cases.desk.service, case)}

    def scan(digest: Digest) -> Scan:
        whole = rows.find(case, digest)
        if digest in known or digest not in made or whole is None:
            return known.get(digest, Scan("", "none"))
        may = all(cases.desk.rights.may_read(actor, each, place).allowed for each in made[digest].sections)
        return Scan(f"{seen.address}/files/{digest}", "here" if may else "closed", whole.kind, whole.size)

    return {digest: scan(digest) for digest in laid}


def _named(entries: Iterable[Entry]) -> set[Digest]:
    return {digest for entry in entries for digest in digests(entry.fact)}
