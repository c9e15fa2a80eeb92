"""Who is told what: which sections travel under which grant, and what stays inside."""

from dataclasses import fields, replace

from services.intake.domain import CASE, Event
from services.intake.domain.happened import (
    ChildCareArranged,
    ContactLost,
    HandoverAccepted,
    NoticeRecalled,
    PersonRescued,
    PoliceRefused,
    ProtectionDeclined,
    ProtectionEnded,
    ProtectionGranted,
    ProtectionRecalled,
    ProtectionRefused,
    ProtectionWasRefused,
    ReceptionLearned,
    SafetyAssessed,
    VerificationAnswered,
    VerificationRecalled,
    VictimIdentified,
)
from services.intake.messages import tell
from shared.contracts import intake as told
from shared.kernel.people import By
from shared.kernel.tell import Happened, Tell
from shared.kernel.when import When
from tests.intake.samples import (
    ACCEPT,
    ANSWER,
    ANSWERED,
    ASKED,
    ASSESS_SAFETY,
    CASE_ID,
    CHILD_CARE,
    CODE,
    DECLINE_PROTECTION,
    END_PROTECTION,
    GRANT_PROTECTION,
    INFORMED_FILE,
    LETTER,
    NOTICE,
    PROTECTION_ASKED,
    PROTECTION_TASK,
    RECALL_PROTECTION,
    RECEIVED,
    RECEIVED_FILE,
    RECEPTION,
    RECORDED_FACTS,
    REPORT,
    REPORTED,
    REQUEST,
    TASK,
)
from tests.intake.towns import walked


def told_of(event: Event, *past: Event, agency: str = "labour") -> list[Tell]:
    happened = Happened(CASE_ID, event, By("officer", agency), When.unknown())
    return list(tell(happened, CASE.replay([*past, event])))


def test_a_report_tells_the_receiving_agency_under_a_grant_of_three_sections() -> None:
    (notice,) = told_of(REPORT, agency="communes")
    assert notice.inbox == "intake.labour"
    assert isinstance(notice.message, told.PersonReported)
    assert notice.message.code == CODE
    assert notice.grant is not None
    assert (notice.grant.sections, notice.grant.basis) == (("identity", "contact", "story"), "legal_duty")


def test_the_receiving_agencys_own_report_tells_nobody() -> None:
    assert told_of(replace(REPORT, notified=None)) == []


def test_reception_tells_the_reporter_and_the_support_service_of_the_same_agency() -> None:
    assert [t.inbox for t in told_of(RECEPTION, NOTICE)] == ["support.labour", "intake.communes"]


def test_the_police_get_identity_and_story_but_no_address_and_no_relatives() -> None:
    (asked,) = told_of(REQUEST, *INFORMED_FILE)
    assert asked.grant is not None
    assert asked.grant.sections == ("identity", "story")
    assert {f.name for f in fields(asked.message)}.isdisjoint({"contact", "relatives", "suspect"})


def test_a_request_by_letter_is_told_by_the_letter_alone() -> None:
    assert told_of(LETTER, *INFORMED_FILE) == []


def test_a_refusal_of_the_police_tells_support_so_that_support_goes_on() -> None:
    (status,) = told_of(PoliceRefused(RECEIVED, "health"), *INFORMED_FILE)
    assert (status.inbox, status.message) == ("support.labour", told.StatusDecided("police_refused", RECEIVED))


def test_a_status_that_comes_while_contact_is_lost_reaches_support_as_what_it_is() -> None:
    lost = (*INFORMED_FILE, REQUEST, ContactLost(RECEIVED))
    (status,) = told_of(VictimIdentified("POLICE_DISTRICT_CERT", "07/GXN", RECEIVED, RECEIVED, "34/CATX"), *lost)
    assert status.message == told.StatusDecided("victim", RECEIVED, "POLICE_DISTRICT_CERT")


def test_the_answer_goes_to_whoever_asked_and_carries_no_grant() -> None:
    asker = replace(TASK, asker="communes")
    (answer,) = told_of(VerificationAnswered(**vars(ANSWER)), asker, agency="police")
    assert (answer.inbox, answer.grant) == ("intake.communes", None)


def test_every_event_is_told_or_kept_inside() -> None:
    happened = {type(entry.fact) for entry in walked().entries()}
    assert set(CASE.events) <= happened  # `tell` has been asked about each of them without a complaint


def test_the_whole_way_tells_each_listener_what_concerns_it() -> None:
    lines = [(e.name.rpartition(".")[2], line.inbox, line.type) for e in walked().entries() for line in e.body.to]
    assert ("VictimIdentified", "support.labour", "intake.StatusDecided") in lines
    assert ("VerificationExtended", "intake.labour", "intake.VerificationExtended") in lines
    assert not [line for line in lines if line[0] == "InitialInformationRecorded"]


def test_support_learns_what_is_kept_from_whom_and_how_she_is_reached() -> None:
    assessed = SafetyAssessed(**vars(ASSESS_SAFETY))
    assert told_of(assessed, NOTICE) == []  # before reception there is nobody to tell
    (wishes,) = told_of(assessed, NOTICE, RECEPTION)
    assert wishes.inbox == "support.labour"
    assert wishes.message == told.WishesRecorded("worried", ("not_family",), False, True, ASSESS_SAFETY.safe_contact)
    assert wishes.grant is not None
    assert wishes.grant.sections == ("contact",)


def test_what_she_wanted_before_reception_goes_to_support_with_it() -> None:
    suspected = ChildCareArranged(**vars(replace(CHILD_CARE, representative_suspected=True)))
    received, _ = told_of(RECEPTION, NOTICE, SafetyAssessed(**vars(ASSESS_SAFETY)), suspected)
    assert isinstance(received.message, told.PersonReceived)
    assert received.message.confidentiality == ("not_family",)
    assert received.message.representative_suspected


