"""Words of a report that its rules themselves know: how far it is, how grave it looks, how somebody was called."""

from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from services.intake.domain.words import Channel, ReturnReason
from shared.kernel.words import Code

__all__ = [
    "CallWay", "Channel", "ClosingReason", "OtherBody", "Persons", "ReopeningReason", "ReturnReason", "RiskLevel",
    "RiskSign", "Spoken", "Stage", "UrgentContact", "YesNo",
]  # fmt: skip


class Stage(StrEnum):
    """How far an agency's file of a report is. None of these words is a stage of a case: the table of rights asks by
    stage who may open a section."""

    NONE = "none"
    UNTRIAGED = "untriaged"
    TRIAGED = "triaged"
    LINKED = "linked"
    PASSED_ON = "passed_on"
    SENT_BACK = "sent_back"
    DISMISSED = "dismissed"


class RiskLevel(StrEnum):
    """What the scale of the profile says of the signs; the gravest first. `docs/risk-scale.md` says what each means."""

    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    UNCLEAR = "unclear"


class YesNo(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class CallWay(StrEnum):
    PHONE = "phone"
    IN_PERSON = "in_person"
    LETTER = "letter"


def _of(kind: str) -> Meta:
    """The code stands in this list of the law in force."""
    return Meta(extra={"list": kind})


Persons = Annotated[int, Meta(ge=1, le=1000)]
"""How many people a report is about."""
Spoken = Annotated[str, Meta(max_length=20)]
"""A code as somebody types it, with or without dashes: the desk finds the file, and the file's own code is kept."""
RiskSign = Annotated[Code, _of("risk_signs")]
UrgentContact = Annotated[Code, _of("urgent_contacts")]
ClosingReason = Annotated[Code, _of("report_closing_reasons")]
ReopeningReason = Annotated[Code, _of("report_reopening_reasons")]
OtherBody = Annotated[Code, _of("other_bodies")]
