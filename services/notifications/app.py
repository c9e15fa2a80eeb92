"""The desk of notifications: raises notices as journals tell and days pass, shows them, marks them read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, ParamSpec
from uuid import UUID

from services.notifications.domain import (
    NOTICE,
    REPORTS,
    File,
    Kind,
    MarkRead,
    Notice,
    NoticeRaised,
    Place,
    RaiseNotice,
)
from services.notifications.domain.notice import SILENCE
from services.notifications.domain.silence import silent
from services.notifications.policies import (
    raise_a_notice_at_both_ends_whenever_nobody_answers,
    raise_a_notice_whenever_a_last_day_is_near_or_past,
    raise_a_notice_whenever_a_report_came,
    raise_a_notice_whenever_a_visit_gives_concern,
    raise_a_notice_whenever_an_agency_was_told,
)
from services.notifications.projections import LINES, Heard, NoticeLine, heard
from shared.desk import Deed, Desk
from shared.journal import JournalEntry
from shared.kernel.people import POLICY, Actor, By
from shared.kernel.rights import ANY, NotPermitted, Subject, Verdict
from shared.kernel.when import When
from shared.kernel.words import AgencyId, Source
from shared.ledger import Entry, Outcome
from shared.views import Kept, Shelf

P = ParamSpec("P")
READ = "notifications.notices.read"


def _own(_state: object, _command: object, actor: Actor) -> Subject:
    """Notices lie in no agency's files: everybody asks at the own desk."""
    return Subject(actor.agency, actor.unit, ANY)


READING = Deed(READ, "reading", MarkRead, NOTICE, _own)
DEEDS = (READING,)


class Listed(NamedTuple):
    """A notice in somebody's list. `holders` are the agencies that have to act now, so that its last day still counts;
    none when what it is about was done."""

    line: NoticeLine
    holders: tuple[AgencyId, ...]

    @property
    def runs(self) -> bool:
        return bool(self.holders)


