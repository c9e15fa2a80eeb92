"""Facts, rescue and protection on the pages: who is offered what, what stands there already, and what is said of it."""

import re
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from shared.testing import actor, entries
from tests.intake.desks import CLERK, COMMUNE, INSPECTOR, POLICE, Offices
from tests.intake.test_pages import RECEPTION, REPORT

LEAD = actor("labour", "case_lead")
INFORMATION = {
    "informed_on": "07/05/2023", "purposes": ["P06", "P11"], "primary_purpose": "P11", "route": "self_returned",
    "country": "KH", "story": "Kể với nơi tiếp nhận",
}  # fmt: skip
ASK = {"asked_on": "08/05/2023", "told_her": "true", "her_wish": "agrees"}
FACTS = {
    "recorded_on": "08/05/2023", "acts": ["recruit", "transport"], "purposes": ["P06", "P11"], "primary_purpose": "P11",
    "age_at_act": "18plus", "legs.0.type": "Recruitment", "legs.0.country": "VN", "legs.0.year": "2021",
    "legs.1.type": "Exploitation", "legs.1.country": "KH", "legs.1.year": "2021", "legs.1.month": "6",
    "suspect": "Một người quen", "places": "Một bến xe",
}  # fmt: skip
PROTECT = {
    "asked_on": "08/05/2023", "protects": ["herself", "relatives"], "measures": ["shelter"], "told_her": "true",
    "her_wish": "agrees", "answer_by": "09/05/2023", "why": "Có người lạ hỏi nhà ông Nguyễn Văn Nhân Chứng",
}  # fmt: skip
GRANT = {
    "granted_on": "08/05/2023", "protects": ["herself"], "measures": ["shelter", "guards"], "number": "11/QD-CATX",
    "until": "10/05/2023",
}  # fmt: skip
RESCUE = {"rescued_on": "07/05/2023", "unit": "20035", "essential_needs": ["meals"], "sex": "female", "name": "Em Thử"}


@pytest.fixture
def town() -> Offices:
    return Offices()


def does(town: Offices, who: Any, address: str, form: dict[str, Any]) -> Any:
    """The form is sent, and everybody hears what follows."""
    answer = town[who.agency].at(who).post(address, data={"csrf": "token", "command_id": str(uuid4()), **form})
    town.settle()
    return answer


def done(town: Offices, who: Any, address: str, form: dict[str, Any]) -> str:
    answer = does(town, who, address, form)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def received(town: Offices) -> str:
    where = done(town, COMMUNE, "/cases/new", {k: v for k, v in REPORT.items() if k != "csrf"})
    done(town, CLERK, where + "/reception", {k: v for k, v in RECEPTION.items() if k != "csrf"})
    return where


def asked_to_verify(town: Offices) -> str:
    where = received(town)
    done(town, CLERK, where + "/initial-information", INFORMATION)
    done(town, CLERK, where + "/verification-request", ASK)
    return where


def page(town: Offices, who: Any, address: str) -> str:
    answer = town[who.agency].at(who).get(address)
    assert answer.status_code == 200, answer.text
    return str(answer.text)


def chosen(text: str, name: str) -> list[str]:
    """What stands in a field of a form before anybody typed."""
    ticks = re.findall(rf'name="{name}" value="([^"]+)" checked', text)
    picked = re.search(rf'<select id="f-{re.escape(name)}".*?</select>', text, re.DOTALL)
    return ticks + (re.findall(r'<option value="([^"]+)" selected', picked[0]) if picked else [])


# Facts


def test_what_labour_was_told_stands_in_the_form_of_the_police(town: Offices) -> None:
    form = page(town, POLICE, asked_to_verify(town) + "/trafficking-facts")
    assert chosen(form, "purposes") == ["P06", "P11"]
    assert chosen(form, "primary_purpose") == ["P11"]
    assert chosen(form, "route") == ["self_returned"]
    assert (chosen(form, "legs.0.type"), chosen(form, "legs.0.country")) == (["Exploitation"], ["KH"])
    assert "Kể với nơi tiếp nhận" not in form  # sealed: read under its section, and that is written down
    assert "Điều nơi tiếp nhận đã ghi nằm trong phần" in form


@pytest.mark.parametrize("who", [CLERK, LEAD, COMMUNE], ids=lambda who: "".join(who.roles))
def test_nobody_but_the_police_is_offered_the_facts(town: Offices, who: Any) -> None:
    where = asked_to_verify(town)
    assert "trafficking-facts" not in page(town, who, where)
    assert town[who.agency].at(who).get(where + "/trafficking-facts").status_code == 403
    assert does(town, who, where + "/trafficking-facts", FACTS).status_code == 403


