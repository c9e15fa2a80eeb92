"""The profile of Hương Trà 2023 says what the town's plan and the law notes say."""

import re
from datetime import date
from typing import get_args

import pytest

from shared.kernel import sealed
from shared.kernel.law import Law
from shared.kernel.named import PAPERS
from shared.kernel.words import AgeGroup, Confidence, Ethnicity, Sex
from shared.policy import Profile

MAY_2023 = date(2023, 5, 5)


@pytest.fixture
def law(profile: Profile) -> Law:
    return profile.law_on(MAY_2023)


def test_every_agency_of_the_plan_is_there_with_its_powers(law: Law) -> None:
    assert {agency: sorted(found.powers) for agency, found in law.agencies.items()} == {
        "communes": ["pays_benefits", "public_reports", "reception_urgent", "report", "residence", "services"],
        "labour": ["benefits", "inspection", "lead", "may_lead", "pays_benefits", "reception", "report", "services"],
        "police": ["protection", "report", "rescue", "verification"],
        "justice": ["legal_guidance", "services"],
        "health": ["first_examination", "health_care", "services"],
        "education": ["schooling", "services"],
        "finance": ["budget"],
        "womens_union": ["loans", "services", "union_support"],
        "fatherland_front": ["supervision"],
        "office": ["leadership"],
    }


def test_instances_have_their_fixed_ports(profile: Profile) -> None:
    assert {instance.source: instance.port for instance in profile.instances} == {
        "intake.communes": 18101,
        "intake.labour": 18102,
        "intake.police": 18103,
        "support.labour": 18201,
        "support.justice": 18202,
        "support.health": 18203,
        "support.education": 18204,
        "support.finance": 18205,
        "support.womens_union": 18206,
        "support.fatherland_front": 18207,
        "support.office": 18208,
        "support.communes": 18209,
        "reporting.labour": 18301,
        "notifications.office": 18401,
    }


def test_reporting_and_notifications_hear_every_intake_and_support_journal(profile: Profile) -> None:
    tellers = {each.source for each in profile.instances if each.service in ("intake", "support")}
    for listener in profile.instances:
        expected = tellers if listener.service in ("reporting", "notifications") else set()
        assert set(listener.hears) == expected, listener.source


def test_huong_van_and_huong_vaan_are_two_wards(law: Law) -> None:
    assert law.units["20008"].vi == "Phường Hương Vân"
    assert law.units["20011"].vi == "Phường Hương Văn"
    assert len({unit.vi for unit in law.units.values()}) == 9


def test_the_town_police_is_not_asked_after_it_was_dissolved(profile: Profile) -> None:
    for day, expected in ((date(2025, 2, 28), "police"), (date(2025, 3, 1), None)):
        holder = profile.law_on(day).holder("verification")
        assert (holder.id if holder else None) == expected


def test_every_agency_has_a_user_and_communes_have_three_units(profile: Profile, law: Law) -> None:
    assert {user.agency for user in profile.users} == set(law.agencies)
    assert {"20008", "20011"} < {user.unit for user in profile.users if "commune_officer" in user.roles}
    leads = [user.roles for user in profile.users if "case_lead" in user.roles]
    assert sorted(leads) == [("case_lead",), ("intake_officer", "case_lead")]


def test_every_role_is_somebodys(profile: Profile) -> None:
    assert {role for user in profile.users for role in user.roles} == set(profile.roles) - {"public"}  # nobody logs in


def test_no_file_of_the_profile_knows_a_password(profile: Profile) -> None:
    assert not [field for field in vars(profile.users[0]) if re.search("pass|secret", field)]


@pytest.mark.parametrize(
    ("regime", "point", "eligible"),
    [
        ("ESSENTIAL_TRAVEL", "a", "vn stateless foreign minor awaiting"),
        ("MEDICAL", "b", "vn stateless foreign minor"),
        ("PSYCHOLOGICAL", "c", "vn stateless foreign minor"),
        ("LEGAL_AID", "d", "vn stateless foreign"),
        ("EDU_VOCATIONAL", "đ", "vn stateless"),
        ("INITIAL_ALLOWANCE_LOAN", "e", "vn stateless"),
    ],
)
def test_the_six_regimes_go_to_whom_article_32_names(law: Law, regime: str, point: str, eligible: str) -> None:
    codes = {
        "vn": "victim_vn",
        "stateless": "victim_stateless_resident",
        "foreign": "victim_foreign_in_vn",
        "minor": "accompanying_minor",
        "awaiting": "awaiting_verification",
    }
    assert law.regimes[regime].point == point
    assert law.regimes[regime].eligible == {codes[word] for word in eligible.split()}
    assert len(law.regimes) == 6


def test_no_amount_is_guessed_and_each_says_why(law: Law) -> None:
    amounts = [benefit.amount for benefit in law.benefits.values() if benefit.amount]
    assert len(amounts) == 9
    assert all(amount.payable is None and amount.reason for amount in amounts)
    assert [amount.floor for amount in amounts if amount.floor] == [70_000], "the one floor that a text we read states"


def test_a_length_nobody_confirmed_is_null_with_its_reason(law: Law) -> None:
    unknown = {code: term for code, term in law.terms.items() if term.length is None}
    silence = {"silence_verification", "silence_referral", "silence_protection"}
    reports = {"report_high", "report_normal", "report_unclear"}
    ours = {"benefit_decision", "protection_answer", "referral_answer", "follow_up_visit"}
    assert set(unknown) == ours | silence | reports
    assert all(term.reason and term.confidence is Confidence.UNKNOWN for term in unknown.values())
    extension = law.terms["verification_extension"]
    assert extension.confidence is Confidence.RECALLED
    assert "U4" in (extension.reason or "")


def test_each_service_and_need_names_a_power_that_one_agency_holds(law: Law) -> None:
    for item in [*law.lists["services"].values(), *law.lists["needs"].values()]:
        holder = law.holder(item.group or "")
        assert holder, item.code
        assert "services" in holder.powers or item.code == "safety"


def test_terms_and_regimes_have_words_like_any_list(law: Law) -> None:
    assert law.listed("terms").keys() == law.terms.keys()
    assert law.listed("regimes") is law.regimes


@pytest.mark.parametrize(("kind", "words"), [("sexes", Sex), ("age_groups", AgeGroup), ("ethnicities", Ethnicity)])
def test_the_kernels_own_words_have_vietnamese_words(
    law: Law, kind: str, words: type[Sex | AgeGroup | Ethnicity]
) -> None:
    assert list(law.lists[kind]) == [word.value for word in words]


def test_the_sections_of_the_rights_are_those_with_keys(profile: Profile) -> None:
    keyed = {get_args(each)[1].name for each in vars(sealed).values() if get_args(each)[:1] == (sealed.Sealed,)}
    assert set(profile.sections) == keyed | {PAPERS}