@dataclass
class Notifications:
    """`lines` are the notices raised here, `files` what the journals told of every agency's cases."""

    desk: Desk
    lines: Shelf[Entry, NoticeLine] | Kept[Entry, NoticeLine]
    files: Shelf[Heard, File] | Kept[Heard, File]
    _looked: tuple[date, int] | None = field(default=None, init=False)

    def keep(self, entries: Sequence[JournalEntry]) -> None:
        """Remember these entries and raise what they raise; they may come twice, late and out of turn. If this ends
        half-way they are given again: what was raised by then is not raised again."""
        steps = [step for entry in entries if (step := heard(entry))]
        self.files.keep(steps, self.files.position() + len(steps))
        for place in sorted({step.place for step in steps}):
            if file := self.files.get(place.key):
                self._raise(raise_a_notice_whenever_an_agency_was_told, place, file)
                self._raise(raise_a_notice_whenever_a_report_came, place, file)
                self._raise(raise_a_notice_whenever_a_visit_gives_concern, place, file)

    def tick(self) -> None:
        """Raise what is near its last day or past it, and what nobody answers. Looks again when the town's day changed or
        more was heard."""
        now = (self.desk.today(), self.files.position())
        if now != self._looked:
            law = self.desk.law()
            for key, file in self.files.where(running=True).items():
                place = Place.of(key)
                at_desks = self._there(place, file.guided_to)
                self._raise(raise_a_notice_whenever_a_last_day_is_near_or_past, place, file, at_desks, now[0])
                there = self._there(place, (file.waiting[each].to for each in silent(file.waiting, law, now[0])))
                self._raise(raise_a_notice_at_both_ends_whenever_nobody_answers, place, file, there, law, now[0])
            self._looked = now

    def _there(self, place: Place, desks: Iterable[Source]) -> dict[Source, File]:
        """The files of the case at these desks, as far as they have one."""
        found = {desk: self.files.get(Place(desk, place.case).key) for desk in set(desks)}
        return {desk: file for desk, file in found.items() if file}

    def _raise(self, policy: Callable[P, Iterable[RaiseNotice]], *known: P.args, **more: P.kwargs) -> None:
        """What the policy makes of this. The id of a notice is that of its command too: what was done is left alone."""
        ledger, by = self.desk.ledger, By(f"{POLICY}{policy.__name__}", self.desk.ledger.agency)
        for notice in policy(*known, **more):
            if not ledger.store.done(notice.id):
                ledger.handle(
                    NOTICE, notice.id, notice,
                    command_id=notice.id, by=by, law=self.desk.law(), when=When.instant(self.desk.clock()),
                )  # fmt: skip

    def notices(self, actor: Actor, *, unread: bool = False) -> dict[str, Listed]:
        """The notices that concern this officer, by id: unread first, the newest on top. Raises `NotPermitted`."""
        self.desk.rights.must(actor, READ, _own(None, None, actor))
        running = self.files.where(running=True)
        mine = [(key, line) for key, line in self._mine(actor).items() if not (unread and line.read)]
        in_order = sorted(mine, key=lambda each: (each[1].read, -each[1].position))
        return {key: Listed(line, self._holders(line, running)) for key, line in in_order}

    def _holders(self, line: NoticeLine, running: dict[str, File]) -> tuple[AgencyId, ...]:
        """Who has to act now on what a notice is about."""
        place = Place(line.sent_by or line.desk, line.case) if line.case else None
        file = running.get(place.key) if place else None
        if place is None or file is None:
            return ()
        if line.kind in SILENCE:
            there = self._there(place, (sent.to for sent in file.waiting.values()))
            waiting = file.unanswered(there).values()
            return tuple(sent.agency for sent in waiting if sent.position == line.about)
        running_still = file.due(self._there(place, file.guided_to), self.desk.today())
        due = (term for term in running_still if (term.what, term.due_on) == (line.what, line.due_on))
        return tuple(dict.fromkeys(term.holder or line.agency for term in due))

    def lies_there(self, line: NoticeLine) -> bool:
        """Is there a file at the desk of this notice? Not where something was sent and never heard."""
        return line.kind is not Kind.AWAITED or (
            line.case is not None and self.files.get(Place(line.desk, line.case).key) is not None
        )

    def unread(self, actor: Actor) -> frozenset[str]:
        """The notices that concern this officer and that nobody has read."""
        return frozenset(key for key, line in self._mine(actor).items() if not line.read)

    def _mine(self, actor: Actor) -> dict[str, NoticeLine]:
        """As fresh as the ledger: what the shelf has not taken in yet is folded on top of it."""
        ledger, kept_until = self.desk.ledger, self.lines.position()
        lines = self.lines.where(agency=actor.agency)
        for entry in ledger.since(kept_until):
            if key := LINES.key(entry):
                lines[key] = LINES.evolve(lines.get(key, LINES.initial), entry)
        return {key: line for key, line in lines.items() if line.desk and self._concerns(actor, line).allowed}

    def mark_read(self, actor: Actor, notice: UUID, command_id: UUID) -> Outcome:
        """Raises `NotPermitted` for a notice of another desk, `Refused` for none."""
        state: Notice = self.desk.ledger.load(NOTICE, notice).state
        if state.raised and not (verdict := self._concerns(actor, state.raised)).allowed:
            raise NotPermitted(verdict.rule, "this notice is for another desk")
        return self.desk.do(actor, READING, notice, MarkRead(), command_id=command_id)

    def _concerns(self, actor: Actor, notice: NoticeLine | NoticeRaised) -> Verdict:
        """A notice is for those who find its case, or report, in their list at that desk: the same table of rights
        decides."""
        service, _, agency = notice.desk.partition(".")
        listed = "report" if notice.what in REPORTS else "case"
        return self.desk.rights.judge(actor, f"{service}.{listed}.list", Subject(agency, notice.unit, ANY))
