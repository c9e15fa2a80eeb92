"""What each paper says, filled in by the desk that prints it: the texts are Vietnamese, and a blank stays a blank.

A value of None is printed as a dotted line to be filled by hand; "không rõ" and "không muốn trả lời" are answers and
are printed as given. Names stand here in clear, because this is the paper itself: keep these values nowhere.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Letterhead:
    """The top of the paper. `number` comes from the document register, never from us: None leaves `Số: ……/……` open."""

    agency: str
    place: str
    above: str | None = None
    """The agency above, printed over the issuing one."""
    number: str | None = None
    on: date | None = None


@dataclass(frozen=True)
class Signature:
    """Who signs and by what right, line by line ("KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"). No name: room to sign."""

    authority: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True)
class Person:
    """The returned person as told: no papers are needed, and where one really stays counts as residence."""

    name: str | None = None
    also_called: str | None = None
    birth: str | None = None
    sex: str | None = None
    ethnicity: str | None = None
    nationality: str | None = None
    residence: str | None = None
    papers: str | None = None


@dataclass(frozen=True)
class Line:
    """One line of a table: something given, a document handed over."""

    what: str
    quantity: str | None = None
    remark: str | None = None


@dataclass(frozen=True)
class ReceptionSlip:
    """Phiếu tiếp nhận: who was received, by whom, in what state, with what wish, and what comes next."""

    head: Letterhead
    person: Person
    received: str | None = None
    """Hour and day, as exactly as known."""
    received_at: str | None = None
    officer: str | None = None
    route: str | None = None
    safe_contact: str | None = None
    """Safe number and hours to call."""
    accompanied_by: str | None = None
    interpreter: str | None = None
    condition: str | None = None
    examination: str | None = None
    given: tuple[Line, ...] = ()
    told_of_duties: str | None = None
    """That she was told what officers must report, before any request to the police."""
    wishes: str | None = None
    consent: str | None = None
    next_steps: tuple[str, ...] = ()
    notes: str | None = None


@dataclass(frozen=True)
class Side:
    """One side of a handover: the agency and who stands for it."""

    agency: str
    people: tuple[str, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What the two ledgers say of it: the entry of one agency and when it was written."""

    what: str
    source: str
    position: int
    at: str


@dataclass(frozen=True)
class HandoverMinutes:
    """Biên bản bàn giao: two sides, what passes from one to the other, the receipts, two signatures."""

    head: Letterhead
    about: str
    """The short subject under the title ("Về việc bàn giao hồ sơ HT-7K2-9"); no name belongs here."""
    giver: Side
    receiver: Side
    when: str | None = None
    where: str | None = None
    person: Person | None = None
    items: tuple[Line, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    person_says: str | None = None
    notes: str | None = None
    copies: str = "02"


@dataclass(frozen=True)
class VerificationRequest:
    """Văn bản đề nghị xác minh: the official letter to the agency that verifies."""

    head: Letterhead
    subject: str
    """After "V/v"; no name belongs here."""
    to: tuple[str, ...]
    opening: tuple[str, ...]
    """Why we write."""
    person: Person
    basis: tuple[str, ...] = ()
    """What it rests on, after "Căn cứ"; the law's words come from the profile."""
    initial_information: str | None = None
    asked: tuple[str, ...] = ()
    enclosed: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"
    signature: Signature = Signature(())


@dataclass(frozen=True)
class Tick:
    """A box with its words: ticked, or left open to the pen."""

    words: str
    ticked: bool = False


@dataclass(frozen=True)
class VerificationReply:
    """Văn bản trả lời xác minh: the outcome and the numbers of the papers; what stands in the police's papers has no
    place here. Before the answer is recorded the boxes are open, and whoever signs ticks one."""

    head: Letterhead
    subject: str
    """After "V/v"; no name belongs here."""
    to: tuple[str, ...]
    opening: tuple[str, ...]
    outcome: tuple[Tick, ...]
    name: str | None = None
    birth: str | None = None
    certificate: str | None = None
    """Number and day of the certificate."""
    certified: bool = True
    """May there be a certificate? False once the answer is another than victim."""
    basis: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"
    signature: Signature = Signature(())


@dataclass(frozen=True)
class NotVictimReply:
    """The written answer to a person who was not found to be a victim: plain, kind, with the way on. `complaint` is what
    the law says of complaining: None, as long as nobody confirmed it, is a place to be filled in before signing."""

    head: Letterhead
    subject: str
    to: str | None
    opening: tuple[str, ...]
    help: tuple[str, ...]
    """What she can be helped with now, and where."""
    call: str | None = None
    complaint: str | None = None
    basis: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"
    signature: Signature = Signature(())


@dataclass(frozen=True)
class AppointmentSlip:
    """Phiếu hẹn for the person: large print, short sentences, no name and nothing that tells a stranger why."""

    head: Letterhead
    when: str | None
    where: str | None
    whom: str | None
    call: str | None
    bring: str | None = None
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class OneStopSlip:
    """Giấy hẹn of a one-stop desk: for the person to take along, so it says nothing that tells a stranger why."""

    head: Letterhead
    code: str
    """The code of the one-stop desk."""
    name: str | None
    about: str
    received: str
    appointment: str | None
    where: str
    call: str | None
    bring: str
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True)
class SupportApplication:
    """Đơn đề nghị hỗ trợ, left empty to be filled in by hand: only whom it is for and what can be asked for stand there.
    Of `head` the place and the day are used: it is a person's paper, not an agency's."""

    head: Letterhead
    to: str
    benefits: tuple[Tick, ...]
