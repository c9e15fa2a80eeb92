"""Target T2 over everybody: the figure with its denominator, who stands beside it, equal access, and the page of it."""

import gc
from dataclasses import replace
from time import process_time
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st

from services.support.domain import case_commands as asked
from services.support.domain.access_to_services import AskedFor, Help, Reached, access_to_services, help_of
from services.support.domain.benefits import claim_commands as claims
from services.support.domain.benefits.claims import claim_id
from services.support.domain.case import CASE
from services.support.domain.following.commands import RecordFollowUp
from services.support.domain.referrals import referral_id
from services.support.domain.target import Group, Known, Share, figures, target
from services.support.domain.words import Answer, PlanItem, ReferralStage, Risk, Truth
from services.support.projections.target import TARGET
from shared.access import Way
from shared.kernel.decider import Refused
from shared.kernel.people import By
from shared.kernel.sealed import Sealed
from shared.kernel.when import When
from shared.kernel.words import AgeGroup, CaseId, Ethnicity, Sex
from shared.ledger import Ledger
from shared.testing import actor, entries, identity, record
from shared.views import Kept, fold
from tests.support import benefit_lives
from tests.support.benefit_lives import DAYS, LAW
from tests.support.office import Office, as_citizen, lead_with_case
from tests.support.samples import CASE_ID, NAME, NEXT, RECEIVED
from tests.support.test_pages import text

HEALTH = "support.health"
UNWANTED = PlanItem("counselling", "health", declined=True)
OFFER = asked.OfferReferral("treatment", "health", NEXT, she_agrees=False, answer_by=NEXT)


def somebody(status: str | None = "victim", *, needs: tuple[str, ...] | None = ("health",), **more: Any) -> Known:
    known = Known("HT-7K2Q4-9", "20035", RECEIVED, Sex.FEMALE, AgeGroup.ADULT, Ethnicity.KINH, "citizen", status)
    return replace(known, help=Help(needs), **more)


def helped(known: Known, stage: ReferralStage) -> Known:
    return replace(known, help=replace(known.help, asked=(AskedFor(identity("one"), "treatment", "health", stage),)))


# The rule


@pytest.mark.parametrize(
    ("person_status", "status", "group"),
    [
        ("citizen", "victim", Group.VICTIM),
        ("accompanying_minor", "victim", Group.VICTIM),
        ("citizen", None, Group.IN_IDENTIFICATION),
        ("citizen", "unresolved", Group.UNRESOLVED),
        ("citizen", "police_refused", Group.POLICE_REFUSED),
        ("citizen", "not_victim", Group.NOT_VICTIM),
        ("accompanying_minor", None, Group.ACCOMPANYING),
    ],
)
def test_everybody_stands_in_one_group_and_only_identified_victims_are_counted(
    person_status: str, status: str | None, group: Group
) -> None:
    one = somebody(status, person_status=person_status)
    assert one.group is group
    found = target({"a": one}, LAW, NEXT).figures
    assert found.beside[group] == 1
    assert sum(found.beside.values()) == 1
    assert found.victims.persons == (group is Group.VICTIM)


def test_all_needs_are_reached_when_help_came_or_is_not_wanted_for_each_of_them() -> None:
    people = {
        "delivered": helped(somebody(), ReferralStage.DELIVERED),
        "unwanted": somebody(),
        "under way": helped(somebody(), ReferralStage.ACCEPTED),
        "declined": helped(somebody(), ReferralStage.DECLINED),
        "nobody asked her": somebody(needs=None),
        "needs nothing": somebody(needs=()),
        "beside": helped(somebody(None), ReferralStage.DELIVERED),
    }
    people["unwanted"] = replace(people["unwanted"], help=Help(("health",), ("treatment",)))
    found = target(people, LAW, NEXT)
    assert {case for case, person in found.persons.items() if person.has_all and case != "beside"} == {
        "delivered", "unwanted", "needs nothing",
    }  # fmt: skip
    assert found.figures.victims == Share(3, 6)
    assert found.figures.not_assessed == 1
    assert {reached: n for reached, n in found.figures.needs.items() if n} == {
        Reached.DELIVERED: 1, Reached.ACCEPTED: 1, Reached.TURNED_DOWN: 1, Reached.NOT_WANTED: 1
    }  # fmt: skip
    assert {case for case, person in found.persons.items() if person.has_gap} == {"declined", "nobody asked her"}


