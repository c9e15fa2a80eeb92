"""Notices: raised once for whoever has the ball, reminded of as days pass, read only by those they concern."""

import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import msgspec
import pytest

from services.intake.domain import CASE as INTAKE
from services.notifications.app import DEEDS, Notifications
from services.notifications.domain import NOTICE, Kind, MarkRead, NoticeRead, RaiseNotice
from services.notifications.messages import tell
from services.notifications.policies import OWN_DEEDS, RAISED, notices_for
from services.notifications.projections import DESKS, NOTICE_LINES
from services.support.domain.case import CASE as SUPPORT
from services.support.domain.work import WORK
from shared.desk import Desk
from shared.journal import JournalEntry
from shared.kernel.decider import AnyDecider
from shared.kernel.people import By
from shared.kernel.rights import NotPermitted, Right, Rights
from shared.kernel.when import When
from shared.ledger import InMemory, Ledger
from shared.testing import actor, given
from shared.views import Kept
from tests.ledger.toy import LAW, vault

CASE_ID = UUID(int=5)
MORNING = datetime(2023, 5, 5, 1, tzinfo=UTC)
RIGHTS = Rights(
    (
        Right("r", "commune_officer", "*", frozenset({"notifications.notices.read"}), frozenset({"*"}), "agency"),
        Right("r", "police_officer", "*", frozenset({"notifications.notices.read"}), frozenset({"*"}), "agency"),
    ),
    {},
)


def entry(
    name: str, position: int, source: str = "intake.police", by: str = "policy:x", **fact: object
) -> JournalEntry:
    body = json.dumps(fact).encode()
    return JournalEntry(
        source, position, uuid4(), position, name, CASE_ID, MORNING, When.unknown(),
        By(by, source.partition(".")[2]), "intake.labour/7", None, (), msgspec.Raw(body), body, "0" * 64,
    )  # fmt: skip


class Office:
    """Notifications in memory, on a day that can be moved."""

    def __init__(self) -> None:
        self.now = MORNING
        clock = lambda: self.now  # noqa: E731
        self.ledger = Ledger(
            "notifications.office", InMemory(clock), vault(), tells=[(NOTICE, tell)],
            law_on=lambda _: LAW, today=lambda: date(2023, 5, 5),
        )  # fmt: skip
        desk = Desk(self.ledger, service="notifications", deeds=DEEDS, rights=RIGHTS, law_on=lambda _: LAW, clock=clock)
        self.lines: Kept[object, object] = Kept(NOTICE_LINES)  # type: ignore[arg-type]
        self.app = Notifications("notifications.office", self.ledger, desk, self.lines, Kept(DESKS))  # type: ignore[arg-type]

    def hear(self, *entries: JournalEntry) -> None:
        self.app.keep(entries)
        self._view()

    def on(self, day: int) -> None:
        self.now = datetime(2023, 5, day, 1, tzinfo=UTC)
        self.app.tick()
        self._view()

    def _view(self) -> None:
        rows = self.ledger.store.since(self.lines.position(), 1000)
        if rows:
            self.lines.keep([self.ledger.decode(row) for row in rows], rows[-1].position)

    def kinds(self, agency: str = "police") -> list[str]:
        return sorted(line.kind for line in self.app.notices(actor(agency, f"{agency}_officer")).values())


@pytest.mark.parametrize("decider", [INTAKE, SUPPORT, WORK], ids=lambda d: d.name)
def test_every_event_raises_a_notice_or_is_named_as_raising_none(decider: AnyDecider) -> None:
    names = {f"{decider.name}.{event.__name__}" for event in decider.events}
    assert names <= RAISED.keys() | OWN_DEEDS
    assert not RAISED.keys() & OWN_DEEDS


def test_what_another_agency_told_raises_a_notice_with_its_deadline() -> None:
    found = notices_for(entry("intake.case.VerificationReceived", 3, due_on="2023-05-25", unit="20008"), None)
    assert [(n.kind, n.desk, n.unit, n.due_on) for n in found] == [
        (Kind.ARRIVED, "intake.police", "20008", date(2023, 5, 25))
    ]


def test_what_an_officer_did_herself_raises_none() -> None:
    assert not notices_for(entry("intake.case.FoundNotVictim", 3, by="officer-7"), None)


def test_an_entry_heard_twice_raises_one_notice() -> None:
    office, told = Office(), entry("intake.case.VerificationReceived", 3, due_on="2023-05-25")
    office.hear(told)
    office.hear(told, told)
    assert office.kinds() == ["arrived"]


def test_a_deadline_is_reminded_of_the_day_before_and_when_it_is_late_once_each() -> None:
    office = Office()
    office.hear(entry("intake.case.VerificationReceived", 3, due_on="2023-05-08"))
    for day in (5, 6, 7, 7, 8, 9, 10):
        office.on(day)
    assert office.kinds() == ["arrived", "due_soon", "overdue"]


def test_an_answered_request_is_not_reminded_of() -> None:
    office = Office()
    office.hear(
        entry("intake.case.VerificationReceived", 3, due_on="2023-05-08"),
        entry("intake.case.VerificationAnswered", 4, by="officer-7", due_on=None),
    )
    office.on(20)
    assert office.kinds() == ["arrived"]


def test_one_answered_referral_leaves_the_others_running() -> None:
    office = Office()
    for n, referral in enumerate(("aaaa", "bbbb"), 1):
        told = entry("support.work.ReferralReceived", n, "support.police", referral=referral, answer_by="2023-05-08")
        office.hear(told)
    office.hear(entry("support.work.ReferralAccepted", 3, "support.police", "officer-7", referral="aaaa"))
    office.on(9)
    assert office.kinds() == ["arrived", "arrived", "overdue"]


def test_a_role_without_the_right_sees_nothing() -> None:
    with pytest.raises(NotPermitted):
        Office().app.notices(actor("police", "nobody"))


def test_an_officer_of_another_unit_or_agency_neither_sees_nor_marks_a_notice() -> None:
    office = Office()
    office.hear(entry("intake.case.NoticeCameBack", 2, "intake.communes", unit="20008"))
    key = next(iter(office.lines.docs))
    assert office.app.notices(actor("communes", "commune_officer", unit="20008")).keys() == {key}
    assert not office.app.notices(actor("communes", "commune_officer", unit="20011"))
    assert not office.app.notices(actor("police", "police_officer"))


def test_marked_read_twice_is_read_once() -> None:
    raised = RaiseNotice(CASE_ID, "HT-1", "intake.police", None, Kind.ARRIVED, "x", None, "3")  # type: ignore[arg-type]
    first = given(NOTICE).when(raised).state_now
    assert first.raised
    given(NOTICE, first.raised).when(MarkRead("police", None)).then(NoticeRead())
    given(NOTICE, first.raised, NoticeRead()).when(MarkRead("police", None)).nothing()
    given(NOTICE, first.raised).when(MarkRead("labour", None)).refused("notice.not_yours")
