"""One timeline of a case over all agencies: order, causes, receipts and gaps."""

from services.intake.domain import CASE as INTAKE
from services.intake.domain.asked import ReturnNotice, SendNoticeAgain
from services.reporting.projections.order import in_order
from shared.kernel.words import CaseId
from shared.story import sentences
from shared.story.timeline import Handover, TimelineLine, timeline
from tests.reporting.town import (
    SOURCES,
    UNREAD,
    VICTIM,
    WAITING,
    Town,
    law,
    may,
    profile,
    report,
    until_informed,
    walked,
)

SAID = sentences.load(profile().sections)


def lines(case: CaseId, town: Town | None = None, heard: tuple[str, ...] = SOURCES) -> list[TimelineLine]:
    entries = in_order(entry for entry in (town or walked()).journal(*heard) if entry.subject == case)
    return timeline(entries, SAID, lambda _: law(), heard)


def told(line: TimelineLine, inbox: str) -> Handover:
    return next(handover for handover in line.told if handover.inbox == inbox)


def test_it_tells_the_whole_way_over_all_agencies() -> None:
    agencies = [line.agency for line in lines(VICTIM)]
    assert agencies[:3] == ["communes", "labour", "labour"]
    assert {"communes", "labour", "police", "health", "womens_union"} == set(agencies)
    names = [line.name.rpartition(".")[2] for line in lines(VICTIM)]
    assert names.index("PersonReceived") < names.index("VerificationAsked") < names.index("VerificationAnswered")
    assert names.index("NeedsAssessed") < names.index("ReferralDeclined") < names.index("CaseClosed")


def test_each_line_names_its_cause() -> None:
    taken = next(line for line in lines(VICTIM) if line.name == "intake.case.NoticeTaken")
    assert (taken.because, taken.caused) == ("intake.communes/1", True)
    assert not lines(VICTIM)[0].caused


def test_what_was_told_is_receipted_by_the_entry_it_caused() -> None:
    assert told(lines(VICTIM)[0], "intake.labour").receipt == "intake.labour/1"
    assert not any(handover.open for line in lines(VICTIM) for handover in line.told)


def test_what_nobody_answered_is_a_gap() -> None:
    only = lines(UNREAD)
    assert [handover.open for line in only for handover in line.told] == [True]


def test_of_a_receiver_whose_journal_is_not_heard_nothing_is_said() -> None:
    heard = tuple(source for source in SOURCES if source != "intake.labour")
    handover = told(lines(VICTIM, heard=heard)[0], "intake.labour")
    assert (handover.heard, handover.open) == (False, False)


def test_a_message_that_led_to_nothing_is_no_gap_once_a_later_one_was_answered() -> None:
    town = Town()
    town.on(may(5), "intake.communes", INTAKE, VICTIM, report(VICTIM, may(5)), unit="20035")
    town.on(may(5), "intake.labour", INTAKE, VICTIM, ReturnNotice("incomplete"))
    town.on(may(5), "intake.communes", INTAKE, VICTIM, SendNoticeAgain(), unit="20035")
    entries = in_order(town.journal())
    second = next(entry for entry in entries if entry.because == "intake.communes/3")
    without_first = [entry for entry in entries if entry.because != "intake.communes/1"]
    assert second in without_first
    found = timeline(without_first, SAID, lambda _: law(), SOURCES)
    first = told(next(line for line in found if line.name.endswith("ReportRecorded")), "intake.labour")
    assert (first.receipt, first.passed, first.open) == (None, True, False)


def test_readings_of_the_file_stand_among_the_lines() -> None:
    assert [line.sentence for line in lines(WAITING) if ".access." in line.name] == [
        "Công an thị xã đã xem phần Nhân thân (xem trên màn hình)."
    ]


def test_later_entries_about_a_referral_name_the_service_and_the_agency() -> None:
    said = [line.sentence for line in lines(VICTIM) if "ReferralWasDeclined" in line.name]
    assert said == ["Phòng LĐ-TB&XH được báo: Hội LHPN từ chối tư vấn, tín chấp vay vốn (chưa bố trí được nguồn lực)."]


def test_the_timeline_is_the_same_in_whatever_order_it_was_heard() -> None:
    town = Town()
    until_informed(town, VICTIM, "P06")
    assert lines(VICTIM, town) == lines(VICTIM, town, tuple(reversed(SOURCES)))