def test_first_stands_whoever_has_a_gap_and_last_whose_case_is_closed() -> None:
    people = {
        "closed": somebody(needs=None, closed="lost_contact"),
        "done": helped(somebody(), ReferralStage.DELIVERED),
        "under way": helped(somebody(), ReferralStage.OFFERED),
        "gap": somebody(),
    }
    assert list(target(people, LAW, NEXT).persons) == ["gap", "under way", "done", "closed"]


def test_equal_access_is_the_same_share_by_sex_age_and_ethnicity() -> None:
    he, child = somebody(sex=Sex.MALE), somebody(age_group=AgeGroup.UNDER_16, ethnicity=Ethnicity.MINORITY)
    people = [helped(somebody(), ReferralStage.DELIVERED), he, helped(child, ReferralStage.DELIVERED)]
    tables = figures(target({str(n): each for n, each in enumerate(people)}, LAW, NEXT).persons.values()).tables
    assert tables["sexes"] == {"female": Share(2, 2), "male": Share(0, 1)}
    assert tables["age_groups"] == {"18plus": Share(1, 2), "u16": Share(1, 1)}
    assert tables["ethnicities"] == {"kinh": Share(1, 2), "minority": Share(1, 1)}


def test_a_status_told_before_the_file_is_opened_is_nobody_yet() -> None:
    assert target({"a": Known(status="victim")}, LAW, NEXT).persons == {}


# The view is the rule over the folded file

DESK = "support.communes"


def of_number(n: int) -> list[Any]:
    """What can be told or done about the `n`-th referral and the `n`-th application."""
    referral, claim = referral_id(CASE_ID, n), claim_id(CASE_ID, n)
    return [
        *(asked.LearnAnswer(referral, answer, NEXT, "no_capacity", teller=HEALTH) for answer in Answer),
        claims.LearnApplication(DESK, claim, "MC-1", DAYS[2], DAYS[3], "1/UBND"),
        claims.ReturnApplication(claim, DAYS[4], "incomplete"),
        benefit_lives.appraisal(claim),
        claims.RecordBenefitDecision(claim, "7/QĐ", DAYS[8], True, 3_000_000, "communes"),
        claims.RecordBenefitDecision(claim, "8/QĐ", DAYS[8], False, reason="too_late"),
        *(claims.LearnPayment(DESK, claim, DAYS[9], amount, "5/DS", True) for amount in (1_000_000, 3_000_000)),
        claims.LearnWithdrawal(DESK, claim, DAYS[9]),
        claims.StopPayment(claim, "9/QĐ", DAYS[9], "revoked"),
        claims.LearnStopped(DESK, claim, 1_000_000),
    ]


ASKED = [
    *(asked.LearnStatus(status, NEXT) for status in ("victim", "unresolved", "not_victim")),
    *(asked.AssessNeeds(NEXT, needs) for needs in (("health",), ("psychology", "allowance"), ())),
    *(asked.AgreePlan(NEXT, (UNWANTED, PlanItem(service, "health")), True) for service in ("treatment", "counselling")),
    asked.AgreePlan(NEXT, (PlanItem("treatment", "health"),), True),
    OFFER,
    RecordFollowUp(NEXT, Risk.LOW),
    asked.RecordCircumstances(NEXT, dict.fromkeys(benefit_lives.KNOWN, Truth.MET)),
    *(claims.GuideToApply(benefit, DAYS[1], True) for benefit in ("initial_allowance", "vocational_training")),
    asked.CloseCase(DAYS[9], "lost_contact"),
    asked.ReopenCase(DAYS[9], "new_need"),
    *of_number(1),
    *of_number(2),
]


