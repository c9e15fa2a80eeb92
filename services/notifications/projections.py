"""Views of notifications: the notices of each desk, and the deadlines that run at each file of each desk."""

from dataclasses import dataclass, field, replace
from datetime import date

import msgspec

from services.notifications.domain import Kind, NoticeRaised, NoticeRead
from shared.journal import JournalEntry
from shared.kernel.words import AgencyId, CaseId, Code, Source, UnitCode
from shared.ledger import Entry
from shared.views import View


@dataclass(frozen=True)
class NoticeLine:
    case: CaseId | None = None
    code: Code = ""
    desk: Source = ""
    agency: AgencyId = ""
    unit: UnitCode | None = None
    kind: Kind = Kind.ARRIVED
    what: Code = ""
    due_on: date | None = None
    raised_at: str = ""
    read: bool = False


def notice_id(entry: Entry) -> str | None:
    return str(entry.body.subject) if entry.name.startswith("notifications.notice.") else None


def keep_notice(line: NoticeLine, entry: Entry) -> NoticeLine:
    match entry.fact:
        case NoticeRaised(case, code, desk, agency, unit, kind, what, due_on):
            return NoticeLine(case, code, desk, agency, unit, kind, what, due_on, entry.body.at)
        case NoticeRead():
            return replace(line, read=True)
        case _:
            return line


NOTICE_LINES: View[Entry, NoticeLine] = View("notifications.notices.v1", NoticeLine, NoticeLine(), notice_id, keep_notice)


@dataclass(frozen=True)
class Desk:
    """One file at one desk: the deadlines that run there, by matter. `position`: the last entry heard."""

    source: Source = ""
    case: CaseId | None = None
    unit: UnitCode | None = None
    position: int = 0
    terms: dict[Code, date] = field(default_factory=dict)


class _Fact(msgspec.Struct, frozen=True):
    unit: UnitCode | None = None
    notified: AgencyId | None = None
    referral: str = ""
    due_on: date | None = None
    reception_due: date | None = None
    answer_by: date | None = None
    next_on: date | None = None


_fact = msgspec.json.Decoder(_Fact).decode
BEGINS = {
    "intake.case.NoticeTaken": "reception", "intake.case.ReportRecorded": "reception",
    "intake.case.VerificationReceived": "verification", "intake.case.VerificationExtended": "verification",
    "intake.case.VerificationAskedByLetter": "letter", "intake.case.VerificationDelayed": "letter",
    "support.work.ReferralReceived": "referral", "support.case.FollowUpRecorded": "follow_up",
}  # fmt: skip
ENDS: dict[str, tuple[str, ...]] = {
    "intake.case.PersonReceived": ("reception",), "intake.case.NoticeReturnedToSender": ("reception",),
    "intake.case.VerificationAnswered": ("verification",), "intake.case.VerificationReturnedToSender": ("verification",),
    "intake.case.VictimIdentified": ("letter",), "intake.case.FoundNotVictim": ("letter",),
    "intake.case.FoundUnresolved": ("letter",), "intake.case.VerificationCameBack": ("letter",),
    "support.work.ReferralAccepted": ("referral",), "support.work.ReferralDeclined": ("referral",),
    "support.work.ReferralReturnedToSender": ("referral",), "support.work.SupportWasClosed": ("referral",),
    "support.case.CaseClosed": ("follow_up",),
}  # fmt: skip


def desk_of(entry: JournalEntry) -> str | None:
    return f"{entry.source}/{entry.subject}" if entry.name in BEGINS or entry.name in ENDS else None


def keep_desk(desk: Desk, entry: JournalEntry) -> Desk:
    """Each entry once and in order, however often it comes."""
    if entry.position <= desk.position:
        return desk
    fact, terms = _fact(entry.fact), dict(desk.terms)
    for matter in ENDS.get(entry.name, ()):
        terms = {known: day for known, day in terms.items() if not _is_of(known, matter, fact.referral)}
    due = fact.due_on or fact.reception_due or fact.answer_by or fact.next_on
    if (begins := BEGINS.get(entry.name)) and due and fact.notified is None:
        terms[f"{begins}.{fact.referral}" if fact.referral else begins] = due
    return Desk(entry.source, CaseId(entry.subject), fact.unit or desk.unit, entry.position, terms)


def _is_of(known: str, matter: str, referral: str) -> bool:
    """A referral ends alone; the end of the whole work (no referral named) ends them all."""
    return known == matter or (known.startswith(f"{matter}.") and known.endswith(referral))


DESKS: View[JournalEntry, Desk] = View("notifications.desks.v1", Desk, Desk(), desk_of, keep_desk)