def test_the_facts_are_shown_in_words_with_what_the_penal_code_asks_for(town: Offices) -> None:
    where = asked_to_verify(town)
    done(town, POLICE, where + "/trafficking-facts", FACTS)
    shown = page(town, POLICE, where)
    assert "Tuyển mộ, Vận chuyển" in shown
    assert "<li>Bóc lột: Campuchia, 06/2021</li>" in shown
    assert "Chưa ghi thủ đoạn nào." in shown
    assert "Một người quen" not in shown
    assert "Một bến xe" not in shown


def test_a_correction_begins_with_what_was_said_and_asks_for_its_reason(town: Offices) -> None:
    where = asked_to_verify(town)
    done(town, POLICE, where + "/trafficking-facts", FACTS)
    form = page(town, POLICE, where + "/trafficking-facts-correction")
    assert chosen(form, "acts") == ["recruit", "transport"]
    assert chosen(form, "legs.1.country") == ["KH"]
    assert 'value="06"' not in form
    assert does(town, POLICE, where + "/trafficking-facts-correction", FACTS).status_code == 422
    more = FACTS | {"means": ["deception"], "reason": "told_more"}
    done(town, POLICE, where + "/trafficking-facts-correction", more)
    assert "Chưa ghi thủ đoạn nào." not in page(town, POLICE, where)
    names = [entry.name.rpartition(".")[2] for entry in entries(town["police"].ledger)]
    assert [name for name in names if name.startswith("Trafficking")] == [
        "TraffickingFactsRecorded", "TraffickingFactsCorrected",
    ]  # fmt: skip


def test_nobody_is_urged_to_ask_her_for_the_facts(town: Offices) -> None:
    where = done(town, POLICE, "/cases/new/rescue", RESCUE)
    shown = page(town, POLICE, where)
    assert f'<a class="button quiet" href="{where}/trafficking-facts">' in shown
    assert f'<a class="button" href="{where}/trafficking-facts">' not in shown


def test_an_impossible_leg_is_said_beside_the_journey(town: Offices) -> None:
    where = asked_to_verify(town)
    late = does(town, POLICE, where + "/trafficking-facts", FACTS | {"returned_on": "01/02/2021"})
    assert late.status_code == 409
    assert re.search(r'id="e-legs">.*?Có chặng sau ngày người đó trở về', late.text, re.DOTALL)
    assert 'value="2021"' in late.text
    nowhere = does(town, POLICE, where + "/trafficking-facts", FACTS | {"legs.0.country": "XX"})
    assert nowhere.status_code == 422


def test_what_the_police_know_of_the_story_is_read_beside_what_labour_wrote(town: Offices) -> None:
    where = asked_to_verify(town)
    done(town, POLICE, where + "/trafficking-facts", FACTS | {"story": "Kể với cán bộ xác minh"})
    opened = town["police"].at(POLICE).post(where + "/sections", data={"csrf": "token", "section": "story"}).text
    for told in ("Kể với cán bộ xác minh", "Kể với nơi tiếp nhận", "Một bến xe"):
        assert told in opened


# Rescue


def test_a_rescue_begins_a_case_and_the_receiving_agency_has_it_at_once(town: Offices) -> None:
    assert "/cases/new/rescue" in page(town, POLICE, "/")
    assert "recorder" not in page(town, POLICE, "/cases/new/rescue")
    where = done(town, POLICE, "/cases/new/rescue", RESCUE)
    assert where in page(town, CLERK, "/")
    assert chosen(page(town, CLERK, where + "/reception"), "route") == ["rescued"]
    assert "Được báo người đó đã được giải cứu" in page(town, CLERK, where)
    assert "Thủ tục: được giải cứu (L2011 Điều 25)" in page(town, POLICE, where)


@pytest.mark.parametrize(
    "who", [CLERK, COMMUNE, INSPECTOR, actor("police", "clerk")], ids=lambda who: "".join(who.roles)
)
def test_only_a_rescue_body_records_a_rescue(town: Offices, who: Any) -> None:
    assert does(town, who, "/cases/new/rescue", RESCUE).status_code == 403
    assert not entries(town[who.agency].ledger)


def test_a_rescue_is_recorded_on_a_case_that_is_there_and_nobody_chooses_its_id(town: Offices) -> None:
    assert does(town, POLICE, f"/cases/{uuid4()}/rescue", RESCUE).status_code == 404
    where = done(town, POLICE, "/cases/new", {"reported_on": "05/05/2023", "channel": "citizen"})
    assert "/rescue" in page(town, POLICE, where)
    done(town, POLICE, where + "/rescue", RESCUE)
    assert f"{where}/rescue" not in page(town, POLICE, where)


