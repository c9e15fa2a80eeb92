"""Papers that are tables: who had the case when, the register of all cases, and the blank form for the pen."""

from dataclasses import dataclass

from shared.papers.forms import Letterhead


@dataclass(frozen=True)
class Movement:
    """A row of the control slip: the case went from one desk to another; `result` says how the receiver kept its term."""

    at: str | None = None
    giver: str | None = None
    receiver: str | None = None
    result: str | None = None
    remark: str | None = None


@dataclass(frozen=True)
class ControlSlip:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ. Without movements: empty rows for the pen."""

    head: Letterhead
    came: str | None = None
    """When the case came to this office."""
    due: str | None = None
    answered: str | None = None
    movements: tuple[Movement, ...] = ()


@dataclass(frozen=True)
class Handover:
    """A row of the handover table. Officers have no name in the ledger: their role stands there, or room for a name."""

    on: str | None = None
    giver: str | None = None
    giver_office: str | None = None
    receiver: str | None = None
    receiver_office: str | None = None
    what: str | None = None


@dataclass(frozen=True)
class HandoverTable:
    """Bảng giao nhận hồ sơ, as offices print it."""

    head: Letterhead
    handovers: tuple[Handover, ...] = ()


@dataclass(frozen=True)
class RegisterLine:
    """A case in the register: never a name."""

    code: str
    received: str | None = None
    reported: str | None = None
    """From where, and when."""
    due: str | None = None
    answered: str | None = None
    state: str | None = None
    papers: str | None = None
    """Number and day of each, one a line."""
    remark: str | None = None


@dataclass(frozen=True)
class Register:
    """Sổ theo dõi hồ sơ of a period; `of` names the unit when it is that of one unit only."""

    head: Letterhead
    period: str
    of: str | None = None
    lines: tuple[RegisterLine, ...] = ()


@dataclass(frozen=True)
class ReaderLine:
    """Somebody opened a file: when, from which office, in which role, what of it and how, and the entry that says so."""

    at: str
    office: str
    role: str | None
    what: str
    entry: str


@dataclass(frozen=True)
class ReaderList:
    """Ai đã mở hồ sơ, oldest first; officers have no name in the ledger."""

    head: Letterhead
    lines: tuple[ReaderLine, ...] = ()


@dataclass(frozen=True)
class Payment:
    """A row of the list one signs for money on: `decision` is its number and day, `amount` in figures."""

    name: str | None
    decision: str
    what: str
    amount: str


@dataclass(frozen=True)
class PaymentList:
    """Danh sách ký nhận: who gets what, with room for the day and the signature. Its own number is the pen's."""

    head: Letterhead
    payments: tuple[Payment, ...]
    total: str


@dataclass(frozen=True)
class Learner:
    """A row of the list officers sign at a class; a name that nobody may read here is a dotted line."""

    name: str | None
    position: str
    office: str


@dataclass(frozen=True)
class LearnerList:
    """Danh sách học viên of a class: what is taught, when, how long and where, and room to sign. Without learners: empty rows for
    the pen."""

    head: Letterhead
    subjects: str
    day: str
    hours: str
    place: str | None = None
    learners: tuple[Learner, ...] = ()


@dataclass(frozen=True)
class BlankField:
    """A field to be filled in by hand. `kind`: line, lines, date, one or many (boxes of the choices), rows (the choices
    head their columns). `needed`: the page will not do without it, though "not known" is an answer."""

    label: str
    kind: str = "line"
    hint: str | None = None
    choices: tuple[str, ...] = ()
    needed: bool = False


@dataclass(frozen=True)
class BlankPart:
    """The fields of one page, in its order. `above` are those that an earlier part has asked already."""

    title: str
    fields: tuple[BlankField, ...]
    lead: str | None = None
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlankForm:
    """Phiếu trắng: the pages of reception on paper, for the day without a machine. `told` is said to her first."""

    head: Letterhead
    title: str
    told: str
    parts: tuple[BlankPart, ...]
    later: str | None = None
    """How it is typed in later."""


@dataclass(frozen=True)
class EstimateLine:
    """What is needed of one source, in figures."""

    source: str
    amount: str


@dataclass(frozen=True)
class BudgetEstimate:
    """Bảng dự toán kinh phí of a unit or an agency for a year, by source."""

    head: Letterhead
    whose: str
    year: str
    lines: tuple[EstimateLine, ...]
    total: str


@dataclass(frozen=True)
class SettledLine:
    """One source as it was settled, in figures; `unfunded` was paid before there was money; `paper` is number and day. The sum of
    all has no source."""

    source: str | None
    allocated: str
    paid: str
    returned: str
    carried: str
    unfunded: str
    reason: str | None = None
    paper: str | None = None


@dataclass(frozen=True)
class BudgetSettlement:
    """Bảng quyết toán kinh phí of a unit or an agency for a year, by source: allocated is paid, returned and carried over."""

    head: Letterhead
    whose: str
    year: str
    lines: tuple[SettledLine, ...]
    total: SettledLine
