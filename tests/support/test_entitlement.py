"""What the law of 2023 owes her: the article cell by cell, each benefit's conditions, texts that disagree, and that no
unconfirmed rule ever refuses. The table is law.md 1.1 as published (L2011 Điều 32), written here a second time on purpose."""

from dataclasses import replace

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from services.support.domain.case import CASE
from services.support.domain.case_commands import AgreePlan, ChooseReading, OfferReferral, RecordCircumstances
from services.support.domain.case_events import CircumstancesRecorded, ReadingChosen, StatusLearned
from services.support.domain.entitlement import (
    AWAITING,
    Answer,
    Entitlement,
    Person,
    Standing,
    entitlement,
    entitlements,
    person_of,
)
from services.support.domain.following.events import DeathRecorded
from services.support.domain.following.words import DeathPlace, RelativesCare
from services.support.domain.words import PlanItem, Truth
from shared.kernel.law import Law
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup, Code, Confidence
from shared.testing import given
from tests.support.office import as_citizen, profile
from tests.support.samples import LATER, NEXT, RECEIVED, opened

LAW: Law = profile().law_on(NEXT)
CIRCUMSTANCES = tuple(LAW.lists["circumstances"])
WHY = Sealed("theo ý kiến của Phòng Tư pháp")

COLUMNS = ("victim_vn", "victim_stateless_resident", "victim_foreign_in_vn", "accompanying_minor", AWAITING)
ARTICLE_32 = {
    "ESSENTIAL_TRAVEL": "yes yes yes yes yes",
    "MEDICAL": "yes yes yes yes no",
    "PSYCHOLOGICAL": "yes yes yes yes no",
    "LEGAL_AID": "yes yes yes no no",
    "EDU_VOCATIONAL": "yes yes no no no",
    "INITIAL_ALLOWANCE_LOAN": "yes yes no no no",
}
DIED = DeathRecorded(NEXT, DeathPlace.FACILITY, RelativesCare.NONE_FOUND)
CELLS = [(regime, *cell) for regime, row in ARTICLE_32.items() for cell in zip(COLUMNS, row.split(), strict=True)]


def victim(*met: Code, not_met: tuple[Code, ...] = (), **more: object) -> Person:
    """An identified victim, a citizen of age, of whom this is known."""
    known = Person(
        "victim_vn", "victim_vn", AgeGroup.ADULT, certified=True, met=frozenset(met), not_met=frozenset(not_met)
    )
    return replace(known, **more)  # type: ignore[arg-type]


def found(person: Person, benefit: Code) -> Entitlement:
    known = LAW.benefits[benefit]
    return entitlement(person, known, LAW.regimes[known.regime], LAW)


def standing(person: Person, benefit: Code) -> Standing:
    return found(person, benefit).standing


@pytest.mark.parametrize(("regime", "column", "cell"), CELLS)
def test_the_article_says_to_whom_a_regime_goes_at_all(regime: Code, column: Code, cell: str) -> None:
    """With every condition met, a benefit is hers where the article has her column, and nowhere else."""
    person = Person(
        column, None, AgeGroup.FROM_16_TO_17, certified=column != AWAITING, met=frozenset(CIRCUMSTANCES), death=DIED
    )
    benefits = LAW.regimes[regime].benefits.values()
    found = {entitlement(person, benefit, LAW.regimes[regime], LAW).standing for benefit in benefits}
    assert found == {Standing.OWED if cell == "yes" else Standing.NOT_OWED}


def test_whoever_waits_for_verification_reads_what_is_hers_afterwards() -> None:
    waits = Person(AWAITING, "victim_vn")
    assert standing(waits, "clothing") is Standing.OWED, "essential needs do not wait (ND09 Điều 19)"
    assert standing(waits, "initial_allowance") is Standing.WAITING
    assert standing(replace(waits, later="accompanying_minor"), "initial_allowance") is Standing.NOT_OWED
    assert standing(replace(waits, later=None), "legal_aid") is Standing.NOT_OWED


def test_an_identified_victim_of_whom_nobody_knows_what_she_is_is_asked_and_not_refused() -> None:
    unclear = Person(AWAITING, None, certified=True, met=frozenset({"financial_difficulty"}))
    assert standing(unclear, "legal_aid") is Standing.TO_ASK


CONDITIONS = [
    ("facility_meals", ("stays_at_facility",)),
    ("clothing", ()),
    ("travel", ("wishes_to_return", "cannot_pay_travel")),
    ("travel_meals", ("wishes_to_return", "cannot_pay_travel")),
    ("facility_treatment", ("stays_at_facility",)),
    ("facility_insurance", ("stays_at_facility", "no_insurance_card")),
    ("facility_funeral", ()),
    ("facility_counselling", ("stays_at_facility",)),
    ("legal_aid", ("financial_difficulty",)),
    ("schooling", ("goes_to_school", "poor_household")),
    ("vocational_training", ("needs_training",)),
    ("initial_allowance", ("poor_household", "returned_to_residence")),
    ("loan", ("returned_to_residence", "needs_capital")),
]