def test_a_rescue_begun_and_not_sent_stands_among_the_drafts(town: Offices) -> None:
    assert does(town, POLICE, "/cases/new/rescue", RESCUE | {"step": "draft"}).status_code == 200
    listed = page(town, POLICE, "/drafts")
    assert 'href="/cases/new/rescue"' in listed
    assert "Ghi giải cứu" in listed
    assert "Em Thử" in page(town, POLICE, "/cases/new/rescue")
    assert not entries(town["police"].ledger)


def test_no_other_deed_begins_a_case(town: Offices) -> None:
    for path in ("reception", "new", "dancing"):
        assert town["police"].at(POLICE).get(f"/cases/new/{path}").status_code == 404


def test_after_the_handover_the_rescue_body_records_its_own_certificate(town: Offices) -> None:
    where = done(town, POLICE, "/cases/new/rescue", RESCUE)
    assert "Giấy xác nhận của cơ quan giải cứu" not in page(town, POLICE, where)
    done(
        town,
        CLERK,
        where + "/reception",
        {k: v for k, v in RECEPTION.items() if k != "csrf"} | {"received_on": "08/05/2023"},
    )
    assert "Giấy xác nhận của cơ quan giải cứu" in page(town, POLICE, where)
    proof = {"proof_type": "RESCUE_BODY_CERT", "number": "02/GXN", "dated": "08/05/2023"}
    done(town, POLICE, where + "/proof", proof)
    assert "Là nạn nhân" in page(town, CLERK, where)


# Protection


def test_protection_asked_stands_at_the_police_beside_the_verification(town: Offices) -> None:
    where = asked_to_verify(town)
    read = does(town, CLERK, where + "/protection-request", PROTECT | {"step": "read"})
    assert "Đọc lại trước khi gửi" in read.text
    done(town, CLERK, where + "/protection-request", PROTECT)
    assert "Đã đề nghị bảo vệ" in page(town, CLERK, where)
    listed = page(town, POLICE, "/?queue=to_take")
    assert "Trả lời đề nghị bảo vệ" in listed
    shown = page(town, POLICE, where)
    assert "Trả lời kết quả xác minh" in shown
    assert "Bố trí nơi tạm lánh" in shown
    assert "Nhân Chứng" not in shown


def test_while_it_waits_the_asker_sees_for_whom(town: Offices) -> None:
    where = received(town)
    done(town, CLERK, where + "/protection-request", PROTECT)
    said = re.sub(r"<[^>]+>", " ", page(town, CLERK, where))
    assert re.search(r"Đề nghị bảo vệ\s+Đang chờ Công an thị xã", said)
    assert "/protection-request" not in page(town, CLERK, where)
    assert "protection-decline" not in page(town, CLERK, where)


def test_the_asker_takes_its_request_back_and_the_police_are_asked_no_more(town: Offices) -> None:
    where = received(town)
    assert "/protection-recall" not in page(town, CLERK, where), "nothing was asked yet"
    done(town, CLERK, where + "/protection-request", PROTECT)
    assert "/protection-recall" in page(town, CLERK, where)
    assert "Người đó không muốn được bảo vệ thì ghi việc từ chối" in page(town, CLERK, where + "/protection-recall")
    recall = {"reason": "wrong_person", "note": "Nhầm với hồ sơ của bà Nguyễn Thị Khác"}
    read = does(town, CLERK, where + "/protection-recall", recall | {"step": "read"})
    assert "Đề nghị của cơ quan khác vẫn còn" in read.text
    done(town, CLERK, where + "/protection-recall", recall)
    for who in (CLERK, POLICE):
        shown = page(town, who, where)
        assert "Đề nghị bảo vệ đã được rút lại: Nhầm người" in shown
        assert "/protection-recall" not in shown
        assert "Thị Khác" not in shown
    assert "protection-decline" not in page(town, POLICE, where)
    assert "Trả lời đề nghị bảo vệ" not in page(town, POLICE, "/?queue=to_take")
    opened = town["police"].at(POLICE).post(where + "/sections", data={"csrf": "token", "section": "note"}).text
    assert "Thị Khác" in opened
    assert "/protection-request" in page(town, CLERK, where), "it can be asked for anew"


