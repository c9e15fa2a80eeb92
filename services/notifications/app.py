"""The app of notifications: raises notices as journals tell and days pass, shows them, marks them read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

from services.notifications.domain import NOTICE, NOTICES, Kind, MarkRead, RaiseNotice, concerns
from services.notifications.policies import notices_for
from services.notifications.projections import Desk as FileDesk
from services.notifications.projections import NoticeLine
from shared.desk import Deed, Desk
from shared.journal import JournalEntry
from shared.kernel.codes import case_code
from shared.kernel.people import Actor, By
from shared.kernel.rights import Subject
from shared.kernel.when import When
from shared.kernel.words import Source
from shared.ledger import CommandIdReused, Ledger, Outcome
from shared.views import Kept, Shelf

READ = "notifications.notices.read"
DEEDS = (Deed(READ, "reading", MarkRead, NOTICE, lambda _, __, actor: own_desk(actor)),)
SOON = timedelta(days=1)


def own_desk(actor: Actor) -> Subject:
    """Notices lie in no agency's file: everybody asks at her own desk."""
    return Subject(actor.agency, actor.unit, "none")


@dataclass
class Notifications:
    """`lines` are the notices, `desks` the files with running deadlines; `source` is this instance."""

    source: Source
    ledger: Ledger
    desk: Desk
    lines: Shelf[object, NoticeLine] | Kept[object, NoticeLine]
    desks: Shelf[JournalEntry, FileDesk] | Kept[JournalEntry, FileDesk]
    _looked: tuple[date, int] | None = None

    def keep(self, entries: Sequence[JournalEntry]) -> None:
        """Raise what these entries raise; given twice, nothing happens the second time."""
        self.desks.keep(entries, self.desks.position() + len(entries))
        for entry in entries:
            known = self.desks.get(f"{entry.source}/{entry.subject}")
            for notice in notices_for(entry, known.unit if known else None):
                self._raise(notice)

    def tick(self) -> None:
        """Raise what has become due or late since the last look: when the town's day changed, or something was heard."""
        now = (self.desk.today(), self.desks.position())
        if now == self._looked:
            return
        for file in self.desks.where().values():
            for matter, due in file.terms.items():
                if file.case and now[0] >= due - SOON:
                    self._raise(_reminder(file, matter, due, Kind.OVERDUE if now[0] > due else Kind.DUE_SOON))
        self._looked = now

    def _raise(self, notice: RaiseNotice) -> None:
        command_id = uuid5(NOTICES, str(notice.id))
        if self.ledger.store.done(command_id):
            return
        by = By("policy:raise_a_notice_whenever_something_came", self.source.partition(".")[2])
        try:
            self.ledger.handle(
                NOTICE, notice.id, notice,
                command_id=command_id, by=by, law=self.desk.law(), when=When.instant(self.desk.clock()),
            )  # fmt: skip
        except CommandIdReused:
            return  # raised before, in other words: once is enough

    def notices(self, actor: Actor, *, unread: bool = False) -> dict[str, NoticeLine]:
        """The notices of this officer's desk: unread first, the newest on top."""
        self.desk.rights.must(actor, READ, own_desk(actor))
        mine = {
            key: line
            for key, line in self.lines.where(agency=actor.agency).items()
            if concerns(line.agency, line.unit, actor.agency, actor.unit) and not (unread and line.read)
        }
        newest = sorted(mine.items(), key=lambda item: item[1].raised_at, reverse=True)
        return dict(sorted(newest, key=lambda item: item[1].read))

    def mark_read(self, actor: Actor, notice: UUID, command_id: UUID) -> Outcome:
        return self.desk.do(actor, DEEDS[0], notice, MarkRead(actor.agency, actor.unit), command_id=command_id)


def _reminder(file: FileDesk, matter: str, due: date, kind: Kind) -> RaiseNotice:
    assert file.case is not None
    about = f"{matter.partition('.')[0]}-{matter.rpartition('.')[2][:8]}-{due:%Y%m%d}"
    return RaiseNotice(file.case, case_code(file.case), file.source, file.unit, kind, matter.partition(".")[0], due, about)
