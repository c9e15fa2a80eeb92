"""What can be asked of the file of a supervision."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from msgspec import Meta

from services.support.plan.domain.supervisions.words import Advice, Reply, Topic, Undertaking, WhyNot
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, PastDate, Source, UnitCode

Number = Annotated[int, Meta(ge=1, le=999)]


@dataclass(frozen=True, kw_only=True)
class PlanSupervision:
    topic: Topic
    agency: AgencyId
    unit: UnitCode | None = None
    planned_for: date


@dataclass(frozen=True, kw_only=True)
class DropSupervision:
    reason: Annotated[Code, Meta(extra={"list": "inspection_calling_off_reasons"})]


@dataclass(frozen=True, kw_only=True)
class RecordSupervision:
    carried_out_on: PastDate
    paper: PaperNumber | None = None


@dataclass(frozen=True, kw_only=True)
class MakeRecommendation:
    """Without an agency: to the one that was looked at."""

    advice: Advice
    paper: PaperNumber
    dated: PastDate
    agency: AgencyId | None = None
    unit: UnitCode | None = None
    answer_by: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class LearnRecommendationAnswer:
    """The agency told us. `teller` is who said so."""

    teller: Source
    number: int
    reply: Reply
    reason: Code | None
    measure: Code | None
    paper: PaperNumber
    dated: date


@dataclass(frozen=True, kw_only=True)
class FileRecommendationAnswer:
    number: Number
    reply: Reply
    reason: WhyNot | None = None
    measure: Undertaking | None = None
    paper: PaperNumber
    dated: PastDate


@dataclass(frozen=True, kw_only=True)
class CloseRecommendation:
    number: Number
    closed_on: PastDate


@dataclass(frozen=True, kw_only=True)
class FinishSupervision:
    finished_on: PastDate


Command = (
    PlanSupervision
    | DropSupervision
    | RecordSupervision
    | MakeRecommendation
    | LearnRecommendationAnswer
    | FileRecommendationAnswer
    | CloseRecommendation
    | FinishSupervision
)
