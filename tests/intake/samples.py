"""A made-up person's way through intake, and a small law to judge it by."""

from datetime import date
from typing import Any

from services.intake.domain.asked import (
    AcceptHandover,
    AnswerConsent,
    AnswerVerification,
    ArrangeChildCare,
    AskProtection,
    AskVerification,
    AskVerificationByLetter,
    AssessSafety,
    CorrectTraffickingFacts,
    DeclineProtection,
    EndFile,
    EndProtection,
    EngageInterpreter,
    FileLetter,
    GiveEssentialNeeds,
    GiveWrittenAnswer,
    GrantProtection,
    RecallNotice,
    RecallProtection,
    RecallVerification,
    RecordAccompanyingMinor,
    RecordContactRegained,
    RecordInitialInformation,
    RecordLetterSent,
    RecordLostContact,
    RecordPoliceRefusal,
    RecordProof,
    RecordProtectionRefusal,
    RecordReception,
    RecordReport,
    RecordRescue,
    RecordSignedPaper,
    RecordTraffickingFacts,
    ReopenFile,
    ReturnNotice,
    SendNoticeAgain,
)
from services.intake.domain.happened import (
    InitialInformationRecorded,
    NoticeTaken,
    PersonReceived,
    ProtectionAsked,
    ProtectionReceived,
    ReportRecorded,
    TraffickingFactsRecorded,
    VerificationAsked,
    VerificationAskedByLetter,
    VerificationReceived,
)
from services.intake.domain.journey import Leg
from services.intake.domain.learned import (
    LearnAcceptance,
    LearnAnswer,
    LearnCertificate,
    LearnProtection,
    LearnProtectionDeclined,
    LearnProtectionEnded,
    LearnProtectionRefused,
    LearnReception,
    LearnRescue,
    TakeNotice,
    TakeProtection,
    TakeProtectionRecall,
    TakeRecall,
    TakeVerification,
    TakeVerificationRecall,
)
from services.intake.domain.words import Answer, Outcome, Wish
from shared.kernel.codes import case_code
from shared.kernel.days import Calendar
from shared.kernel.deadlines import Count, Term
from shared.kernel.law import Agency, Item, Law, Unit
from shared.kernel.sealed import Sealed
from shared.kernel.words import AgeGroup, Confidence, Ethnicity, Sex
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
        "channels": _items("person", "citizen") | _items("rescue", group="rescue"), "person_statuses": _items("citizen"),
        "essential_needs": _items("meals", "clothing"), "purposes": _items("P06", "P11"),
        "routes": _items("self_returned"), "countries": _items("VN", "LA", "KH"),
        "proof_types": _items("POLICE_DISTRICT_CERT", group="verification") | _items("FOREIGN_DOC_LEGALISED")
        | _items("RESCUE_BODY_CERT", group="rescue"),
        "trafficking_acts": _items("recruit", "transport"), "correction_reasons": _items("told_more"),
        "trafficking_means": _items("deception", "force", group="means") | _items("not_required", group="none"),
        "htcds_method_of_recruitment": _items("AtWork"), "htcds_websites_and_apps": _items("x_Zalo"),
        "htcds_methods_of_control": _items("DebtBondage"), "htcds_type_of_exploitation": _items("ForcedLabour"),
        "htcds_type_of_sex_exploitation": _items("Prostitution"),
        "htcds_forced_labour_industry": _items("C_Manufacturing"), "htcds_relationship_to_trafficker": _items("Familial"),
        "htcds_leg_type": _items("Recruitment", "Transit", "Exploitation"),
        "protection_measures": _items("shelter", "guards"), "protection_decline_reasons": _items("no_danger_found"),
        "protection_ending_reasons": _items("no_danger_left"),
        "protected_persons": _items("herself", group="herself") | _items("relatives", group="relatives"),
        "return_reasons": _items("incomplete"), "extension_reasons": _items("complex_case"),
        "police_refusal_reasons": _items("fear_of_reprisal"), "recall_reasons": _items("sent_to_wrong_desk"),
        "safety_levels": _items("worried", "in_danger"), "safety_concerns": _items("sought"),
        "confidentiality_choices": _items("not_family"), "companion_relations": _items("child"),
        "representative_kinds": _items("parent", "guardian"), "letter_subjects": _items("handover", "information"),
        "consent_givers": _items("herself", group="herself") | _items("representative", group="representative"),
        "outside_bodies": _items("border_guard"), "papers": _items("giay_xac_nhan_nan_nhan"),
        "ending_reasons": _items("moved_away"), "reopening_reasons": _items("new_information"),
        "link_reasons": _items("she_says_so"), "unlink_reasons": _items("other_person"),
    },
    agencies={
        "communes": _agency("communes", "report"), "labour": _agency("labour", "reception", "lead"),
        "police": _agency("police", "verification", "protection", "rescue"),
    },
    units={"20035": Unit("20035", "Xã Bình Tiến", "commune", "communes")},
    calendar=Calendar(years=frozenset({2023})),
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
LEARN_NOT_VICTIM = LearnAnswer(Outcome.NOT_VICTIM, ANSWERED, "35/CATX")
PROVE = RecordProof("FOREIGN_DOC_LEGALISED", "HP-1", REPORTED)
GIVE = GiveEssentialNeeds(("clothing",), RECEIVED)
REFUSE_POLICE = RecordPoliceRefusal(RECEIVED, "fear_of_reprisal")
RETURN_NOTICE, SEND_AGAIN = ReturnNotice("incomplete"), SendNoticeAgain(unit="20035")
RECALL_NOTICE, RECALL_REQUEST = RecallNotice("sent_to_wrong_desk"), RecallVerification("sent_to_wrong_desk")
ACCEPT = AcceptHandover(RECEIVED, True, "03/BB-UBND")
TAKE_RECALL, TAKE_REQUEST_RECALL = TakeRecall("sent_to_wrong_desk"), TakeVerificationRecall("sent_to_wrong_desk")
LEARN_ACCEPTANCE, LEARN_RECEPTION = LearnAcceptance(RECEIVED, True, "03/BB-UBND"), LearnReception(RECEIVED)
ASSESS_SAFETY = AssessSafety(
    RECEIVED, "worried", ("sought",), ("not_family",), Sealed("gọi dì, buổi tối"), Sealed("Sợ bị tìm đến nhà")
)
ENGAGE = EngageInterpreter(RECEIVED, False, False, RECEIVED, Sealed("tiếng Tà Ôi"), Sealed("Hồ Văn Dịch"), "b" * 64)
MINOR = RecordAccompanyingMinor(RECEIVED, "child", Sex.MALE, AgeGroup.UNDER_16, ("clothing",), Sealed("Bé Na"))
CHILD_CARE = ArrangeChildCare(
    RECEIVED, AgeGroup.FROM_16_TO_17, AgeGroup.UNDER_16, "parent", False, Sealed("chị Lý"), Sealed("Mẹ")
)
_ALL = ("interview", "purpose_of_interview", "use_of_data", "research", "right_to_own_data", "length_of_storage")
CONSENT = AnswerConsent(
    RECEIVED,
    "herself",
    **dict.fromkeys(_ALL, Answer.YES),
    way_to_withdraw=Answer.YES,
    note=Sealed("Muốn đọc lại trước"),
)
LETTER_OUT = RecordLetterSent(
    "information", "border_guard", "21/LĐTBXH", RECEIVED, Sealed("Trần Văn Ký"), ASKED, scan="c" * 64
)
LETTER_IN = FileLetter("handover", "border_guard", "03/BB-BP", RECEIVED, RECEIVED, "21/LĐTBXH", scan="d" * 64)
SIGNED = RecordSignedPaper("giay_xac_nhan_nan_nhan", "07/GXN", ANSWERED, Sealed("Lê Văn Chỉ"), scan="e" * 64)
LOST = RecordLostContact(ASKED, Sealed("Gọi ba lần không được"))
REGAINED = RecordContactRegained(ANSWERED, Sealed("Đã về nhà dì"))
WRITTEN_ANSWER = GiveWrittenAnswer("40/LĐTBXH", ANSWERED, Sealed("Trần Văn Ký"), ANSWERED, True, "f" * 64)
END, REOPEN = EndFile(ANSWERED, "moved_away", Sealed("Về quê ngoại")), ReopenFile(ANSWERED, "new_information")

