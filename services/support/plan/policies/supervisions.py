"""Whenever who supervises the plan recommends something to us, or an agency answers ours."""

from collections.abc import Callable, Mapping

from services.support.plan.domain.supervisions.asked import RECOMMENDATION, HearRecommendation
from services.support.plan.domain.supervisions.commands import LearnRecommendationAnswer
from services.support.plan.domain.supervisions.rules import SUPERVISION
from services.support.plan.domain.supervisions.words import Reply, recommendation_id
from shared.contracts.support_inspections import RecommendationAnswered, RecommendationMade
from shared.kernel.decider import Act
from shared.kernel.tell import Heard


def answer_it_whenever_a_recommendation_was_made(heard: Heard) -> list[Act]:
    told: RecommendationMade = heard.message
    command = HearRecommendation(supervisor=heard.sender, supervision=heard.subject, **vars(told))
    return [Act(RECOMMENDATION, recommendation_id(heard.subject, told.number), command)]


def learn_it_whenever_a_recommendation_was_answered(heard: Heard) -> list[Act]:
    told: RecommendationAnswered = heard.message
    command = LearnRecommendationAnswer(
        heard.sender, told.number, Reply(told.reply), told.reason, told.measure, told.paper, told.dated
    )  # fmt: skip
    return [Act(SUPERVISION, told.supervision, command)]


SUPERVISED: Mapping[type, Callable[[Heard], list[Act]]] = {
    RecommendationMade: answer_it_whenever_a_recommendation_was_made,
    RecommendationAnswered: learn_it_whenever_a_recommendation_was_answered,
}
