"""What can have happened with a contribution. No person who was helped stands in it: only kinds of items and numbers.

Events are stored for good: fields are added with defaults, none is renamed or removed.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from shared.kernel.sealed import Note
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, UnitCode

DONG, HOURS = "dong", "hours"
"""What money and skills are counted in; goods in a measure of the list `goods_measures`."""


class GiftKind(StrEnum):
    MONEY = "money"
    GOODS = "goods"
    SKILLS = "skills"


@dataclass(frozen=True)
class ContributionPledged:
    """A donor offered or promised it: so much (`size`) in a `measure`, of an `item` (which goods, which skill), `until` a day.
    `purpose` is what the donor bound it to (list `contribution_uses`)."""

    agency: AgencyId
    unit: UnitCode | None
    donor: UUID
    pledged_on: date
    kind: GiftKind
    item: Code | None
    size: int
    measure: Code
    purpose: Code | None = None
    until: date | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ContributionReceived:
    """All or a part of it came. `receipt` is the number of the paper that was given for it, `good_until` the last day on which
    it can be used; `late`: after the day it was promised for. `number` counts the receipts."""

    number: int
    received_on: date
    size: int
    receipt: PaperNumber | None = None
    good_until: date | None = None
    late: bool = False
    scan: Digest | None = None
    note: Note | None = None


@dataclass(frozen=True)
class ReceiptStruck:
    """It was written down by mistake."""

    number: int
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class PurposeReleased:
    """The donor who bound it agreed that it is used for something else, too."""

    agreed_on: date
    use: Code
    note: Note | None = None


@dataclass(frozen=True)
class ContributionUsed:
    """A part of it was used for a kind of item; it reached so many people, where that was counted. `number` counts the uses."""

    number: int
    used_on: date
    use: Code
    size: int
    people: int | None = None
    note: Note | None = None


@dataclass(frozen=True)
class UseStruck:
    """It was written down by mistake."""

    number: int
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class DonorThanked:
    """`number` is that of the letter, by the document register."""

    thanked_on: date
    way: Code
    number: PaperNumber | None = None
    note: Note | None = None


@dataclass(frozen=True)
class GiftRefused:
    """The agency did not take what was offered."""

    refused_on: date
    reason: Code
    note: Note | None = None


@dataclass(frozen=True)
class ContributionClosed:
    """Nothing more is expected. `unkept`: why not all came that was promised; `left_over`: what became of what was received and
    not used."""

    closed_on: date
    unkept: Code | None = None
    left_over: Code | None = None
    note: Note | None = None


Event = (
    ContributionPledged
    | ContributionReceived
    | ReceiptStruck
    | PurposeReleased
    | ContributionUsed
    | UseStruck
    | DonorThanked
    | GiftRefused
    | ContributionClosed
)