FACTS = RecordTraffickingFacts(
    recorded_on=ANSWERED, acts=("recruit", "transport"), means=("deception",), purposes=("P06", "P11"),
    primary_purpose="P06", age_at_act=AgeGroup.ADULT, relationship_to_trafficker="Familial",
    method_of_recruitment=("AtWork",), recruitment_websites_and_apps=("x_Zalo",), methods_of_control=("DebtBondage",),
    type_of_exploitation=("ForcedLabour",), type_of_sex_exploitation=("Prostitution",),
    forced_labour_industry="C_Manufacturing", exploitation_websites_and_apps=("x_Zalo",),
    legs=(Leg("Recruitment", "VN", 2021), Leg("Transit", "LA", 2021, 3), Leg("Exploitation", "KH")),
    route="self_returned", returned_on=RECEIVED, birth=Sealed("khoảng 2001"), places=Sealed("Một bến xe"),
    story=Sealed("Kể với cán bộ xác minh"), suspect=Sealed("Một người quen"),
)  # fmt: skip
RECORDED_FACTS = TraffickingFactsRecorded(**vars(FACTS))
CORRECT_FACTS = CorrectTraffickingFacts(**vars(FACTS) | {"means": ("force",), "reason": "told_more"})
RESCUE = RecordRescue(
    code=CODE, recorder="police", notified_on=RECEIVED, rescued_on=REPORTED, unit="20035", place=Sealed("Nhà trọ ven lộ"),
    rescued_by="border_guard", essential_needs=("meals",), urgent=True, **COARSE, **SEALED,
)  # fmt: skip
LEARN_RESCUE = LearnRescue(REPORTED, "20035", "border_guard", ("meals",))
CERTIFY = RecordProof("RESCUE_BODY_CERT", "02/GXN-CATX", ANSWERED)
LEARN_CERTIFICATE = LearnCertificate("RESCUE_BODY_CERT", "02/GXN-CATX", ANSWERED)
ASK_PROTECTION = AskProtection(
    ASKED, ("herself", "relatives"), ("shelter",), told_her=True, her_wish=Wish.AGREES, answer_by=ANSWERED,
    why=Sealed("Có người lạ hỏi nhà"),
)  # fmt: skip
PROTECTION_ASKED = ProtectionAsked(
    "police", ASKED, ANSWERED, ("herself", "relatives"), ("shelter",), True, Wish.AGREES, ASK_PROTECTION.why
)
TAKE_PROTECTION = TakeProtection(
    "labour", CODE, "20035", ASKED, ANSWERED, ("herself", "relatives"), ("shelter",), Wish.AGREES, **COARSE,
    confidentiality=("not_family",), name=Sealed(NAME), contact=Sealed(PHONE), why=Sealed("Có người lạ hỏi nhà"),
)  # fmt: skip
PROTECTION_TASK = ProtectionReceived(**vars(TAKE_PROTECTION))
RECALL_PROTECTION = RecallProtection("sent_to_wrong_desk", Sealed("Nhầm với hồ sơ khác"))
TAKE_PROTECTION_RECALL = TakeProtectionRecall("labour", "sent_to_wrong_desk", RECALL_PROTECTION.note)
GRANT_PROTECTION = GrantProtection(
    ASKED, ("herself",), ("shelter", "guards"), "11/QĐ-CATX", date(2023, 8, 8), Sealed("Ở nhà tạm lánh"), "1" * 64
)
DECLINE_PROTECTION = DeclineProtection(ASKED, "no_danger_found", Sealed("Đã đến nơi xem"))
REFUSE_PROTECTION = RecordProtectionRefusal(ANSWERED, told_what_it_means=True, note=Sealed("Muốn về nhà dì"))
END_PROTECTION = EndProtection(ANSWERED, "no_danger_left", Sealed("Người kia đã bị bắt"))
LEARN_PROTECTION = LearnProtection("police", ASKED, ("herself",), ("shelter", "guards"), "11/QĐ-CATX", date(2023, 8, 8))
LEARN_DECLINED = LearnProtectionDeclined(ASKED, "no_danger_found")
LEARN_REFUSED = LearnProtectionRefused(ANSWERED, "police")
LEARN_ENDED = LearnProtectionEnded(ANSWERED, "no_danger_left")

RECEIVED_FILE = (NOTICE, RECEPTION)
INFORMED_FILE = (NOTICE, RECEPTION, INFORMATION)
VERIFYING_FILE = (*INFORMED_FILE, REQUEST)
