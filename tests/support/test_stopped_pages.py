"""Decided money on the pages: under which law a decision is judged, a payment that is stopped, a double of two files."""

import re
from dataclasses import replace
from datetime import date

import pytest

from services.support.domain.benefits import reservations
from services.support.domain.case import CASE
from shared.access import SectionsOpened
from shared.kernel.law import Law
from shared.policy import NoLaw
from shared.testing import identity, record
from tests.support.benefit_lives import LAW
from tests.support.benefit_lives import decided as also_decided
from tests.support.samples import CASE_ID
from tests.support.test_benefit_pages import APPRAISAL, FIRST, Town, decided, sent, town
from tests.support.test_pages import PAGE, text

__all__ = ["town"]


@pytest.mark.parametrize(("dated", "status"), [("20/06/2025", 303), ("01/07/2025", 409), ("30/06/2021", 409)])
def test_a_decision_is_judged_by_the_law_under_which_it_was_signed(town: Town, dated: str, status: int) -> None:
    """Written down on the second day of a new law, in which this benefit cannot be paid any more."""
    sent(town)
    town.done(town.lan(), "benefit-appraisal", **APPRAISAL)
    old, today = town.lead.law, date(2025, 7, 2)
    new = replace(old, id="2025", effective_from=date(2025, 7, 1), effective_to=None, regimes={})

    def law_on(day: date) -> Law:
        if day < old.effective_from:
            raise NoLaw(str(day))
        return new if day >= new.effective_from else old

    town.lead.support.desk.law_on = law_on
    town.lead.clock.set(today)
    decision = {"application": FIRST, "number": "77/QĐ-UBND", "dated": dated, "granted": "true", "amount": "3000000"}
    answer = town.send(town.lan(), "benefit-decision", payer="communes", **decision)
    assert answer.status_code == status, text(answer)
    (claim,) = town.lead.ledger.load(CASE, CASE_ID).state.claims
    assert (claim.decided is not None) == (status == 303)


def test_a_payment_is_stopped_and_its_till_says_so(town: Town) -> None:
    decided(town)
    stop = {"application": FIRST, "number": "9/CV-LĐTBXH", "dated": "23/05/2023", "reason": "revoked"}
    assert "Dừng chi trả" in text(town.lan().get(PAGE))
    early = town.send(town.lan(), "benefit-stop", **stop | {"dated": "19/05/2023"})
    assert (early.status_code, "không thể có trước quyết định" in text(early)) == (409, True)
    town.done(town.lan(), "benefit-stop", **stop)
    assert "đã dừng chi theo văn bản 9/CV-LĐTBXH ngày 23/05/2023: quyết định bị thu hồi" in text(town.lan().get(PAGE))
    page = text(town.nhung().get(PAGE))
    assert "Không chi thêm, theo văn bản 9/CV-LĐTBXH" in page
    refused = town.send(
        town.nhung(), "payment", application=FIRST, paid_on="24/05/2023", amount="3000000", receipt="5/DS"
    )
    assert (refused.status_code, "Không chi thêm" in text(refused)) == (409, True)


def test_a_double_is_shown_in_both_files_with_the_way_to_the_other_one(town: Town) -> None:
    decided(town)
    lead, other = town.lead.ledger, identity("her other case")
    also_decided(lead, town.communes.ledger, other, "labour", 2)
    record(lead, reservations.RESERVATIONS, reservations.REGISTER, reservations.JoinPersons(CASE_ID, other), law=LAW)
    town.settle()
    page = town.lan().get(PAGE)
    assert "Một đơn khác của cùng người cũng được chế độ này. Xem lại cả hai, rồi dừng chi ở một bên" in text(page)
    assert f'href="/cases/{other}"' in page.text
    assert f'href="/cases/{CASE_ID}"' in town.lan().get(f"/cases/{other}").text
    assert "HT-7K2Q4-9" in text(town.lan().get("/queues/doubles"))
    town.done(town.lan(), "benefit-stop", application=FIRST, number="9/CV", dated="23/05/2023", reason="double")
    assert "Xem lại cả hai" not in text(town.lan().get(f"/cases/{other}"))
    assert "HT-7K2Q4-9" not in text(town.lan().get("/queues/doubles"))


def test_of_two_officers_who_decide_at_once_the_second_sees_both_decisions_and_writes_nothing(town: Town) -> None:
    sent(town)
    town.done(town.lan(), "benefit-appraisal", **APPRAISAL)
    form = town.lan().get(f"{PAGE}/benefit-decision").text
    (version,) = re.findall(r'name="version" value="(\d+)"', form)
    decision = {"application": FIRST, "dated": "22/05/2023", "granted": "true", "payer": "communes", "version": version}
    first = town.send(town.lan(), "benefit-decision", number="77/QĐ-UBND", amount="3.000.000", **decision)
    position = town.lead.ledger.store.last()
    second = town.send(town.lan(), "benefit-decision", number="78/QĐ-UBND", amount="2.000.000", **decision)
    assert (first.status_code, second.status_code) == (303, 409)
    page = text(second)
    assert "77/QĐ-UBND" in page, "what the other officer wrote"
    assert 'value="78/QĐ-UBND"' in second.text, "and what was typed is not lost"
    assert [type(each.fact) for each in town.lead.ledger.since(position)] == [SectionsOpened], "it is looked at anew"
    again = town.send(
        town.lan(), "benefit-decision", number="78/QĐ-UBND", amount="2.000.000", **decision | {"version": ""}
    )
    assert (again.status_code, "Đã có quyết định về đơn này" in text(again)) == (409, True)
