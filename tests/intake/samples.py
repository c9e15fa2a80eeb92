"""A made-up person's way through intake, and a small law to judge it by."""

from datetime import date
from typing import Any

from services.intake.domain.asked import (
    AnswerVerification,
    AskVerification,
    AskVerificationByLetter,
    RecordInitialInformation,
    RecordReception,
    RecordReport,
)
from services.intake.domain.happened import (
    InitialInformationRecorded,
    NoticeTaken,
    PersonReceived,
    ReportRecorded,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationReceived,
)
from services.intake.domain.learned import LearnAnswer, TakeNotice, TakeVerification
from services.intake.domain.words import Outcome, Wish
from shared.kernel.codes import case_code
from shared.kernel.law import Agency, Confidence, Count, Item, Law, Term, Unit
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup, Ethnicity, Sex
from shared.testing import identity

CASE_ID = identity("her case")
CODE = case_code(CASE_ID)
REPORTED, RECEIVED, ASKED, ANSWERED = date(2023, 5, 5), date(2023, 5, 6), date(2023, 5, 8), date(2023, 5, 22)
RECEPTION_DUE, ANSWER_DUE = date(2023, 5, 8), date(2023, 5, 29)  # 28 May 2023 is a Sunday
NAME, PHONE = "Nguyễn Thị Thử Nghiệm", "0234 000 0000"


def _items(*codes: str, group: str | None = None) -> dict[str, Item]:
    return {code: Item(code, code, code, group) for code in codes}


def _term(code: str, count: Count, length: int | None) -> Term:
    return Term(code, count, length, (), Confidence.VERIFIED)


def _agency(name: str, *powers: str) -> Agency:
    return Agency(name, name, name, frozenset(powers), frozenset({"intake"}))


LAW = Law(
    "test", "0" * 64, date(2023, 1, 1),
    terms={
        "reception_after_notice": _term("reception_after_notice", Count.CALENDAR_DAYS, 3),
        "verification_answer": _term("verification_answer", Count.CALENDAR_DAYS, 20),
        "verification_extension": _term("verification_extension", Count.MONTHS, None),
    },
    lists={
        "channels": _items("person", "citizen"), "person_statuses": _items("citizen"),
        "essential_needs": _items("meals", "clothing"), "purposes": _items("P06", "P11"),
        "routes": _items("self_returned"), "countries": _items("KH"),
        "proof_types": _items("POLICE_DISTRICT_CERT", group="verification") | _items("FOREIGN_DOC_LEGALISED"),
        "return_reasons": _items("incomplete"), "extension_reasons": _items("complex_case"),
        "police_refusal_reasons": _items("fear_of_reprisal"),
    },
    agencies={
        "communes": _agency("communes", "report"), "labour": _agency("labour", "reception", "lead"),
        "police": _agency("police", "verification"),
    },
    units={"20035": Unit("20035", "Xã Bình Tiến", "commune", "communes")},
    calendar_years=frozenset({2023}),
)  # fmt: skip

COARSE: dict[str, Any] = {"sex": Sex.FEMALE, "age_group": AgeGroup.ADULT, "ethnicity": Ethnicity.KINH}
SEALED: dict[str, Any] = {"name": Sealed(NAME), "contact": Sealed(PHONE), "story": Sealed("Chuyện kể được bịa ra")}

RECORD_REPORT = RecordReport(
    CODE, "communes", REPORTED, REPORTED, "person", "20035", urgent=True, **COARSE, **SEALED
)  # fmt: skip
REPORT = ReportRecorded(
    CODE, "20035", "person", REPORTED, REPORTED, **COARSE, urgent=True, notified="labour", reception_due=RECEPTION_DUE,
    **SEALED,
)  # fmt: skip
TAKE_NOTICE = TakeNotice("communes", CODE, "20035", "person", REPORTED, **COARSE, urgent=True, **SEALED)
NOTICE = NoticeTaken(
    "communes", CODE, "20035", "person", REPORTED, RECEPTION_DUE, **COARSE, urgent=True, **SEALED
)  # fmt: skip
RECORD_RECEPTION = RecordReception(
    RECEIVED, "citizen", True, **COARSE, essential_needs=("meals",), safe_contact=Sealed("gọi dì, buổi chiều"),
    relatives=Sealed("một người dì"),
)  # fmt: skip
RECEPTION = PersonReceived(**vars(RECORD_RECEPTION))
RECORD_INFORMATION = RecordInitialInformation(
    RECEIVED, ("P06", "P11"), "P06", "self_returned", True, "KH", story=Sealed("Kể thêm"), suspect=Sealed("Người lạ")
)
INFORMATION = InitialInformationRecorded(**vars(RECORD_INFORMATION))
ASK = AskVerification(ASKED, told_her=True, her_wish=Wish.AGREES)
REQUEST = VerificationAsked("police", ASKED, ANSWER_DUE, True, Wish.AGREES)
ASK_BY_LETTER = AskVerificationByLetter(
    ASKED, "police", "12/LĐTBXH", ASKED, Sealed("Trần Văn Ký"), True, Wish.AGREES, scan="a" * 64
)
LETTER = VerificationAskedByLetter(due_on=ANSWER_DUE, **vars(ASK_BY_LETTER))
TAKE_VERIFICATION = TakeVerification(
    "labour", CODE, "20035", ASKED, ANSWER_DUE, **COARSE, name=Sealed(NAME), story=Sealed("Kể thêm")
)
TASK = VerificationReceived(**vars(TAKE_VERIFICATION))
ANSWER = AnswerVerification(Outcome.VICTIM, ANSWERED, "34/CATX", "07/GXN", ANSWERED)
LEARN_ANSWER = LearnAnswer(Outcome.VICTIM, ANSWERED, "34/CATX", "07/GXN", ANSWERED)

RECEIVED_FILE = (NOTICE, RECEPTION)
INFORMED_FILE = (NOTICE, RECEPTION, INFORMATION)
VERIFYING_FILE = (*INFORMED_FILE, REQUEST)
