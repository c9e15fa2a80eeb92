"""A made-up case in support, and a small law to judge it by."""

from dataclasses import replace
from datetime import date

from services.support.domain.case_commands import OpenCase
from services.support.domain.case_events import CaseOpened, ReferralOffered
from services.support.domain.referrals import CONSENT, referral_id
from services.support.domain.words import PlanItem
from services.support.domain.work_events import ReferralReceived
from shared.kernel.deadlines import Count, Term
from shared.kernel.law import Agency, Item, Law, Unit
from shared.kernel.regimes import Benefit, Conflict, Reading, Regime
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup, CaseId, Confidence, Ethnicity, Sex
from shared.testing import identity

CASE_ID = CaseId(identity("her case"))
RECEIVED, NEXT, LATER = date(2023, 5, 8), date(2023, 5, 9), date(2023, 5, 22)
UNTIL = date(2023, 12, 31)
"""The last day of what goes along with a referral."""
FIRST, SECOND = referral_id(CASE_ID, 1), referral_id(CASE_ID, 2)
LEAD = "support.labour"
HEALTH = "support.health"
NAME, PHONE = "Nguyễn Thị Mẫu", "0900 000 000"


def _items(*codes: str, group: str | None = None) -> dict[str, Item]:
    return {code: Item(code, code, code, group) for code in codes}


def _agency(name: str, *powers: str, services: tuple[str, ...] = ("support",)) -> Agency:
    return Agency(name, name, name, frozenset(powers), frozenset(services))


def _regime(code: str, confidence: Confidence, *eligible: str) -> Regime:
    return Regime(code, code, code, "đ", frozenset(eligible), (), confidence)


COUNSELLING, LOAN_ADVICE = (
    _items("counselling", group="health_care")["counselling"],
    _items("loan_advice", group="loans")["loan_advice"],
)
LAW = Law(
    "test", "0" * 64, date(2023, 1, 1),
    lists={
        "needs": _items("health", "shelter", "schooling"),
        "services": _items("first_examination", group="first_examination")
        | _items("health_care", group="health_care")
        | {"counselling": replace(COUNSELLING, measure="session", own_notes=True)}
        | {"loan_advice": replace(LOAN_ADVICE, measure="loan", outcomes=("lent", "not_lent"))},
        "measures": _items("session", group="many") | _items("loan", group="one"),
        "outcomes": _items("lent", "not_lent", "treated"),
        "places": _items("home", "agency", "elsewhere"),
        "facility_kinds": _items("victim_support", "social_protection"),
        "meals_extension_reasons": _items("no_home_yet", "not_safe_yet"),
        "statuses": _items("victim_vn", "accompanying_minor", "awaiting_verification"),
        "person_statuses": _items("citizen", group="victim_vn")
        | _items("accompanying_minor", group="accompanying_minor"),
        "return_reasons": _items("incomplete"),
        "decline_reasons": _items("no_capacity"),
        "not_delivered_reasons": _items("person_absent"),
        "reasons": _items("incomplete", "no_capacity", "person_absent"),
        "closing_reasons": _items("completed", "deceased", "lost_contact"),
        "reopening_reasons": _items("new_need"),
        "not_asked_reasons": _items("not_reachable"),
        "missed_visit_reasons": _items("absent"),
        "retrafficking_signs": _items("debts", "no_income"),
        "reintegration_areas": _items("housing", "work", "family"),
        "circumstances": _items("at_home", "in_facility"),
        "readings": _items("how_long.law", "how_long.decree", group="how_long"),
    },
    terms={
        "two_days": Term("two_days", Count.CALENDAR_DAYS, 2, (), Confidence.VERIFIED),
        "a_month": Term("a_month", Count.MONTHS, 1, (), Confidence.VERIFIED),
    },
    regimes={
        "essential": replace(
            _regime("essential", Confidence.VERIFIED, "victim_vn", "awaiting_verification"),
            benefits={
                "facility_meals": Benefit(
                    "facility_meals", "essential", "", "", (), "", "", (), (), Confidence.VERIFIED,
                    {"how_long": Conflict("how_long", "", "law", {
                        "law": Reading("law", "", (), Confidence.VERIFIED, limit="a_month"),
                        "decree": Reading("decree", "", (), Confidence.VERIFIED, limit="two_days"),
                    })},
                )
            },
        ),
        "medical": _regime("medical", Confidence.VERIFIED, "victim_vn", "accompanying_minor"),
        "loan": _regime("loan", Confidence.RECALLED, "victim_vn"),
    },
    agencies={
        "labour": _agency("labour", "lead", "may_lead", services=("intake", "support")),
        "health": _agency("health", "first_examination", "health_care"),
        "bank": _agency("bank", "loans", services=()),
    },
    units={"20035": Unit("20035", "Xã Bình Tiến", "commune", "communes")},
)  # fmt: skip


def open_case(first_examination: bool = False) -> OpenCase:
    return OpenCase(
        case=CASE_ID, code="HT-7K2Q4-9", unit="20035", received_on=RECEIVED, sex=Sex.FEMALE,
        age_group=AgeGroup.ADULT, ethnicity=Ethnicity.KINH, person_status="citizen",
        essential_needs=("food",), first_examination=first_examination,
        name=Sealed(NAME), birth=Sealed("1999"), contact=Sealed(PHONE),
    )  # fmt: skip


def opened() -> CaseOpened:
    return CaseOpened(**vars(open_case()))


def offered(agency: str = "health", service: str = "health_care", inbox: str | None = HEALTH) -> ReferralOffered:
    return ReferralOffered(
        referral=FIRST, service=service, agency=agency, inbox=inbox,
        offered_on=NEXT, sections=("contact", "identity"), basis=CONSENT, until=UNTIL,
    )  # fmt: skip


def offered_by_letter() -> ReferralOffered:
    return offered("bank", "loan_advice", None)


def received() -> ReferralReceived:
    return ReferralReceived(
        lead=LEAD, referral=FIRST, code="HT-7K2Q4-9", unit="20035", service="health_care", regime="medical",
        offered_on=NEXT, answer_by=None, sex=Sex.FEMALE, age_group=AgeGroup.ADULT, ethnicity=Ethnicity.KINH,
        name=Sealed(NAME), contact=Sealed(PHONE),
    )  # fmt: skip


PLAN_ITEM = PlanItem("health_care", "health")