def tried(ledger: Ledger, command: Any) -> None:
    by, when = By("officer", "labour"), When.day(NEXT)
    try:
        ledger.handle(CASE, CASE_ID, command, command_id=uuid4(), by=by, law=LAW, when=when)
    except Refused:
        return


def view_is_the_rule(ledger: Ledger, case: UUID) -> None:
    file, known = ledger.load(CASE, case).state, fold(TARGET, entries(ledger))[str(case)]
    assert known.help == help_of(file)
    assert known.status == (file.status.status if file.status else None)
    assert known.closed == (file.closed.reason if file.stage == "closed" and file.closed else None)
    assert target({"a": known}, LAW, NEXT).persons["a"].lines == access_to_services(file, LAW, NEXT)


@settings(max_examples=60)
@every(st.lists(st.sampled_from(ASKED), max_size=30))
def test_the_kept_view_is_the_rule_over_the_folded_file_whatever_happens(commands: list[Any]) -> None:
    lead, _ = benefit_lives.ledgers()
    for command in (as_citizen(), *commands):
        tried(lead, command)
    view_is_the_rule(lead, CASE_ID)
    written, kept = entries(lead), Kept(TARGET)
    for entry in written:
        kept.keep([entry], entry.position)
    assert kept.docs == fold(TARGET, written)


def test_it_is_also_the_rule_for_every_case_in_the_life_of_benefits() -> None:
    lead, _ = benefit_lives.lived()
    for case in (CASE_ID, benefit_lives.OTHER, benefit_lives.THIRD, benefit_lives.FOURTH):
        view_is_the_rule(lead, case)


def test_ten_thousand_people_are_summed_up_in_a_moment() -> None:
    people = {str(identity(f"{n}")): helped(somebody(), ReferralStage.DELIVERED) for n in range(10_000)}
    gc.disable()  # it would look through what all tests before this one have left
    try:
        began = process_time()
        found = target(people, LAW, NEXT)
        took = process_time() - began
    finally:
        gc.enable()
    assert found.figures.victims == Share(10_000, 10_000)
    assert took < 2, "seconds, on a machine that is shared"


def test_what_is_new_is_summed_up_as_if_everybody_was_read_again() -> None:
    office, lead = town(), actor("labour", "case_lead")
    before = office.targets.now(lead)
    assert office.targets.now(lead) is before
    for command in (
        asked.LearnAnswer(referral_id(CASE_ID, 1), Answer.DELIVERED, NEXT, teller=HEALTH),
        asked.AssessNeeds(NEXT, ("health",)),
    ):
        record(office.ledger, CASE, CASE_ID, command, law=office.law)
        office.keep()
        now = office.targets.now(lead)
        assert now == target(office.known.where(), office.law, office.clock.today())
    assert (before.figures.victims, now.figures.victims) == (Share(1, 2), Share(2, 2))
    office.support.desk.shown(lead, CASE_ID, ("open_part",), Way.VIEWED)
    office.keep()
    assert office.targets.now(lead) is now, "whoever looked at a case changed no figure"


# The page


def town() -> Office:
    """An identified victim with a gap, one whose help came and whose case is closed, and somebody who refuses the police."""
    office = lead_with_case()

    def said(case: CaseId, *commands: Any) -> None:
        for command in commands:
            record(office.ledger, CASE, case, command, law=office.law)

    done, refuses = CaseId(identity("done")), CaseId(identity("refuses"))
    said(CASE_ID, asked.LearnStatus("victim", NEXT), asked.AssessNeeds(NEXT, ("health", "psychology")), OFFER)
    answer = asked.LearnAnswer(referral_id(done, 1), Answer.DELIVERED, NEXT, teller=HEALTH)
    said(done, as_citizen(case=done, code="HT-2W9QX-K"), asked.LearnStatus("victim", NEXT))
    said(
        done, asked.AssessNeeds(NEXT, ("health",)), OFFER, answer, asked.CloseCase(NEXT, "completed", Sealed("yên tâm"))
    )
    said(refuses, as_citizen(case=refuses, code="HT-9QDMA-B"), asked.LearnStatus("police_refused", NEXT))
    office.keep()
    return office


