"""The control slip and the handover table of a case, as rows for the page and as papers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from services.intake.domain import File
from services.intake.pages.movements import Hand, Movement, movements
from services.intake.pages.timeline import details
from shared import papers
from shared.ledger import Entry
from shared.web.office import Office
from shared.web.pages import desk_name, vn_date, vn_time


class Handover(NamedTuple):
    """A row of the handover table. A role that is not in our ledger is None."""

    on: str
    giver: str | None
    giver_office: str
    receiver: str | None
    receiver_office: str
    what: str


def handovers(entries: Sequence[Entry], office: Office) -> list[Handover]:
    """The table of a case, oldest first."""
    return [_handover(each, office) for each in movements(entries, office.agency)]


def _handover(moved: Movement, office: Office) -> Handover:
    giver, receiver = moved.giver, moved.receiver
    what = office.words.get(moved.entry.name, moved.entry.name)
    return Handover(
        vn_date(moved.entry.at), _role(giver, office), _desk(giver, moved, office),
        _role(receiver, office), _desk(receiver, moved, office),
        " · ".join((what, *details(moved.entry.fact, office.law))),
    )  # fmt: skip


def handover_table(entries: Sequence[Entry], office: Office) -> papers.HandoverTable:
    rows = (papers.Handover(**each._asdict()) for each in handovers(entries, office))
    return papers.HandoverTable(office.head, tuple(rows))


def control_slip(file: File, entries: Sequence[Entry], office: Office) -> papers.ControlSlip:
    answered = file.answer.answered_on if file.answer else file.status.decided_on if file.status else None
    rows = (_movement(each, office) for each in movements(entries, office.agency))
    return papers.ControlSlip(
        office.head, vn_date(entries[0].at), vn_date(file.due) if file.due else None,
        vn_date(answered) if answered else None, tuple(rows),
    )  # fmt: skip


def _movement(moved: Movement, office: Office) -> papers.Movement:
    sides = (_side(moved.giver, moved, office), _side(moved.receiver, moved, office))
    result = office.words[f"result.{moved.result(office.today)}"]
    return papers.Movement(vn_time(moved.entry.at), *sides, result, "; ".join(_remarks(moved)))


def _remarks(moved: Movement) -> Iterator[str]:
    """What the result rests on, and the number of the paper that went along."""
    if number := getattr(moved.entry.fact, "number", None):
        yield f"văn bản số {number}"
    if moved.due:
        yield f"hạn {vn_date(moved.due)}" + (" (đã gia hạn)" if moved.extended else "")
    if moved.done_on:
        yield f"xong {vn_date(moved.done_on)}"


def _side(hand: Hand, moved: Movement, office: Office) -> str:
    role = _role(hand, office)
    return f"{role}, {_desk(hand, moved, office)}" if role else _desk(hand, moved, office)


def _role(hand: Hand, office: Office) -> str | None:
    return office.roles.get(hand.role, hand.role) if hand.role else None


def _desk(hand: Hand, moved: Movement, office: Office) -> str:
    return desk_name(office.law, hand.agency, moved.unit)
