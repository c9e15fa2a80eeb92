"""A benefit on the pages of three desks: the lead's, the one-stop desk of the commune, whoever pays; each by its own officer."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from httpx import Response
from starlette.testclient import TestClient

from services.support.app.folder import opened
from services.support.app.sealed import sealed_in
from services.support.domain.benefits.claims import claim_id
from services.support.domain.case import CASE
from services.support.domain.case_commands import LearnStatus, LearnWishes, RecordCircumstances
from services.support.domain.words import Truth
from services.support.pages.queues import navigation
from shared.kernel.sealed import Sealed
from shared.testing import actor, deliver, record
from tests.support.benefit_lives import KNOWN
from tests.support.office import CASE_ID, Office, lead_with_case
from tests.support.samples import NAME, NEXT
from tests.support.test_pages import PAGE, text
from tests.web.doors import LAN

FIRST = str(claim_id(CASE_ID, 1))
AS_KNOWN = RecordCircumstances(NEXT, dict.fromkeys(KNOWN, Truth.MET))


class Town:
    """The lead's support and that of the communes; `settle` hands over what they told, to themselves too."""

    def __init__(self, **told: Any) -> None:
        self.lead, self.communes = lead_with_case(**{"confidentiality": ("no_calls",)} | told), Office("communes")
        for command in (
            LearnStatus("victim", NEXT, "POLICE_DISTRICT_CERT"),
            RecordCircumstances(NEXT, dict.fromkeys(KNOWN, Truth.MET)),
        ):
            record(self.lead.ledger, CASE, CASE_ID, command, law=self.lead.law)
        self.settle()

    def settle(self) -> None:
        both = (self.lead, self.communes)
        for _ in range(4):
            for sender in both:
                for receiver in both:
                    deliver(sender.ledger, receiver.ledger)
        for office in both:
            office.keep()

    def lan(self) -> TestClient:
        return self.lead.browser("case_lead")

    def nhung(self, unit: str = "20035") -> TestClient:
        return self.communes.browser("commune_officer", unit=unit)

    def send(self, who: TestClient, path: str, **fields: str) -> Response:
        own = {"csrf": LAN.csrf, "command_id": str(uuid4()), "version": "", "step": "send"}
        answer: Response = who.post(f"{PAGE}/{path}", data=own | fields)
        self.settle()
        return answer

    def done(self, who: TestClient, path: str, **fields: str) -> None:
        answer = self.send(who, path, **fields)
        assert answer.status_code == 303, text(answer)


@pytest.fixture
def town() -> Town:
    return Town()


def guided(town: Town) -> None:
    town.done(town.lan(), "benefit-guidance", benefit="initial_allowance", guided_on="10/05/2023", she_agrees="true")


def sent(town: Town) -> None:
    guided(town)
    town.done(town.nhung(), "application", application=FIRST, applied_on="11/05/2023", one_stop_code="MC-12")
    town.done(town.nhung(), "application-file", application=FIRST, sent_on="12/05/2023", number="8/UBND")


def test_the_desk_calls_the_number_she_gave_last_also_where_nobody_asked_it_for_a_service(town: Town) -> None:
    def number() -> Any:
        value = sealed_in(opened(town.communes.ledger, CASE_ID)[0], town.communes.clock.today())["contact"][
            "safe_contact"
        ]
        return town.communes.ledger.open(value)

    def wish(safe: Sealed | None) -> None:
        wishes = LearnWishes("in_danger", ("no_calls",), True, True, safe)
        record(town.lead.ledger, CASE, CASE_ID, wishes, law=town.lead.law)
        town.settle()

    wish(Sealed("gọi dì, buổi tối"))
    guided(town)
    assert number() == "gọi dì, buổi tối"
    wish(Sealed("gọi cô giáo, buổi trưa"))
    assert number() == "gọi cô giáo, buổi trưa"
    wish(None)
    assert number() is None


APPRAISAL = {
    "application": FIRST, "appraised_on": "18/05/2023", "number": "15/TTr-LĐTBXH", "proposes": "true",
    "amount": "3.000.000", "resolution": "12/NQ-HĐND", "resolution_on": "10/07/2020",
}  # fmt: skip


def decided(town: Town, payer: str = "communes") -> None:
    sent(town)
    town.done(town.lan(), "benefit-appraisal", **APPRAISAL)
    decision = {
        "application": FIRST,
        "number": "77/QĐ-UBND",
        "dated": "22/05/2023",
        "granted": "true",
        "amount": "3000000",
    }
    town.done(town.lan(), "benefit-decision", payer=payer, **decision)


def test_the_desk_of_her_commune_expects_her_with_the_last_day_and_what_is_kept_from_whom(town: Town) -> None:
    guided(town)
    page = text(town.nhung().get(PAGE))
    assert "Trợ cấp khó khăn ban đầu Chờ người nộp đơn" in page
    assert "hết 09/05/2024" in page
    assert "Không gọi điện" in page
    assert NAME not in page
    opened = town.nhung().post(f"{PAGE}/sections", data={"csrf": LAN.csrf, "section": "identity"})
    assert NAME in opened.text
    assert "HT-7K2Q4-9" in text(town.nhung().get("/"))
    assert "Chờ nộp đơn" in text(town.lan().get(PAGE))


def test_another_commune_sees_nothing_of_it(town: Town) -> None:
    guided(town)
    assert town.nhung("20008").get(PAGE).status_code == 403
    assert "HT-7K2Q4-9" not in text(town.nhung("20008").get("/"))
    refused = town.send(
        town.nhung("20008"), "application", application=FIRST, applied_on="11/05/2023", one_stop_code="MC-1"
    )
    assert refused.status_code == 403


