"""Protection: asked for with her knowledge, granted, declined, refused by her, ended; beside the procedure, never in it."""

from dataclasses import replace
from datetime import date

import pytest

from services.intake.domain import CASE
from services.intake.domain.happened import (
    Event,
    NoticeRecalledBySender,
    ProtectionAsked,
    ProtectionDeclined,
    ProtectionEnded,
    ProtectionGranted,
    ProtectionRefused,
    ProtectionWasDeclined,
    ProtectionWasEnded,
    ProtectionWasGranted,
    ProtectionWasRefused,
    VerificationAnswered,
    VerificationRecalledByAsker,
)
from services.intake.domain.words import Stage, Wish
from services.intake.projections import QUEUE, Queue, QueueLine
from shared.kernel.deadlines import Term
from shared.kernel.words import AgeGroup, Sex
from shared.testing import entries
from shared.testing import given as given_under
from shared.views import fold
from tests.intake.samples import (
    ANSWER,
    ANSWERED,
    ASK,
    ASK_PROTECTION,
    ASKED,
    CASE_ID,
    DECLINE_PROTECTION,
    END_PROTECTION,
    GRANT_PROTECTION,
    LAW,
    LEARN_DECLINED,
    LEARN_ENDED,
    LEARN_PROTECTION,
    LEARN_REFUSED,
    NOTICE,
    PROTECTION_ASKED,
    PROTECTION_TASK,
    RECALL_REQUEST,
    RECEIVED_FILE,
    RECORD_INFORMATION,
    RECORD_RECEPTION,
    RECORD_REPORT,
    REFUSE_PROTECTION,
    REPORT,
    REPORTED,
    TAKE_PROTECTION,
    TAKE_VERIFICATION,
    TASK,
)
from tests.intake.towns import IN_DANGER, Town, walked

ASKER = (*RECEIVED_FILE, PROTECTION_ASKED)
GRANTED = ProtectionGranted(told=("labour",), **vars(GRANT_PROTECTION))
WAS_GRANTED = ProtectionWasGranted(**vars(LEARN_PROTECTION))
DECLINED = ProtectionDeclined(told=("labour",), **vars(DECLINE_PROTECTION))
REFUSED = ProtectionRefused(ANSWERED, ("labour",), REFUSE_PROTECTION.note)
ENDED = ProtectionEnded(told=("labour",), **vars(END_PROTECTION))
RELATIVES = replace(ASK_PROTECTION, protects=("relatives",))


def given(*past: Event) -> given_under:
    return given_under(CASE, *past, law=LAW)


# Asked


def test_protection_is_asked_of_whoever_has_that_power() -> None:
    then = given(*RECEIVED_FILE).when(ASK_PROTECTION).then(PROTECTION_ASKED)
    assert (then.state_now.stage, then.state_now.protection.asked) == (Stage.RECEIVED, PROTECTION_ASKED)


def test_a_commune_asks_for_whom_it_reported() -> None:
    given(REPORT).when(ASK_PROTECTION).then(PROTECTION_ASKED)


@pytest.mark.parametrize("past", [(TASK,), (NOTICE, NoticeRecalledBySender("sent_to_wrong_desk"))])
def test_nobody_asks_for_somebody_who_is_not_in_their_care(past: tuple[Event, ...]) -> None:
    given(*past).when(ASK_PROTECTION).refused("protection.file_closed")


@pytest.mark.parametrize("command", [ASK_PROTECTION, GRANT_PROTECTION, REFUSE_PROTECTION, END_PROTECTION])
def test_there_is_no_protection_in_a_case_nobody_knows(command: object) -> None:
    given().when(command).refused("protection.no_case")


def test_she_is_told_before_it_is_asked() -> None:
    given(*RECEIVED_FILE).when(replace(ASK_PROTECTION, told_her=False)).refused("protection.not_told")