def test_a_recall_goes_to_whoever_was_told_and_an_acceptance_to_whoever_told() -> None:
    (recall,) = told_of(NoticeRecalled("sent_to_wrong_desk"), REPORT, agency="communes")
    assert (recall.inbox, recall.message) == ("intake.labour", told.NoticeRecalled("sent_to_wrong_desk"))
    (accepted,) = told_of(HandoverAccepted(**vars(ACCEPT)), NOTICE)
    assert (accepted.inbox, accepted.message) == (
        "intake.communes",
        told.HandoverAccepted(RECEIVED, True, ACCEPT.number),
    )
    (request,) = told_of(VerificationRecalled("police", "proof_shown"), *INFORMED_FILE, REQUEST)
    assert (request.inbox, request.message) == ("intake.police", told.VerificationRecalled("proof_shown"))
    assert told_of(VerificationRecalled(None, "proof_shown"), *INFORMED_FILE, LETTER) == []


def test_whoever_verifies_gets_what_she_told_already_and_asks_her_once() -> None:
    (asked,) = told_of(REQUEST, *INFORMED_FILE)
    said = asked.message
    assert (said.purposes, said.primary_purpose) == (("P06", "P11"), "P06")
    assert (said.route, said.country, said.returned_on) == ("self_returned", "KH", None)


def test_the_trafficking_facts_stay_with_those_who_verify() -> None:
    assert told_of(RECORDED_FACTS, TASK, agency="police") == []


def test_a_rescue_tells_whoever_was_notified_what_is_known_since() -> None:
    rescue = PersonRescued(rescued_on=REPORTED, essential_needs=("meals",), name=REPORT.name)
    (told_now,) = told_of(rescue, REPORT, agency="police")
    assert (told_now.inbox, told_now.message) == (
        "intake.labour",
        told.PersonRescued(REPORTED, None, None, ("meals",), REPORT.name),
    )
    assert told_now.grant is not None
    assert told_of(rescue, replace(REPORT, notified=None)) == []


def test_the_rescue_bodys_certificate_goes_to_whoever_received_her_and_not_to_support() -> None:
    certified = VictimIdentified("RESCUE_BODY_CERT", "02/GXN", ANSWERED, ANSWERED)
    rescued = (REPORT, PersonRescued(rescued_on=REPORTED), ReceptionLearned(RECEIVED))
    (told_now,) = told_of(certified, *rescued, agency="police")
    assert (told_now.inbox, told_now.grant) == ("intake.labour", None)
    assert told_now.message == told.VictimCertified("RESCUE_BODY_CERT", "02/GXN", ANSWERED)
    (with_scan,) = told_of(replace(certified, scan="a" * 64), *rescued, agency="police")
    assert with_scan.grant is not None
    assert with_scan.grant.sections == ("papers",)


def test_the_protector_gets_who_where_and_why_but_not_the_story() -> None:
    (asked,) = told_of(PROTECTION_ASKED, *RECEIVED_FILE, SafetyAssessed(**vars(ASSESS_SAFETY)))
    assert (asked.inbox, asked.message.confidentiality) == ("intake.police", ("not_family",))
    assert asked.grant is not None
    assert (asked.grant.sections, asked.grant.purpose) == (("identity", "contact", "relatives", "note"), "protection")
    assert {f.name for f in fields(asked.message)}.isdisjoint({"story", "suspect"})


def test_a_request_to_protect_is_taken_back_where_it_was_asked_with_its_note_under_a_grant() -> None:
    recalled = ProtectionRecalled("police", "sent_to_wrong_desk", RECALL_PROTECTION.note)
    (told_now,) = told_of(recalled, *RECEIVED_FILE, PROTECTION_ASKED)
    assert told_now.inbox == "intake.police"
    assert told_now.message == told.ProtectionRecalled("sent_to_wrong_desk", RECALL_PROTECTION.note)
    assert told_now.grant is not None
    assert told_now.grant.sections == ("note",)


def test_whoever_works_on_her_case_learns_that_she_is_protected_and_never_where() -> None:
    granted = ProtectionGranted(told=("labour", "communes"), **vars(GRANT_PROTECTION))
    tells = told_of(granted, PROTECTION_TASK, agency="police")
    assert [(each.inbox, each.grant) for each in tells] == [("intake.labour", None), ("intake.communes", None)]
    assert {f.name for f in fields(tells[0].message)} == {"granted_on", "protects", "measures", "number", "until"}


def test_a_no_goes_to_whoever_asked_with_its_note_under_a_grant() -> None:
    declined = ProtectionDeclined(told=("labour",), **vars(DECLINE_PROTECTION))
    (told_now,) = told_of(declined, PROTECTION_TASK, agency="police")
    assert told_now.message == told.ProtectionDeclined(ASKED, "no_danger_found", DECLINE_PROTECTION.note)
    assert told_now.grant is not None
    assert told_now.grant.sections == ("note",)


def test_a_refusal_and_an_end_are_told_without_a_word_of_hers() -> None:
    for event, message in (
        (ProtectionRefused(ANSWERED, ("labour",)), told.ProtectionRefused(ANSWERED)),
        (ProtectionWasRefused(ANSWERED, "communes", ("labour",)), told.ProtectionRefused(ANSWERED)),
        (ProtectionEnded(told=("labour",), **vars(END_PROTECTION)), told.ProtectionEnded(ANSWERED, "no_danger_left")),
    ):
        (told_now,) = told_of(event, PROTECTION_TASK, agency="police")
        assert (told_now.inbox, told_now.message, told_now.grant) == ("intake.labour", message, None)