def test_every_benefit_of_the_law_is_in_the_table_of_conditions() -> None:
    assert [benefit for benefit, _ in CONDITIONS] == list(LAW.benefits)


@pytest.mark.parametrize(("benefit", "conditions"), CONDITIONS)
def test_each_condition_is_asked_and_only_a_confirmed_one_refuses(benefit: Code, conditions: tuple[Code, ...]) -> None:
    child = AgeGroup.UNDER_16  # so that no text about minors disagrees
    whole = victim(*conditions, "poor_by_income", "poor_household", age_group=child, death=DIED)
    assert standing(whole, benefit) is Standing.OWED
    for missing in conditions:
        rest = whole.met - {missing}
        assert standing(replace(whole, met=rest), benefit) is Standing.TO_ASK
        refused = standing(replace(whole, met=rest, not_met=frozenset({missing})), benefit)
        sure = LAW.lists["circumstances"][missing].confidence is Confidence.VERIFIED
        assert refused is (Standing.NOT_OWED if sure else Standing.TO_DECIDE)


@pytest.mark.parametrize("benefit", ["schooling", "vocational_training", "initial_allowance", "loan"])
def test_what_is_applied_for_needs_the_proof(benefit: Code) -> None:
    assert standing(victim(*CIRCUMSTANCES, certified=False), benefit) is Standing.NOT_OWED


@pytest.mark.parametrize(
    ("place", "relatives", "expected"),
    [
        (DeathPlace.FACILITY, RelativesCare.NONE_FOUND, Standing.OWED),
        (DeathPlace.FACILITY, RelativesCare.CANNOT, Standing.OWED),
        (DeathPlace.FACILITY, RelativesCare.NOT_TOLD, Standing.TO_ASK),
        (DeathPlace.FACILITY, RelativesCare.TAKE_CARE, Standing.NOT_OWED),
        (DeathPlace.UNKNOWN, RelativesCare.NONE_FOUND, Standing.TO_ASK),
        (DeathPlace.ELSEWHERE, RelativesCare.NONE_FOUND, Standing.NOT_OWED),
    ],
)
def test_a_facility_buries_who_died_there_and_has_nobody(
    place: DeathPlace, relatives: RelativesCare, expected: Standing
) -> None:
    """ND09 art. 20; what a funeral may cost nobody has read: no amount stands there."""
    assert standing(victim(death=DeathRecorded(NEXT, place, relatives)), "facility_funeral") is expected
    assert standing(victim(*CIRCUMSTANCES), "facility_funeral") is Standing.NOT_OWED, "whoever lives is not buried"
    amount = LAW.benefits["facility_funeral"].amount
    assert amount
    assert (amount.payable, amount.floor, amount.set_by) == (None, None, "social_protection")


@pytest.mark.parametrize("benefit", ["facility_treatment", "facility_insurance", "facility_counselling"])
def test_at_home_medical_and_psychological_help_is_a_service_and_never_owed(benefit: Code) -> None:
    at_home = victim(not_met=("stays_at_facility",))
    assert standing(at_home, benefit) is Standing.NOT_OWED
    assert LAW.benefits[benefit].services, "and the page names what can be asked for instead"


def test_both_texts_about_the_days_of_meals_are_shown_and_neither_takes_the_meals_away() -> None:
    meals = found(victim("stays_at_facility"), "facility_meals")
    (dispute,) = meals.disputes
    assert (meals.standing, dispute.chosen, dispute.holds.code, dispute.matters) == (
        Standing.OWED, None, "tt84", False,
    )  # fmt: skip
    assert {code: LAW.terms[each.limit or ""].length for code, each in dispute.conflict.readings.items()} == {
        "nd09": 60,
        "tt84": 3,
    }
    chosen = found(victim("stays_at_facility", chosen={"meals_how_long": "nd09"}), "facility_meals")
    assert chosen.disputes[0].holds.limit == "meals_60_days"


POVERTY = [
    # benefit, what is known to be true, what not, her age; what the law and the decree come to
    ("vocational_training", ("needs_training",), ("poor_household",), AgeGroup.ADULT, "not_owed", "owed"),
    ("schooling", ("goes_to_school", "poor_household"), (), AgeGroup.ADULT, "not_owed", "owed"),
]


@pytest.mark.parametrize(("benefit", "met", "not_met", "age", "law", "decree"), POVERTY)
def test_where_law_and_decree_come_to_different_ends_a_person_decides(
    benefit: Code, met: tuple[Code, ...], not_met: tuple[Code, ...], age: AgeGroup, law: str, decree: str
) -> None:
    person = victim(*met, not_met=not_met, age_group=age)
    before = found(person, benefit)
    (dispute,) = before.disputes
    assert (before.standing, dispute.ends) == (Standing.TO_DECIDE, {"l2011": law, "nd09": decree})
    by_law = replace(person, chosen={dispute.conflict.code: "l2011"})
    by_decree = replace(person, chosen={dispute.conflict.code: "nd09"})
    assert (standing(by_law, benefit), standing(by_decree, benefit)) == (law, decree)


def test_where_both_come_to_the_same_end_nobody_has_to_decide() -> None:
    poor = victim("needs_training", "poor_household")
    assert standing(poor, "vocational_training") is Standing.OWED
    assert not found(poor, "vocational_training").disputes[0].matters