def test_it_is_never_asked_for_her_against_her_wish_but_may_be_for_her_relatives() -> None:
    refuses = replace(ASK_PROTECTION, her_wish=Wish.REFUSES)
    given(*RECEIVED_FILE).when(refuses).refused("protection.she_refuses")
    family = replace(RELATIVES, her_wish=Wish.REFUSES)
    assert given(*RECEIVED_FILE).when(family).answer[0].protects == ("relatives",)


def test_somebody_is_named_and_a_measure_and_both_stand_in_their_lists() -> None:
    given(*RECEIVED_FILE).when(replace(ASK_PROTECTION, protects=())).refused("protection.nobody_named")
    given(*RECEIVED_FILE).when(replace(ASK_PROTECTION, measures=())).refused("protection.no_measure_named")
    given(*RECEIVED_FILE).when(replace(ASK_PROTECTION, measures=("moat",))).refused("code.unknown")
    given(*RECEIVED_FILE).when(replace(ASK_PROTECTION, protects=("neighbours",))).refused("code.unknown")


def test_the_day_of_the_answer_is_set_by_the_asker_while_no_term_is_confirmed() -> None:
    given(*RECEIVED_FILE).when(replace(ASK_PROTECTION, answer_by=None)).refused("protection.day_missing")
    confirmed = replace(LAW.terms["reception_after_notice"], code="protection_answer")
    law = replace(LAW, terms={**LAW.terms, "protection_answer": confirmed})
    (asked,) = given_under(CASE, *RECEIVED_FILE, law=law).when(replace(ASK_PROTECTION, answer_by=None)).answer
    assert asked.due_on == date(2023, 5, 11)
    assert isinstance(confirmed, Term)


def test_impossible_days_are_refused() -> None:
    early = replace(ASK_PROTECTION, asked_on=date(2023, 5, 1))
    given(*RECEIVED_FILE).when(early).refused("protection.before_report")
    given(*RECEIVED_FILE).when(replace(ASK_PROTECTION, answer_by=REPORTED)).refused("protection.answer_before_request")


def test_asked_twice_is_asked_once_and_a_second_request_waits_for_the_first_answer() -> None:
    given(*ASKER).when(ASK_PROTECTION).nothing()
    given(*ASKER).when(RELATIVES).refused("protection.already_asked")
    given(*ASKER, WAS_GRANTED).when(RELATIVES).then(replace(PROTECTION_ASKED, protects=("relatives",)))


@pytest.mark.parametrize("services", [frozenset({"support"}), frozenset()])
def test_an_agency_without_a_desk_is_asked_by_letter(services: frozenset[str]) -> None:
    police = replace(LAW.agencies["police"], services=services)
    law = replace(LAW, agencies={**LAW.agencies, "police": police})
    given_under(CASE, *RECEIVED_FILE, law=law).when(ASK_PROTECTION).refused("protection.by_letter_only")


# Received: a task of its own beside any other


def test_a_request_to_protect_begins_a_file_where_nothing_was_known() -> None:
    then = given().when(TAKE_PROTECTION).then(PROTECTION_TASK)
    file = then.state_now
    assert (file.stage, file.code, file.unit, file.due) == (Stage.PROTECTING, TASK.code, "20035", ANSWERED)
    assert file.person.contact == TAKE_PROTECTION.contact


def test_who_asks_may_know_less_of_her_than_we_do() -> None:
    vague = replace(TAKE_PROTECTION, sex=Sex.UNKNOWN, age_group=AgeGroup.UNKNOWN, name=None)
    person = given(TASK).when(vague).state_now.person
    assert (person.sex, person.age_group, person.name) == (TASK.sex, TASK.age_group, TASK.name)


