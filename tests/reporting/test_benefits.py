"""Money of a regime that reached somebody counts as the regime received; what was held back or refused does not."""

from services.reporting.projections.persons import PERSONS
from services.reporting.projections.statistics import received_regimes
from services.reporting.projections.told import told
from shared.kafka.wire import journal_record
from shared.ledger import Ledger
from shared.views import fold
from tests.reporting.town import heard, law
from tests.support.benefit_lives import OTHER, lived
from tests.support.samples import CASE_ID


def regimes(ledger: Ledger) -> dict[str, list[str]]:
    journal = [heard(journal_record(ledger.source, row)) for row in ledger.store.since(0, 10_000)]
    return {case: received_regimes(person, law()) for case, person in fold(PERSONS, map(told, journal)).items()}


def test_a_benefit_that_was_paid_is_a_regime_she_has_received() -> None:
    lead, _ = lived()
    found = regimes(lead)
    assert found[str(CASE_ID)] == ["INITIAL_ALLOWANCE_LOAN"]
    assert found[str(OTHER)] == [], "granted, and held back because it is hers already"
