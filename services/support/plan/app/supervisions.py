"""The desk of who supervises the plan: its supervisions and recommendations."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, day_of, first_of
from services.support.plan.domain.supervisions import commands as asked
from services.support.plan.domain.supervisions.rules import SUPERVISION
from services.support.plan.domain.supervisions.supervision import Recommendation, Supervision
from services.support.plan.domain.supervisions.words import RecommendationState, Stage
from shared.desk import Deed
from shared.kernel.law import Law
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code
from shared.web.cases import About, Values
from shared.web.fields import LEFT_OUT, Choice
from shared.web.pages import desk_name

A_SUPERVISION = About(
    "supervision", "supervisions", "supervisions", "/supervisions", lambda id_: f"GS-{id_.hex[:6].upper()}",
    UUID("9c1e7a52-4f83-4d6b-8a17-2b5c6d7e8f90"), of_people=False,
)  # fmt: skip
READ, LIST = "support.supervision.read", "support.supervision.list"


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything that can be written into the file of a supervision, in the order of the procedure."""

    def place(file: Supervision, _: Any, actor: Actor) -> Subject:
        return Subject(agency, actor.unit if file.stage is Stage.NONE else None, file.stage)

    def deed(name: Code, path: str, command: type[Any], day: str = "") -> Deed:
        on = day_of(day)
        return Deed(f"support.supervision.{name}", path, command, SUPERVISION, place, on)

    return [
        deed("plan", "new", asked.PlanSupervision),
        deed("drop", "dropping", asked.DropSupervision),
        deed("record", "record", asked.RecordSupervision, "carried_out_on"),
        deed("recommend", "recommendation", asked.MakeRecommendation, "dated"),
        deed("file_answer", "answer-by-letter", asked.FileRecommendationAnswer, "dated"),
        deed("close", "closure", asked.CloseRecommendation, "closed_on"),
        deed("finish", "finish", asked.FinishSupervision, "finished_on"),
    ]


def place_of(agency: AgencyId, file: Supervision) -> Subject:
    return Subject(agency, None, file.stage)


KIND = Kind(A_SUPERVISION, SUPERVISION, READ, LIST, place_of, lambda file: file.planned is not None)


class Supervisions(PlanFiles):
    def known(self, deed: Deed, actor: Actor, file: Supervision, typed: Values) -> Values:  # noqa: ARG002
        law, today = self.desk.law(), self.desk.today()
        match deed.command:
            case asked.PlanSupervision:
                return {"planned_for": today}
            case asked.RecordSupervision:
                return {"carried_out_on": today}
            case asked.MakeRecommendation if file.planned:
                unit = file.planned.unit if law.units_of(file.planned.agency) else LEFT_OUT
                return {"agency": file.planned.agency, "unit": unit}
            case asked.FileRecommendationAnswer:
                by_letter = (each for each in file.recommendations if each.made.inbox is None and not each.answer)
                return {"number": _which(by_letter, law)}
            case asked.CloseRecommendation:
                replied = (each for each in file.recommendations if each.state is RecommendationState.REPLIED)
                return {"number": _which(replied, law), "closed_on": today}
            case asked.FinishSupervision:
                return {"finished_on": today}
            case _:
                return {}


def _which(some: Iterable[Recommendation], law: Law) -> Choice:
    return first_of((str(each.made.number), _called(each, law)) for each in some)


def _called(each: Recommendation, law: Law) -> str:
    made = each.made
    what = law.called("recommendation_kinds", made.advice)
    return f"{made.number}. {what} ({desk_name(law, made.agency, made.unit)})"
