"""The desk of an agency to which something was recommended: the recommendations it has to answer."""

from operator import attrgetter
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles
from services.support.plan.domain.supervisions.asked import RECOMMENDATION, AnswerRecommendation, AskedRecommendation
from shared.desk import Deed
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId
from shared.web.cases import About

A_RECOMMENDATION = About(
    "recommendation", "recommendations", "recommendations", "/supervisions", lambda id_: f"KGS-{id_.hex[:6].upper()}",
    UUID("e6a9d3c4-58b1-4f27-9d0a-6c7b8a9e0f13"), of_people=False,
)  # fmt: skip
READ, LIST = "support.recommendation.read", "support.recommendation.list"


def deeds(agency: AgencyId) -> list[Deed]:
    """What an agency can say to a recommendation."""

    def place(file: AskedRecommendation, _: Any, __: Actor) -> Subject:
        return place_of(agency, file)

    name = "support.recommendation.answer"
    return [Deed(name, "answer", AnswerRecommendation, RECOMMENDATION, place, attrgetter("dated"))]


def place_of(agency: AgencyId, file: AskedRecommendation) -> Subject:
    return Subject(agency, file.received.unit if file.received else None, file.state)


KIND = Kind(A_RECOMMENDATION, RECOMMENDATION, READ, LIST, place_of, lambda file: file.received is not None)


class Recommendations(PlanFiles):
    """Nothing is added to what is typed: the form holds codes, the number and the day of a paper."""