@pytest.mark.parametrize(
    ("past", "stage"),
    [
        ((TASK,), Stage.ASKED),
        ((TASK, VerificationAnswered(**vars(ANSWER))), Stage.ANSWERED),
        ((TASK, VerificationRecalledByAsker("sent_to_wrong_desk")), Stage.RECALLED),
        ((REPORT,), Stage.REPORTED),
    ],
)
def test_it_moves_no_other_task_of_the_same_file(past: tuple[Event, ...], stage: Stage) -> None:
    then = given(*past).when(TAKE_PROTECTION).then(PROTECTION_TASK)
    assert then.state_now.stage is stage
    assert then.state_now.protection.asks == (PROTECTION_TASK,)


def test_a_request_to_verify_comes_to_a_file_that_was_there_for_protection_and_both_wait() -> None:
    then = given(PROTECTION_TASK).when(TAKE_VERIFICATION).then(TASK)
    assert then.state_now.stage is Stage.ASKED
    assert then.state_now.protection.asks == (PROTECTION_TASK,)
    answered = given(PROTECTION_TASK, TASK).when(ANSWER).state_now
    assert (answered.stage, answered.protection.asks) == (Stage.ANSWERED, (PROTECTION_TASK,))
    assert given(PROTECTION_TASK, TASK).when(GRANT_PROTECTION).state_now.stage is Stage.ASKED


def test_the_same_asker_waits_once_and_another_beside_it() -> None:
    given(PROTECTION_TASK).when(TAKE_PROTECTION).nothing()
    commune = replace(TAKE_PROTECTION, asker="communes")
    then = given(PROTECTION_TASK).when(commune, GRANT_PROTECTION)
    assert then.answer == [replace(GRANTED, told=("labour", "communes"))]


# Granted, declined, ended


def test_a_grant_answers_whoever_asked() -> None:
    then = given(PROTECTION_TASK).when(GRANT_PROTECTION).then(GRANTED)
    assert (then.state_now.protection.standing, then.state_now.protection.asks) == (GRANTED, ())
    given(PROTECTION_TASK, GRANTED).when(GRANT_PROTECTION).nothing()


def test_a_grant_is_prolonged_by_another_and_both_stay() -> None:
    longer = replace(GRANT_PROTECTION, granted_on=ANSWERED, until=None, number="12/QĐ-CATX")
    then = given(PROTECTION_TASK, GRANTED).when(longer)
    assert then.state_now.protection.standing.until is None
    assert GRANTED in then.past


def test_who_fears_for_her_protects_her_unasked_and_tells_who_works_on_her_case() -> None:
    assert given(TASK).when(GRANT_PROTECTION).answer == [GRANTED]
    assert given(REPORT).when(GRANT_PROTECTION).answer == [GRANTED]


def test_a_decision_follows_its_request_and_ends_after_it_begins() -> None:
    early = replace(GRANT_PROTECTION, granted_on=REPORTED)
    given(PROTECTION_TASK).when(early).refused("protection.before_request")
    short = replace(GRANT_PROTECTION, until=REPORTED)
    given(PROTECTION_TASK).when(short).refused("protection.ends_before_it_begins")
    given(PROTECTION_TASK).when(replace(DECLINE_PROTECTION, declined_on=REPORTED)).refused("protection.before_request")
    given(PROTECTION_TASK, GRANTED).when(replace(END_PROTECTION, ended_on=REPORTED)).refused(
        "protection.ends_before_it_begins"
    )


def test_a_request_is_declined_with_a_reason_and_what_stands_goes_on() -> None:
    given(PROTECTION_TASK).when(DECLINE_PROTECTION).then(DECLINED)
    given(PROTECTION_TASK, DECLINED).when(DECLINE_PROTECTION).nothing()
    again = given(PROTECTION_TASK, GRANTED, PROTECTION_TASK).when(DECLINE_PROTECTION)
    assert again.state_now.protection.standing == GRANTED


def test_nothing_is_declined_that_nobody_asked() -> None:
    given(TASK).when(DECLINE_PROTECTION).refused("protection.not_asked")


