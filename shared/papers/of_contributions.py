"""What the papers about contributions say: the donor's report, the letter of thanks, the public list.

Nobody who was helped stands in any of them, and small numbers are told as such before they come here. As in
`shared.papers.forms` a value of None is a dotted line for the pen; the names of donors stand here in clear: keep these values
nowhere.
"""

from dataclasses import dataclass

from shared.papers.forms import Letterhead, Signature


@dataclass(frozen=True)
class GivenRow:
    """One kind of thing a donor gave, in the period: what came, and what of all that came is left; None: not told."""

    what: str
    received: str
    left: str | None = None


@dataclass(frozen=True)
class UsedRow:
    """What something was used for, how much of it, and how many people it reached, as far as that may be told."""

    what: str
    used_for: str
    used: str
    people: str | None = None


@dataclass(frozen=True)
class DonorReport:
    """Báo cáo cho nhà tài trợ: what came from one donor in a period, and what it was used for."""

    head: Letterhead
    to: str | None
    period: str
    opening: str
    given: tuple[GivenRow, ...]
    used: tuple[UsedRow, ...]
    signature: Signature
    remarks: tuple[str, ...] = ()
    """Why some numbers are not told, and what was used with the donor's agreement for something else."""
    copies_to: tuple[str, ...] = ()
    filed: str = "VT"


@dataclass(frozen=True)
class ThankedFor:
    """Something that came, and when."""

    what: str
    received: str
    on: str


@dataclass(frozen=True)
class ThanksLetter:
    """Thư cảm ơn, to a donor: for what came, without a word of whom it reached."""

    head: Letterhead
    to: str | None
    opening: str
    gifts: tuple[ThankedFor, ...]
    closing: tuple[str, ...]
    signature: Signature


@dataclass(frozen=True)
class NamedRow:
    """A donor who agreed to stand in public, with what came from them. `name` is None where nobody can read it any more."""

    name: str | None
    kind: str
    what: str
    received: str
    on: str


@dataclass(frozen=True)
class ContributionList:
    """Danh sách đóng góp, for the public: of a period, only donors who agreed to be named."""

    head: Letterhead
    period: str
    rows: tuple[NamedRow, ...] = ()
    remark: str | None = None