def test_the_page_says_how_many_of_how_many_and_who_must_act_for_whom() -> None:
    page = text(town().browser("case_lead").get("/access-to-services"))
    assert "1 trên 2 người đã được đáp ứng mọi nhu cầu" in page
    assert "Không đồng ý báo công an : 1" in page
    assert "Tâm lý: Chưa đề nghị ai → Phòng LĐ-TB&amp;XH" in page
    assert "Sức khỏe: Đã đề nghị Khám, chữa bệnh → Trung tâm Y tế" in page
    assert "đã kết thúc: đã hòa nhập ổn định" in page
    assert NAME not in page


def test_who_stands_beside_the_figure_has_a_list_too_and_an_empty_one_says_so() -> None:
    browser = town().browser("case_lead")
    beside = text(browser.get("/access-to-services?group=police_refused"))
    assert "HT-9QDMA-B" in beside
    assert "Chưa đánh giá nhu cầu" in beside
    assert "Không có hồ sơ nào ở nhóm này" in text(browser.get("/access-to-services?group=unresolved"))
    assert browser.get("/access-to-services?group=everybody").status_code == 422


def test_nobody_identified_is_said_in_words_and_never_as_a_percentage() -> None:
    page = text(Office("labour").browser("case_lead").get("/access-to-services"))
    assert "Không phát sinh: chưa có nạn nhân nào được xác định" in page


def test_the_lead_and_its_leader_read_it_and_find_it_in_the_menu_and_nobody_else_does() -> None:
    office = town()
    for role in ("case_lead", "leader"):
        assert office.browser(role).get("/access-to-services").status_code == 200
    assert "/access-to-services" in office.browser("case_lead").get("/").text
    assert f"/cases/{CASE_ID}" in office.browser("case_lead").get("/access-to-services").text
    assert f"/cases/{CASE_ID}" not in office.browser("leader").get("/access-to-services").text, "a leader opens no file"
    assert office.browser("clerk").get("/access-to-services").status_code == 403
    assert office.program("intake_officer").get("/api/access-to-services").status_code == 403
    other = Office("health")
    assert other.browser("service_officer").get("/access-to-services").status_code == 403
    assert "/access-to-services" not in other.browser("service_officer").get("/").text


def test_programs_get_the_same_with_code_unit_and_coarse_facts_alone() -> None:
    found = town().program("case_lead").get("/api/access-to-services").json()
    assert found["figures"]["victims"] == {"reached": 1, "persons": 2}
    hers = found["persons"][str(CASE_ID)]
    assert set(hers) == {
        "code", "unit", "since", "sex", "age_group", "ethnicity", "person_status", "status", "closed", "is_assessed",
        "has_all", "needs",
    }  # fmt: skip
    assert [(each["need"], each["reached"], each["holder"]) for each in hers["needs"]] == [
        ("health", "OFFERED", "health"), ("psychology", "NOT_OFFERED", None),
    ]  # fmt: skip


def test_a_long_list_goes_on_and_what_is_new_is_seen() -> None:
    office = Office("labour")
    for number in range(60):
        case = CaseId(identity(f"{number}"))
        record(office.ledger, CASE, case, as_citizen(case=case), law=office.law)
    office.keep()
    program = office.program("case_lead")
    first = program.get("/api/access-to-services?group=in_identification").json()
    rest = program.get(f"/api/access-to-services?group=in_identification&after={first['further']}").json()
    assert (len(first["persons"]), len(rest["persons"]), rest["further"]) == (50, 10, None)
    assert not first["persons"].keys() & rest["persons"].keys()
    assert "Xem tiếp" in office.browser("case_lead").get("/access-to-services?group=in_identification").text
    record(office.ledger, CASE, CaseId(identity("0")), asked.LearnStatus("victim", NEXT), law=office.law)
    office.keep()
    assert program.get("/api/access-to-services").json()["figures"]["victims"] == {"reached": 0, "persons": 1}