def test_a_recall_that_came_after_the_decision_is_said_beside_it(town: Offices) -> None:
    where = received(town)
    done(town, CLERK, where + "/protection-request", PROTECT)
    recall = {"reason": "no_longer_needed", "csrf": "token", "command_id": str(uuid4())}
    assert town["labour"].at(CLERK).post(where + "/protection-recall", data=recall).status_code == 303
    grant = GRANT | {"csrf": "token", "command_id": str(uuid4())}
    assert town["police"].at(POLICE).post(where + "/protection", data=grant).status_code == 303
    town.settle()
    shown = page(town, POLICE, where)
    assert "rút lại đề nghị sau khi đã có quyết định: Không còn cần" in shown
    for who in (CLERK, POLICE):
        assert "Đang được bảo vệ" in page(town, who, where)
    again = does(town, CLERK, where + "/protection-recall", {"reason": "no_longer_needed"})
    assert again.status_code == 409
    assert "đã được trả lời" in again.text


def test_granted_it_is_seen_at_once_on_both_sides_and_the_form_begins_with_what_was_asked(town: Offices) -> None:
    where = received(town)
    done(town, CLERK, where + "/protection-request", PROTECT)
    form = page(town, POLICE, where + "/protection")
    assert (chosen(form, "protects"), chosen(form, "measures")) == (["herself", "relatives"], ["shelter"])
    done(town, POLICE, where + "/protection", GRANT)
    for who in (CLERK, POLICE):
        bar = re.search(r'<div class="casebar">.*?</div>', page(town, who, where), re.DOTALL)
        assert bar is not None
        assert "Đang được bảo vệ" in bar[0]
    assert "protection-end" in page(town, POLICE, where)
    prolonged = page(town, POLICE, where + "/protection")
    assert chosen(prolonged, "measures") == ["guards", "shelter"]
    assert "11/QD-CATX" not in prolonged  # another decision has another number
    town.clock.set(date(2023, 5, 11))
    assert "Bảo vệ đã hết thời hạn" in page(town, POLICE, where)


def test_what_she_refuses_is_written_down_once_she_was_told(town: Offices) -> None:
    where = received(town)
    done(town, CLERK, where + "/protection-request", PROTECT)
    untold = does(town, POLICE, where + "/protection-refusal", {"refused_on": "08/05/2023"})
    assert untold.status_code == 409
    assert re.search(r'id="e-told_what_it_means">.*?tự chịu trách nhiệm', untold.text, re.DOTALL)
    done(town, POLICE, where + "/protection-refusal", {"refused_on": "08/05/2023", "told_what_it_means": "true"})
    for who in (CLERK, POLICE):
        assert "Người đó từ chối bảo vệ, ngày 08/05/2023" in page(town, who, where)


def test_a_request_without_a_day_for_the_answer_is_asked_for_one(town: Offices) -> None:
    where = received(town)
    answer = does(town, CLERK, where + "/protection-request", PROTECT | {"answer_by": ""})
    assert answer.status_code == 409
    assert re.search(r'id="e-answer_by">.*?Thời hạn trả lời chưa được luật xác nhận', answer.text, re.DOTALL)


def test_the_protector_sees_what_is_kept_from_whom(town: Offices) -> None:
    where = received(town)
    safety = {"assessed_on": "07/05/2023", "level": "in_danger", "confidentiality": ["no_visits"]}
    done(town, CLERK, where + "/safety", safety)
    assert "rồi gửi đề nghị bảo vệ" in page(town, CLERK, where)
    done(town, CLERK, where + "/protection-request", PROTECT)
    assert "Không đến nhà" in page(town, POLICE, where)


def test_the_reason_why_is_read_under_its_section_only(town: Offices) -> None:
    where = received(town)
    done(town, CLERK, where + "/protection-request", PROTECT)
    done(town, POLICE, where + "/protection-decline", {"declined_on": "08/05/2023", "reason": "no_danger_found"})
    assert "Không áp dụng bảo vệ: Chưa thấy căn cứ có nguy hiểm" in page(town, CLERK, where)
    opened = town["police"].at(POLICE).post(where + "/sections", data={"csrf": "token", "section": "note"}).text
    assert "Nhân Chứng" in opened
    assert "Nhân Chứng" not in page(town, POLICE, where)


@pytest.mark.parametrize("who", [CLERK, LEAD, COMMUNE], ids=lambda who: "".join(who.roles))
def test_nobody_but_the_police_decides_on_protection(town: Offices, who: Any) -> None:
    where = received(town)
    assert does(town, who, where + "/protection", GRANT).status_code == 403
    assert "/protection-end" not in page(town, who, where)


def test_another_commune_asks_nothing_for_whom_it_does_not_see(town: Offices) -> None:
    where = received(town)
    assert does(town, replace(COMMUNE, unit="20008"), where + "/protection-request", PROTECT).status_code == 403