def test_a_reading_nobody_confirmed_refuses_no_allowance_even_when_it_was_chosen() -> None:
    person = victim("poor_household", "returned_to_residence", not_met=("poor_by_income",))
    chosen = replace(person, chosen={"allowance_poverty": "income"})
    assert standing(chosen, "initial_allowance") is Standing.TO_DECIDE


PEOPLE = st.builds(
    Person, st.sampled_from(COLUMNS), st.sampled_from((None, *COLUMNS[:4])), st.sampled_from(AgeGroup), st.booleans(),
    st.frozensets(st.sampled_from(CIRCUMSTANCES)), st.frozensets(st.sampled_from(CIRCUMSTANCES)),
    st.sampled_from(({}, {"schooling_for_whom": "l2011"}, {"allowance_poverty": "income", "meals_how_long": "nd09"})),
)  # fmt: skip


@every(PEOPLE)
def test_only_a_confirmed_rule_refuses_and_every_answer_brings_its_text(person: Person) -> None:
    for each in entitlements(person, LAW):
        assert all(ground.legal_basis for ground in each.grounds)
        missed = [ground for ground in each.grounds if ground.answer is Answer.NO]
        if each.standing is Standing.NOT_OWED:
            assert any(ground.confidence is Confidence.VERIFIED for ground in missed)
        if each.standing is Standing.OWED:
            assert all(ground.answer is Answer.YES for ground in each.grounds)


# The file of a case


VICTIM = StatusLearned("victim", NEXT, "POLICE_DISTRICT_CERT")
CITIZEN = replace(opened(), **{k: v for k, v in vars(as_citizen()).items() if k != "case"})


def case(*past: object) -> given:
    return given(CASE, CITIZEN, *past, law=LAW)


def test_who_she_is_follows_from_the_file() -> None:
    known = CircumstancesRecorded(NEXT, ("poor_household",), ("stays_at_facility",))
    person = person_of(case(VICTIM, known, ReadingChosen(NEXT, "vocational_poverty.l2011")).state, LAW)
    assert (person.status, person.later, person.certified) == ("victim_vn", "victim_vn", True)
    assert person.met == {"poor_household"}
    assert person.not_met == {"stays_at_facility"}
    assert person.chosen == {"vocational_poverty": "l2011"}
    assert person_of(case().state, LAW).status == AWAITING
    assert person_of(case(StatusLearned("not_victim", NEXT)).state, LAW).later is None
    unclear = replace(CITIZEN, person_status="not_known")
    assert person_of(given(CASE, unclear, VICTIM, law=LAW).state, LAW).later is None


def test_what_is_known_is_written_down_and_said_again_replaces_it() -> None:
    command = RecordCircumstances(NEXT, {"stays_at_facility": Truth.NOT_MET, "poor_household": Truth.MET})
    case().when(command).then(CircumstancesRecorded(NEXT, ("poor_household",), ("stays_at_facility",)))
    case().when(command, command).nothing()
    case().when(RecordCircumstances(NEXT, {"rain": Truth.MET})).refused("code.unknown")
    case().when(RecordCircumstances(RECEIVED.replace(day=1))).refused("date.before_reception")


def test_a_reading_is_chosen_with_its_reason_and_can_be_chosen_again() -> None:
    command = ChooseReading(NEXT, "vocational_poverty.nd09", WHY)
    case().when(command).then(ReadingChosen(**vars(command)))
    case().when(command, command).nothing()
    other = replace(command, reading="vocational_poverty.l2011")
    chosen = case(ReadingChosen(**vars(command))).when(other).then(ReadingChosen(**vars(other)))
    assert person_of(chosen.state_now, LAW).chosen == {"vocational_poverty": "l2011"}
    case().when(replace(command, reading="vocational_poverty.l1999")).refused("code.unknown")


def plan_of(service: Code, regime: Code) -> AgreePlan:
    return AgreePlan(NEXT, (PlanItem(service, "health" if service == "treatment" else "justice", regime),), True)


def test_a_regime_that_is_not_owed_is_refused_and_the_service_is_not() -> None:
    at_home = CircumstancesRecorded(NEXT, (), ("stays_at_facility",))
    case(VICTIM, at_home).when(plan_of("treatment", "MEDICAL")).refused("regime.not_owed")
    offer = OfferReferral("treatment", "health", NEXT, True, regime="MEDICAL")
    case(VICTIM, at_home).when(offer).refused("regime.not_owed")
    assert case(VICTIM, at_home).when(replace(offer, regime=None)).refusal is None


@pytest.mark.parametrize(
    ("circumstances", "warning"),
    [((), "regime.to_ask"), (("stays_at_facility",), None)],
)
def test_a_regime_of_which_too_little_is_known_warns(circumstances: tuple[Code, ...], warning: Code | None) -> None:
    agreed = case(VICTIM, CircumstancesRecorded(LATER, circumstances)).when(plan_of("treatment", "MEDICAL"))
    assert agreed.answer[0].warnings == ((warning,) if warning else ())