def test_protection_ends_with_a_reason_and_can_be_asked_for_again() -> None:
    then = given(PROTECTION_TASK, GRANTED).when(END_PROTECTION).then(ENDED)
    assert then.state_now.protection.standing is None
    given(PROTECTION_TASK, GRANTED, ENDED).when(END_PROTECTION).nothing()
    given(PROTECTION_TASK).when(END_PROTECTION).refused("protection.not_granted")
    given(PROTECTION_TASK, GRANTED, ENDED).when(TAKE_PROTECTION).then(PROTECTION_TASK)


@pytest.mark.parametrize("command", [GRANT_PROTECTION, DECLINE_PROTECTION, END_PROTECTION])
@pytest.mark.parametrize("past", [ASKER, (*RECEIVED_FILE, WAS_GRANTED)])
def test_nobody_decides_what_another_agency_was_asked(command: object, past: tuple[Event, ...]) -> None:
    given(*past).when(command).refused("protection.not_ours")


# Refused by her


def test_she_may_refuse_at_any_time_once_she_was_told_what_it_means() -> None:
    untold = replace(REFUSE_PROTECTION, told_what_it_means=False)
    given(PROTECTION_TASK).when(untold).refused("protection.refusal_not_told")
    then = given(PROTECTION_TASK, GRANTED).when(REFUSE_PROTECTION).then(REFUSED)
    assert (then.state_now.protection.standing, then.state_now.protection.asks) == (None, ())
    given(PROTECTION_TASK, GRANTED, REFUSED).when(REFUSE_PROTECTION).nothing()


def test_she_refuses_where_she_is_and_the_protector_is_told() -> None:
    given(*ASKER).when(REFUSE_PROTECTION).then(replace(REFUSED, told=("police",)))
    given(*RECEIVED_FILE, WAS_GRANTED).when(REFUSE_PROTECTION).then(replace(REFUSED, told=("police",)))


def test_a_refusal_before_anything_was_asked_is_written_down_and_told_to_nobody() -> None:
    given(*RECEIVED_FILE).when(REFUSE_PROTECTION).then(replace(REFUSED, told=()))
    given(REPORT).when(REFUSE_PROTECTION).then(replace(REFUSED, told=()))


def test_nobody_refuses_before_there_was_something_to_refuse() -> None:
    given(*ASKER).when(replace(REFUSE_PROTECTION, refused_on=REPORTED)).refused("protection.refused_before")


def test_what_she_refused_can_be_asked_for_again() -> None:
    asked = given(*ASKER, replace(REFUSED, told=("police",))).when(replace(ASK_PROTECTION, asked_on=ANSWERED))
    assert isinstance(asked.answer[0], ProtectionAsked)


# Learned


def test_the_asker_learns_each_answer() -> None:
    then = given(*ASKER).when(LEARN_PROTECTION).then(WAS_GRANTED)
    assert (then.state_now.protection.standing, then.state_now.protection.asked) == (WAS_GRANTED, None)
    given(*ASKER).when(LEARN_DECLINED).then(ProtectionWasDeclined(ASKED, "no_danger_found"))
    given(*ASKER).when(LEARN_REFUSED).then(ProtectionWasRefused(ANSWERED, "police"))
    given(*ASKER, WAS_GRANTED).when(LEARN_ENDED).then(ProtectionWasEnded(ANSWERED, "no_danger_left"))


def test_who_did_not_ask_learns_that_she_is_protected_but_no_answer_to_others() -> None:
    given(*RECEIVED_FILE).when(LEARN_PROTECTION).then(WAS_GRANTED)
    given(*RECEIVED_FILE, WAS_GRANTED).when(LEARN_PROTECTION).nothing()
    for command in (LEARN_DECLINED, LEARN_REFUSED, LEARN_ENDED):
        given(*RECEIVED_FILE).when(command).nothing()


