"""Supervision by the Front: what it writes down, recommends and hears; and that no file of it has a place for anybody's data."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from io import BytesIO
from typing import Any, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as some

from services.support.plan.domain.supervisions import asked
from services.support.plan.domain.supervisions.asked import (
    RECOMMENDATION,
    AnswerRecommendation,
    HearRecommendation,
    RecommendationAnswerGiven,
    RecommendationReceived,
)
from services.support.plan.domain.supervisions.commands import (
    CloseRecommendation,
    Command,
    DropSupervision,
    FileRecommendationAnswer,
    FinishSupervision,
    LearnRecommendationAnswer,
    RecordSupervision,
)
from services.support.plan.domain.supervisions.events import (
    Event,
    RecommendationAnswerFiled,
    RecommendationAnswerLearned,
    RecommendationClosed,
    RecommendationDrawnUp,
    SupervisionCarriedOut,
    SupervisionDropped,
    SupervisionFinished,
    SupervisionPlanned,
)
from services.support.plan.domain.supervisions.rules import SUPERVISION
from services.support.plan.domain.supervisions.words import RecommendationState, Reply, Stage, recommendation_id
from services.support.plan.pages import supervisions as room_of_supervisions
from services.support.plan.projections.supervisions import ASKED_RECOMMENDATIONS, SUPERVISIONS
from shared.contracts import support_inspections as told_of
from shared.files.kinds import PNG
from shared.kernel.decider import Refused
from shared.ledger.stored import sections
from shared.testing import actor, deliver, entries, given, told
from shared.views import fold
from tests.files.samples import png
from tests.plan.inspections_lives import (
    AGAIN,
    CHECKED,
    COMMUNES,
    DONE,
    FRONT,
    GS,
    OTHER,
    UNIT,
    VISITED,
    Town,
    law,
    plan_supervision,
    recommend,
)
from tests.plan.office import Office

ROOMS = (room_of_supervisions.ROOM,)

PLANNED = SupervisionPlanned("plan_work", "communes", UNIT, VISITED)
HELD = SupervisionCarriedOut(VISITED)
MADE = RecommendationDrawnUp(1, "hasten", "communes", UNIT, COMMUNES, "8/KN-MTTQ", DONE, AGAIN)
BY_LETTER = RecommendationDrawnUp(1, "hasten", "police", None, None, "8/KN-MTTQ", DONE, AGAIN)
ANSWERED = RecommendationAnswerLearned(1, Reply.ACCEPTED, None, "assigned", "7/UBND", CHECKED)
SHUT = RecommendationClosed(1, AGAIN)
RECORD = RecordSupervision(carried_out_on=VISITED)
CLOSE, FINISH = CloseRecommendation(number=1, closed_on=AGAIN), FinishSupervision(finished_on=AGAIN)
EARLY = date(2023, 6, 4)


def learn(teller: str = COMMUNES, measure: str = "assigned") -> LearnRecommendationAnswer:
    return LearnRecommendationAnswer(teller, 1, Reply.ACCEPTED, None, measure, "7/UBND", CHECKED)


LEARN = learn()


def letter(reply: Reply = Reply.ACCEPTED, **more: Any) -> FileRecommendationAnswer:
    said: dict[str, Any] = {"number": 1, "measure": "assigned", "paper": "7/CAT", "dated": CHECKED}
    return FileRecommendationAnswer(reply=reply, **{**said, **more})


def ask(*past: Any) -> given:
    return given(SUPERVISION, *past, law=law())


def test_a_supervision_is_planned_held_or_dropped() -> None:
    ask().when(plan_supervision()).then(PLANNED)
    ask(PLANNED).when(plan_supervision()).nothing()
    ask(PLANNED).when(plan_supervision(topic="reporting")).refused("supervision.planned_already")
    ask(PLANNED).when(RECORD).then(HELD)
    ask(PLANNED, HELD).when(RECORD).nothing()
    ask(PLANNED).when(DropSupervision(reason="weather")).then(SupervisionDropped("weather"))
    ask(PLANNED, SupervisionDropped("weather")).when(DropSupervision(reason="weather")).nothing()


@pytest.mark.parametrize(
    ("past", "command", "rule"),
    [
        ((), plan_supervision(topic="people"), "code.unknown"),
        ((), plan_supervision(agency="nobody", unit=None), "code.unknown"),
        ((), plan_supervision(unit=None), "office.unit_missing"),
        ((), plan_supervision(agency="health"), "office.unit_elsewhere"),
        ((), plan_supervision(agency="fatherland_front", unit=None), "supervision.own"),
        ((), RECORD, "supervision.not_foreseen"),
        ((PLANNED, HELD), RecordSupervision(carried_out_on=DONE), "supervision.not_foreseen"),
        ((PLANNED, HELD), DropSupervision(reason="weather"), "supervision.not_foreseen"),
        ((PLANNED,), DropSupervision(reason="no"), "code.unknown"),
        ((PLANNED, SupervisionDropped("weather")), RECORD, "supervision.not_foreseen"),
        ((PLANNED,), recommend(), "supervision.not_carried_out"),
        ((PLANNED, HELD), recommend(advice="pray"), "code.unknown"),
        ((PLANNED, HELD), recommend(dated=EARLY), "recommendation.before_supervision"),
        ((PLANNED, HELD), recommend(answer_by=VISITED), "recommendation.answer_by_before_paper"),
        ((PLANNED, HELD), recommend(agency="communes"), "office.unit_missing"),
        ((PLANNED, HELD), recommend(agency="fatherland_front"), "supervision.own"),
        ((PLANNED, HELD, SupervisionFinished(AGAIN)), recommend(), "supervision.finished_already"),
        ((PLANNED, HELD, MADE), learn("support.health"), "recommendation.not_theirs"),
        ((PLANNED, HELD), LEARN, "recommendation.unknown"),
        ((PLANNED, HELD, MADE, ANSWERED), learn(measure="done"), "recommendation.answered_already"),
        ((PLANNED, HELD, MADE), letter(), "recommendation.answers_itself"),
        ((PLANNED, HELD, BY_LETTER), letter(measure=None), "recommendation.measure_missing"),
        ((PLANNED, HELD, BY_LETTER), letter(measure="no"), "code.unknown"),
        ((PLANNED, HELD, BY_LETTER), letter(Reply.NOT_ACCEPTED), "recommendation.reason_missing"),
        ((PLANNED, HELD, BY_LETTER), letter(Reply.NOT_ACCEPTED, reason="no"), "code.unknown"),
        ((PLANNED, HELD, BY_LETTER), letter(dated=VISITED), "recommendation.answer_before_paper"),
        ((PLANNED, HELD, MADE), CLOSE, "recommendation.not_answered"),
        ((PLANNED, HELD, MADE, ANSWERED), CloseRecommendation(number=1, closed_on=DONE), "recommendation.closed_before_answer"),
        ((PLANNED, HELD), CLOSE, "recommendation.unknown"),
        ((PLANNED,), FINISH, "supervision.not_carried_out"),
        ((PLANNED, HELD), FinishSupervision(finished_on=EARLY), "supervision.finished_before"),
        ((PLANNED, HELD, MADE, ANSWERED), FINISH, "supervision.still_open"),
    ],
)  # fmt: skip
def test_what_is_out_of_order_is_refused(past: tuple[Any, ...], command: Any, rule: str) -> None:
    ask(*past).when(command).refused(rule)


def test_a_recommendation_is_made_answered_and_closed_each_once() -> None:
    ask(PLANNED, HELD).when(recommend()).then(MADE)
    ask(PLANNED, HELD, MADE).when(recommend()).nothing()
    ask(PLANNED, HELD, MADE).when(LEARN).then(ANSWERED)
    ask(PLANNED, HELD, MADE, ANSWERED).when(LEARN).nothing()
    ask(PLANNED, HELD, MADE, ANSWERED).when(CLOSE).then(SHUT)
    ask(PLANNED, HELD, MADE, ANSWERED, SHUT).when(CLOSE).nothing()
    ask(PLANNED, HELD, MADE, ANSWERED, SHUT).when(FINISH).then(SupervisionFinished(AGAIN))
    ask(PLANNED, HELD, SupervisionFinished(AGAIN)).when(FINISH).nothing()
    assert ask(PLANNED, HELD, SupervisionFinished(AGAIN)).state.stage is Stage.FINISHED


def test_it_goes_to_another_office_where_that_is_said() -> None:
    other = RecommendationDrawnUp(1, "hasten", "communes", OTHER, COMMUNES, "8/KN-MTTQ", DONE, AGAIN)
    ask(PLANNED, HELD).when(recommend(unit=OTHER)).then(other)
    ask(PLANNED, HELD).when(recommend(agency="police")).then(BY_LETTER)


def test_by_letter_what_was_accepted_says_what_is_done_and_what_was_not_says_why() -> None:
    past = (PLANNED, HELD, BY_LETTER)
    ask(*past).when(letter(reason="no_means")).then(
        RecommendationAnswerFiled(1, Reply.ACCEPTED, None, "assigned", "7/CAT", CHECKED)
    )
    refused = RecommendationAnswerFiled(1, Reply.NOT_ACCEPTED, "no_means", None, "7/CAT", CHECKED)
    ask(*past).when(letter(Reply.NOT_ACCEPTED, reason="no_means")).then(refused)


def test_an_answer_that_comes_late_is_taken_and_marked() -> None:
    late = RecommendationAnswerLearned(1, Reply.ACCEPTED, None, "done", "7/UBND", date(2023, 7, 1))
    assert ask(PLANNED, HELD, MADE, late).state.recommendation(1).was_late
    waiting = ask(PLANNED, HELD, MADE).state.recommendation(1)
    assert not waiting.is_late(AGAIN)
    assert waiting.is_late(date(2023, 6, 29))
    without = RecommendationDrawnUp(1, "hasten", "communes", UNIT, COMMUNES, "8/KN", DONE)
    assert not ask(PLANNED, HELD, without).state.recommendation(1).is_late(date(2023, 12, 1)), "nobody set a day"


# -- at the agency it was made to

HEAR = HearRecommendation(FRONT, GS, 1, UNIT, "plan_work", "hasten", "8/KN-MTTQ", DONE, AGAIN)
RECEIVED = RecommendationReceived(**vars(HEAR))
ANSWER = AnswerRecommendation(reply=Reply.NOT_ACCEPTED, reason="no_means", paper="7/UBND", dated=CHECKED)
GIVEN = RecommendationAnswerGiven(Reply.NOT_ACCEPTED, "no_means", None, "7/UBND", CHECKED)


def here(*past: Any) -> given:
    return given(RECOMMENDATION, *past, law=law())


def test_the_agency_hears_of_it_once_and_answers_once() -> None:
    here().when(HEAR).then(RECEIVED)
    here(RECEIVED).when(HEAR).nothing()
    here(RECEIVED).when(ANSWER).then(GIVEN)
    here(RECEIVED, GIVEN).when(ANSWER).nothing()
    other = AnswerRecommendation(reply=Reply.ACCEPTED, measure="done", paper="7/UBND", dated=CHECKED)
    here(RECEIVED, GIVEN).when(other).refused("recommendation.answered_already")
    here().when(ANSWER).refused("recommendation.unknown")
    early = AnswerRecommendation(reply=Reply.ACCEPTED, measure="done", paper="7/UBND", dated=VISITED)
    here(RECEIVED).when(early).refused("recommendation.answer_before_paper")
    nothing = AnswerRecommendation(reply=Reply.ACCEPTED, paper="7/UBND", dated=CHECKED)
    here(RECEIVED).when(nothing).refused("recommendation.measure_missing")
    late = AnswerRecommendation(reply=Reply.ACCEPTED, measure="done", paper="7/UBND", dated=date(2023, 7, 1))
    assert here(RECEIVED).when(late).state_now.was_late


# -- nobody's data


@pytest.mark.parametrize("event", [*Event.__args__, *asked.Event.__args__], ids=lambda event: event.__name__)
def test_no_event_of_it_has_a_place_for_words_about_anybody(event: type[Any]) -> None:
    assert sections(event) == {}, "a sealed field"
    assert not {name for name in get_type_hints(event) if name in ("note", "name", "case", "person")}


@pytest.mark.parametrize("message", [told_of.RecommendationMade, told_of.RecommendationAnswered])
def test_no_message_of_it_carries_anything_sealed(message: type[Any]) -> None:
    assert sections(message) == {}
    assert {field.name for field in fields(message)} & {"note", "story", "identity"} == set()


# -- whatever is asked

DAYS = some.dates(date(2023, 6, 1), date(2023, 7, 31))
NUMBERS = some.integers(1, 3)
REPLIES = some.sampled_from(list(Reply))
COMMANDS: some.SearchStrategy[Command] = some.one_of(
    some.builds(RecordSupervision, carried_out_on=DAYS),
    some.builds(DropSupervision, reason=some.just("weather")),
    some.builds(recommend, dated=DAYS, answer_by=some.none() | DAYS, agency=some.sampled_from([None, "health", "police"])),
    some.builds(
        LearnRecommendationAnswer, some.sampled_from([COMMUNES, "support.health"]), NUMBERS, REPLIES, some.none(), some.none(),
        some.just("7/UBND"), DAYS,
    ),
    some.builds(letter, REPLIES, number=NUMBERS, dated=DAYS, reason=some.sampled_from([None, "no_means"])),
    some.builds(CloseRecommendation, number=NUMBERS, closed_on=DAYS),
    some.builds(FinishSupervision, finished_on=DAYS),
)  # fmt: skip


def live(commands: Sequence[Command]) -> list[Any]:
    happened: list[Any] = []
    for command in [plan_supervision(), *commands]:
        try:
            happened += SUPERVISION.decide(command, SUPERVISION.replay(happened), law())
        except Refused:
            continue
        assert not SUPERVISION.decide(command, SUPERVISION.replay(happened), law()), "said twice was done twice"
    return happened


@whatever(some.lists(COMMANDS, max_size=30))
def test_whatever_is_asked_nothing_is_closed_unanswered_and_nothing_finished_while_open(
    commands: list[Command],
) -> None:
    answered: set[int] = set()
    closed: set[int] = set()
    made: set[int] = set()
    for event in live(commands):
        match event:
            case RecommendationDrawnUp(number=number):
                made.add(number)
            case RecommendationAnswerLearned(number=number) | RecommendationAnswerFiled(number=number):
                assert number not in answered
                answered.add(number)
            case RecommendationClosed(number=number):
                assert number in answered
                closed.add(number)
            case SupervisionFinished():
                assert made == closed
    states = [each.state for each in SUPERVISION.replay(live(commands)).recommendations]
    assert states.count(RecommendationState.CLOSED) == len(closed)
    assert states.count(RecommendationState.TO_ANSWER) == len(made - answered)


# -- between the offices, and through the doors


def test_the_agency_is_told_and_its_answer_comes_back_by_codes_and_numbers_only() -> None:
    town = Town()
    town.do(
        town.front, SUPERVISION, GS, plan_supervision(), RECORD, recommend(), recommend(agency="police", paper="9/KN")
    )
    (message,) = told(town.front, town.communes)
    assert (message.message.number, message.message.unit, message.message.answer_by) == (1, UNIT, AGAIN)
    one = recommendation_id(GS, 1)
    town.do(town.communes, RECOMMENDATION, one, ANSWER)
    answer = town.front.load(SUPERVISION, GS).state.recommendation(1).answer
    assert (answer.reply, answer.reason, answer.paper) == (Reply.NOT_ACCEPTED, "no_means", "7/UBND")
    assert fold(ASKED_RECOMMENDATIONS, entries(town.communes))[str(one)].stage is RecommendationState.REPLIED
    line = fold(SUPERVISIONS, entries(town.front))[str(GS)]
    assert line.to_look_at == 1
    waiting = line.next_answer
    assert waiting
    assert waiting.agency == "police"
    town.do(town.front, SUPERVISION, GS, CLOSE)
    assert fold(SUPERVISIONS, entries(town.front))[str(GS)].to_look_at == 0


PLAN = {"topic": "plan_work", "agency": "communes", "unit": UNIT, "planned_for": "12/06/2023"}
KN = {
    "advice": "hasten",
    "paper": "8/KN-MTTQ",
    "dated": "13/06/2023",
    "answer_by": "14/06/2023",
    "agency": "communes",
    "unit": UNIT,
}


class Two:
    def __init__(self) -> None:
        self.front, self.communes = Office("fatherland_front"), Office("communes")
        self.quang = self.front.officer("supervisor")
        self.thao, self.nhung = (self.communes.officer("commune_officer", unit=unit) for unit in (UNIT, OTHER))
        self.at: str = self.quang.send("/supervisions/new", **PLAN).headers["location"].partition("?")[0]

    def recommended(self) -> str:
        """The address of the recommendation at the commune."""
        self.quang.send(f"{self.at}/record", carried_out_on="13/06/2023")
        self.quang.send(f"{self.at}/recommendation", 303, {"scan": ("kn.png", png(), "image/png")}, **KN)
        deliver(self.front.ledger, self.communes.ledger)
        self.communes.keep()
        (one,) = self.communes.shelves["support.asked_recommendations.v1"].where()
        return f"/recommendations/{one}"


def links(officer: Any) -> list[tuple[str, int | None, bool]]:
    who = actor(officer.office.agency, *officer.roles, unit=officer.unit)
    return [(link.label, link.count, link.late) for menu in officer.office.menu(who) for link in menu.links]


def test_the_front_sees_what_it_waits_for_and_the_commune_what_it_has_to_answer() -> None:
    two = Two()
    assert ("Giám sát", 1, True) in links(two.quang)
    assert not any(label == "Giám sát" for label, _, _ in links(two.thao)), "nothing was ever recommended there"
    at = two.recommended()
    page = two.quang.page("/supervisions")
    assert "Chờ trả lời kiến nghị số 1" in page
    assert "đang ở UBND phường Hương Vân" in page, "what is late names its holder"
    assert ("Giám sát", 1, True) in links(two.thao)
    assert "Đẩy nhanh tiến độ" in two.thao.page("/supervisions")
    assert not any(label == "Giám sát" for label, _, _ in links(two.nhung))
    two.nhung.page(at, 403)


def test_an_answer_goes_back_late_and_the_front_closes_it() -> None:
    two = Two()
    at = two.recommended()
    wrong = two.thao.send(f"{at}/answer", 409, reply="accepted", paper="7/UBND", dated="15/06/2023").text
    assert "chọn việc đã làm" in wrong
    assert 'value="7/UBND"' in wrong
    two.thao.send(f"{at}/answer", reply="accepted", measure="assigned", paper="7/UBND", dated="15/06/2023")
    assert "muộn" in two.thao.page(at)
    deliver(two.communes.ledger, two.front.ledger)
    page = two.quang.page(two.at)
    assert "Đã giao người phụ trách" in page
    assert f"{two.at}/recommendations/1/closure" in page
    two.quang.page(f"{two.at}/recommendations/1/closure")
    two.quang.send(f"{two.at}/closure", number="1", closed_on="15/06/2023")
    two.quang.send(f"{two.at}/finish", finished_on="15/06/2023")
    assert "đã kết thúc" in two.quang.page(two.at)
    assert ("Giám sát", 0, False) in links(two.quang)


def test_the_paper_of_a_recommendation_opens_at_both_ends_and_none_comes_back() -> None:
    two = Two()
    at = two.recommended()
    assert "Xem bản quét" in two.quang.page(two.at)
    two.thao.page(f"{at}/paper", 409)
    supervision = two.at.rpartition("/")[2]
    two.communes.attachments.lay(UUID(supervision), BytesIO(png()), PNG)  # as it arrives: under what it was told about
    assert two.thao.browser.get(f"{at}/paper").content == png()
    assert 'type="file"' not in two.thao.page(f"{at}/answer")


def test_the_front_cannot_answer_for_an_agency_and_nobody_else_supervises() -> None:
    two = Two()
    two.recommended()
    two.quang.page(f"{two.at}/recommendations/1/answer-by-letter", 404)
    refused = two.quang.send(
        f"{two.at}/answer-by-letter", 409, number="1", reply="accepted", measure="done", paper="7/X", dated="15/06/2023"
    )  # fmt: skip
    assert "tự trả lời" in refused.text
    two.thao.send("/supervisions/new", 403, **PLAN)
    Office("labour").officer("case_lead").send("/supervisions/new", 403, **PLAN)


def test_the_lead_too_answers_what_is_recommended_to_it() -> None:
    front, labour = Office("fatherland_front"), Office("labour")
    quang, lan = front.officer("supervisor"), labour.officer("case_lead")
    at = (
        quang.send("/supervisions/new", **{**PLAN, "agency": "labour", "unit": ""})
        .headers["location"]
        .partition("?")[0]
    )
    quang.send(f"{at}/record", carried_out_on="13/06/2023")
    quang.send(f"{at}/recommendation", **{**KN, "agency": "labour", "unit": ""})
    deliver(front.ledger, labour.ledger)
    assert "chờ trả lời" in lan.page("/supervisions")
    (one,) = labour.shelves["support.asked_recommendations.v1"].where()
    lan.send(
        f"/recommendations/{one}/answer", reply="not_accepted", reason="not_competent", paper="3/CV", dated="15/06/2023"
    )
    assert "Không thuộc thẩm quyền" in lan.page(f"/recommendations/{one}")
