"""What exports read of the facts and of consent: held to the golden files of those who write them."""

import msgspec
import pytest

from services.reporting.projections.told import told
from services.reporting.projections.trafficking import TRAFFICKING, Consent, Facts, Leg, Trafficking, of_one_person
from shared.journal import JournalEntry
from shared.views import fold
from tests.reporting.test_facts import TESTS, golden
from tests.retold import retold

WHOLE = {
    "interview": "yes", "purpose_of_interview": "yes", "use_of_data": "yes", "research": "yes", "right_to_own_data": "yes",
    "length_of_storage": "yes", "way_to_withdraw": "yes",
}  # fmt: skip


def entry(name: str, **changed: object) -> JournalEntry:
    service = "support" if name.startswith("Case") or name == "ReceivedElsewhere" else "intake"
    found = golden(TESTS / service / "golden" / f"{name}.1.json")
    fact = msgspec.json.decode(found.fact) | changed
    return retold(found, subject="5ee67a48-f581-501d-8b0a-e74bce72bbe6", fact=fact)


def known(*entries: JournalEntry) -> Trafficking:
    (found,) = fold(TRAFFICKING, [told(each) for each in entries]).values()
    return found


@pytest.mark.parametrize("name", ["TraffickingFactsRecorded", "TraffickingFactsCorrected"])
def test_the_facts_are_read_as_they_are_written(name: str) -> None:
    facts = known(entry(name)).facts
    assert facts.methods_of_control == ("DebtBondage",) or facts.purposes
    assert facts.purposes


def test_the_journey_is_read_leg_by_leg() -> None:
    facts = known(entry("TraffickingFactsRecorded")).facts
    assert facts.legs == (
        Leg("Recruitment", "VN", 2021), Leg("Transit", "LA", 2021, 3), Leg("Exploitation", "KH"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "consent"),
    [
        ({}, Consent.GIVEN),
        ({"research": "later"}, Consent.PARTLY),
        ({"research": "no"}, Consent.PARTLY),
        ({"interview": "no"}, Consent.REFUSED),
    ],
)
def test_consent_is_the_seven_answers_together(answers: dict[str, str], consent: Consent) -> None:
    assert known(entry("ConsentAnswered", **(WHOLE | answers))).consent is consent


def test_the_last_answer_counts_and_a_withdrawn_consent_is_a_refusal() -> None:
    given, withdrawn = entry("ConsentAnswered", **WHOLE), entry("ConsentAnswered", **WHOLE | {"interview": "no"})
    assert known(given, withdrawn).consent is Consent.REFUSED
    assert known(withdrawn, given).consent is Consent.GIVEN


def test_a_case_that_is_opened_again_has_no_end_any_more() -> None:
    closed = entry("CaseClosed")
    assert known(closed).closed == msgspec.json.decode(closed.fact)["reason"]
    assert known(closed, entry("ReceivedElsewhere")).elsewhere
    assert known(closed, entry("CaseReopened")).closed is None


def test_who_told_less_than_they_should_leaves_what_was_known() -> None:
    broken = retold(entry("ConsentAnswered"), fact={})
    assert known(entry("TraffickingFactsRecorded"), broken).consent is None


def test_a_refusal_in_one_case_holds_for_the_person_and_silence_covers_nothing() -> None:
    facts = Facts(purposes=("P06",))
    refused = Trafficking(facts, Consent.REFUSED)
    assert of_one_person(refused, Trafficking(consent=Consent.GIVEN)) == refused
    assert of_one_person(Trafficking(facts), Trafficking(consent=Consent.GIVEN)) == Trafficking(facts, Consent.GIVEN)