def test_a_refusal_heard_at_one_askers_desk_is_told_to_the_others() -> None:
    commune = replace(PROTECTION_TASK, asker="communes")
    heard = replace(LEARN_REFUSED, heard_by="labour")
    given(PROTECTION_TASK, commune).when(heard).then(ProtectionWasRefused(ANSWERED, "labour", ("communes",)))


def test_an_agency_that_asks_itself_decides_by_itself() -> None:
    ours = replace(PROTECTION_ASKED, of="labour")
    then = given(*RECEIVED_FILE, ours, PROTECTION_TASK).when(
        GRANT_PROTECTION, replace(LEARN_PROTECTION, protector="labour")
    )
    assert then.nothing().state.protection.standing == GRANTED


# From desk to desk


def line(town: Town, agency: str) -> QueueLine:
    return fold(QUEUE, entries(town.ledgers[agency]))[str(CASE_ID)]


def in_danger() -> Town:
    return Town().at("communes", RECORD_REPORT).at("labour", RECORD_RECEPTION, ASK_PROTECTION)


def test_the_police_find_it_among_what_waits_whatever_else_the_case_waits_for() -> None:
    town = in_danger()
    waiting = line(town, "police")
    assert (waiting.queue, waiting.next_due, waiting.sender) == (Queue.TO_TAKE, ANSWERED, "labour")
    town.at("labour", RECORD_INFORMATION, ASK).at("police", ANSWER)
    assert (line(town, "police").stage, line(town, "police").queue) == (Stage.ANSWERED, Queue.TO_TAKE)
    town.at("police", GRANT_PROTECTION)
    assert (line(town, "police").queue, line(town, "police").protected) == (Queue.DONE, True)


def test_a_file_there_for_protection_alone_is_with_the_police_while_it_lasts() -> None:
    town = in_danger().at("police", GRANT_PROTECTION)
    assert line(town, "police").queue is Queue.WITH_US
    town.at("police", END_PROTECTION)
    assert line(town, "police").queue is Queue.DONE


def test_recalled_the_verification_leaves_the_protection() -> None:
    town = in_danger().at("labour", RECORD_INFORMATION, ASK, RECALL_REQUEST)
    assert (line(town, "police").stage, line(town, "police").queue) == (Stage.RECALLED, Queue.TO_TAKE)
    assert town.at("police", GRANT_PROTECTION).file("labour").state.protection.standing is not None


def test_a_commune_and_labour_ask_and_one_decision_answers_both() -> None:
    town = in_danger().at("communes", ASK_PROTECTION).at("police", GRANT_PROTECTION)
    for agency in ("communes", "labour"):
        assert isinstance(town.file(agency).state.protection.standing, ProtectionWasGranted)
    town.at("communes", REFUSE_PROTECTION)
    for agency in ("communes", "labour", "police"):
        assert town.file(agency).state.protection.standing is None


def test_the_protector_reads_where_she_stays_and_why_and_what_is_kept_from_whom() -> None:
    town = in_danger()
    police = town.file("police").state
    assert town.ledgers["police"].open(police.person.contact) == "0234 000 0000"
    assert town.ledgers["police"].open(police.protection.asks[0].why) == "Có người lạ hỏi nhà"
    assert police.person.story is None


def test_the_whole_way_is_known_on_both_sides() -> None:
    town = walked()
    for agency in ("labour", "police"):
        assert town.file(agency, IN_DANGER).state.protection.standing is None
    names = [entry.name.rpartition(".")[2] for entry in town.file("labour", IN_DANGER).entries]
    learned = [name for name in names if name.startswith("Protection")]
    assert learned == [
        "ProtectionAsked", "ProtectionWasDeclined", "ProtectionAsked", "ProtectionWasGranted", "ProtectionWasEnded",
        "ProtectionWasGranted", "ProtectionRefused", "ProtectionAsked", "ProtectionRecalled", "ProtectionAsked",
        "ProtectionRecalled",
    ]  # fmt: skip
