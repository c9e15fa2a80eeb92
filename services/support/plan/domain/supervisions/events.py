"""What can have happened in the file of a supervision. Events are stored for good; none has a place for words about anybody."""

from dataclasses import dataclass
from datetime import date

from services.support.plan.domain.supervisions.words import Reply
from shared.kernel.words import AgencyId, Code, Digest, PaperNumber, Source, UnitCode


@dataclass(frozen=True)
class SupervisionPlanned:
    """What of the plan is looked at, at which office, on which day."""

    topic: Code
    agency: AgencyId
    unit: UnitCode | None
    planned_for: date


@dataclass(frozen=True)
class SupervisionDropped:
    """It does not take place."""

    reason: Code


@dataclass(frozen=True)
class SupervisionCarriedOut:
    """It took place; `paper` is the number of its report, where there is one."""

    carried_out_on: date
    paper: PaperNumber | None = None


@dataclass(frozen=True)
class RecommendationDrawnUp:
    """A recommendation to an agency, numbered in the supervision. `answer_by` was set by a person. `inbox`: where it is told;
    None: by letter."""

    number: int
    advice: Code
    agency: AgencyId
    unit: UnitCode | None
    inbox: Source | None
    paper: PaperNumber
    dated: date
    answer_by: date | None = None
    scan: Digest | None = None


@dataclass(frozen=True)
class RecommendationAnswerLearned:
    """The agency answered."""

    number: int
    reply: Reply
    reason: Code | None
    measure: Code | None
    paper: PaperNumber
    dated: date


@dataclass(frozen=True)
class RecommendationAnswerFiled:
    """The same by letter, from those whom no message reaches."""

    number: int
    reply: Reply
    reason: Code | None
    measure: Code | None
    paper: PaperNumber
    dated: date


@dataclass(frozen=True)
class RecommendationClosed:
    """The answer was looked at, and nothing more is asked."""

    number: int
    closed_on: date


@dataclass(frozen=True)
class SupervisionFinished:
    """No recommendation is left open."""

    finished_on: date


Event = (
    SupervisionPlanned
    | SupervisionDropped
    | SupervisionCarriedOut
    | RecommendationDrawnUp
    | RecommendationAnswerLearned
    | RecommendationAnswerFiled
    | RecommendationClosed
    | SupervisionFinished
)