def test_taken_and_sent_the_lead_has_five_working_days(town: Town) -> None:
    sent(town)
    page = text(town.lan().get(PAGE))
    assert "mã một cửa MC-12" in page
    (claim,) = town.lead.ledger.load(CASE, CASE_ID).state.claims
    assert claim.arrived.appraise_by == date(2023, 5, 19), "five working days after Friday the 12th"
    assert "quá hạn" in page, "today is the 30th of June"
    assert "Ghi thẩm định" in page
    assert "Đã gửi hồ sơ" in text(town.nhung().get(PAGE))


def test_the_decision_reaches_the_desk_and_the_payer_and_the_money_the_lead(town: Town) -> None:
    decided(town)
    page = text(town.nhung().get(PAGE))
    assert "được hưởng 3.000.000 đ" in page
    assert "Chờ chi trả" in page
    form = town.nhung().get(f"{PAGE}/payment").text
    assert 'value="3000000"' in form
    town.done(
        town.nhung(), "payment", application=FIRST, paid_on="24/05/2023", amount="3.000.000", receipt="5/DS",
        confirmed_by_person="true",
    )  # fmt: skip
    assert "đã chi 3.000.000 đ" in text(town.lan().get(PAGE))
    assert "Đã chi trả" in text(town.nhung().get(PAGE))
    timeline = text(town.nhung().get(PAGE))
    assert "Chi trả ngày 24/05/2023, danh sách 5/DS: Trợ cấp khó khăn ban đầu, 3.000.000 đ" in timeline


def test_until_the_register_has_answered_the_page_says_so_and_nothing_is_paid(town: Town) -> None:
    sent(town)
    town.done(town.lan(), "benefit-appraisal", **APPRAISAL)
    fields = {
        "application": FIRST,
        "number": "77/QĐ-UBND",
        "dated": "22/05/2023",
        "granted": "true",
        "amount": "3000000",
    }
    own = {"csrf": LAN.csrf, "command_id": str(uuid4()), "version": "", "step": "send"}
    assert town.lan().post(f"{PAGE}/benefit-decision", data=own | fields | {"payer": "communes"}).status_code == 303
    deliver(town.lead.ledger, town.communes.ledger)  # the order is there, the register was not asked yet
    assert "Đang đối chiếu" in text(town.nhung().get(PAGE))
    pay = {
        "application": FIRST,
        "paid_on": "24/05/2023",
        "amount": "3000000",
        "receipt": "5/DS",
        "confirmed_by_person": "true",
    }
    answer = town.nhung().post(f"{PAGE}/payment", data=own | {"command_id": str(uuid4())} | pay)
    assert answer.status_code == 409
    assert "Đang đối chiếu. Có trả lời của sổ đối chiếu rồi mới chi." in text(answer)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("-5", "nhỏ hơn"), ("0", "nhỏ hơn"), ("1000,5", "số"), ("100 USD", "số"), ("3.000.001", "lớn hơn phần còn phải chi"),
    ],
)  # fmt: skip
def test_an_amount_that_cannot_be_is_said_beside_it_and_nothing_is_written(town: Town, amount: str, said: str) -> None:
    decided(town)
    before = town.communes.ledger.store.last()
    answer = town.send(
        town.nhung(), "payment", application=FIRST, paid_on="24/05/2023", amount=amount, receipt="5/DS",
        confirmed_by_person="true",
    )  # fmt: skip
    assert answer.status_code in (409, 422)
    assert said in text(answer)
    assert town.communes.ledger.store.last() == before


def test_a_second_decision_is_refused_and_the_first_stays(town: Town) -> None:
    decided(town)
    second = town.send(
        town.lan(), "benefit-decision", application=FIRST, number="78/QĐ-UBND", dated="23/05/2023", reason="too_late"
    )
    assert second.status_code in (403, 409)
    assert "quyết định 77/QĐ-UBND" in text(town.lan().get(PAGE))


def test_queues_hold_what_waits_at_each_desk(town: Town) -> None:
    sent(town)
    lan = actor("labour", "case_lead")
    links = {link.href: link for menu in navigation(town.lead.support, lan) for link in menu.links}
    assert links["/queues/benefits"].count == 1
    nhung = actor("communes", "commune_officer", unit="20035")
    mine = {link.href: link for menu in navigation(town.communes.support, nhung) for link in menu.links}
    assert mine["/queues/applications"].count == 0
    assert "HT-7K2Q4-9" in text(town.lan().get("/queues/benefits"))
    decided_town = Town()
    decided(decided_town)
    theirs = {link.href: link for menu in navigation(decided_town.communes.support, nhung) for link in menu.links}
    assert theirs["/queues/payments"].count == 1


def test_every_form_of_a_benefit_speaks_vietnamese(town: Town) -> None:
    guided(town)
    at_desk = ("application", "application-file", "application-withdrawal")
    at_lead = ("benefit-guidance", "benefit-return", "benefit-appraisal", "benefit-decision", "benefit-complaint")
    later = Town()
    decided(later)
    forms = [(town.nhung(), at_desk), (town.lan(), at_lead), (later.nhung(), ("payment",))]
    for who, path in [(who, path) for who, paths in forms for path in paths]:
        page = who.get(f"{PAGE}/{path}")
        assert page.status_code == 200, path
        assert not re.search(r"\b[a-z]+_[a-z_]+\b", text(page)), path


def test_the_form_of_a_decision_offers_those_that_may_pay_and_nobody_else(town: Town) -> None:
    sent(town)
    town.done(town.lan(), "benefit-appraisal", **APPRAISAL)
    form = town.lan().get(f"{PAGE}/benefit-decision").text
    assert 'name="payer" value="communes"' in form
    assert 'name="payer" value="labour"' in form
    assert 'value="justice"' not in form
