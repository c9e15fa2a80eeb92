"""What whoever decided had before them: pinned with the decision, shown again with one click, compared to the last byte."""

import html
import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from shared.access import SectionsOpened
from shared.ledger import Entry
from shared.seeing import PaperMade
from shared.testing import entries
from tests.intake.desks import CLERK, COMMUNE, OTHER_COMMUNE, POLICE, Offices, case_of
from tests.intake.test_api import Program
from tests.intake.test_pages import RECEPTION, reported
from tests.web.doors import bearer

ACCEPTED = {"accepted_on": "2023-05-08", "person_came": False}


@pytest.fixture
def town() -> Offices:
    return Offices()


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, f"the form carries no {name}"
    return found[1]


def filled(page: str, **typed: Any) -> dict[str, Any]:
    """The form of a page, as a browser sends it."""
    return {name: hidden(page, name) for name in ("csrf", "command_id", "version", "saw")} | typed | {"step": "send"}


def decided(town: Offices) -> tuple[str, Entry]:
    """The clerk opens the form of the handover, reads, and accepts; where the case stands, and the entry of the decision."""
    where, clerk = reported(town), town["labour"].at(CLERK)
    page = clerk.get(where + "/handover-acceptance").text
    answer = clerk.post(where + "/handover-acceptance", data=filled(page, accepted_on="08/05/2023"))
    assert answer.status_code == 303, html.unescape(answer.text)[:3000]
    return where, entries(town["labour"].ledger)[-1]


def test_a_decision_pins_the_reading_from_which_it_was_taken(town: Offices) -> None:
    where, decision = decided(town)
    saw = decision.body.saw
    assert saw is not None
    read = entries(town["labour"].ledger)[saw.positions["intake.labour"] - 1]
    assert isinstance(read.fact, SectionsOpened)
    assert (read.body.subject, read.body.by.actor) == (case_of(where), CLERK.id)
    assert re.fullmatch("[0-9a-f]{64}", saw.hash)


def test_one_click_shows_it_again_and_it_compares(town: Offices) -> None:
    where, decision = decided(town)
    clerk = town["labour"].at(CLERK)
    assert f'href="{where}/saw/{decision.position}"' in clerk.get(where).text
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4())})
    page = html.unescape(clerk.get(f"{where}/saw/{decision.position}").text)
    assert "✓ khớp" in page
    assert "nhận được thông báo" in page
    assert "ghi tiếp nhận" not in page.lower(), "what came later is no part of it"
    assert "Thử Nghiệm" not in page
    assert isinstance(entries(town["labour"].ledger)[-1].fact, SectionsOpened), "the look is written down"


def test_a_program_says_at_which_look_it_decided_and_is_told_the_whole_view(town: Offices) -> None:
    where, clerk = reported(town), Program(town, CLERK)
    looked = clerk.get(where)
    read = looked.headers["Trove-Saw"]
    again = clerk.client.get("/api" + where, headers={**clerk.headers, "If-None-Match": looked.headers["ETag"]})
    assert (again.status_code, again.headers.get("Trove-Saw")) == (304, None), "nothing is shown, so nothing is read"
    done = clerk.post(where + "/handover-acceptance", ACCEPTED, **{"Trove-Saw": read})
    assert done.status_code == 200, done.text
    said = clerk.get(f"{where}/saw/{done.json()['last']}").json()
    assert said["saw"]["positions"] == {"intake.labour": int(read)}
    assert (said["compares"], said["same"], said["untouched"]) == (True, True, True)
    assert said["view"]["day"] == "2023-05-08"
    assert said["view"]["parts"]["intake.case"]["stage"] == "reported"


def test_without_a_look_the_file_as_it_is_decided_on_is_pinned(town: Offices) -> None:
    where, clerk = reported(town), Program(town, CLERK)
    done = clerk.post(where + "/handover-acceptance", ACCEPTED).json()
    decision = entries(town["labour"].ledger)[done["last"] - 1]
    assert decision.body.saw is not None
    assert decision.body.saw.positions == {"intake.labour": done["first"] - 1}
    assert clerk.get(f"{where}/saw/{done['last']}").json()["compares"]


@pytest.mark.parametrize("whose", ["nobody", "another officer", "another case", "the decision of another", "letters"])
def test_a_look_that_was_none_of_theirs_is_refused_in_a_clear_sentence(town: Offices, whose: str) -> None:
    where, other = reported(town), reported(town)
    clerk = Program(town, CLERK)
    looks = {
        "nobody": "999", "another case": clerk.get(other).headers["Trove-Saw"], "letters": "x1",
        "the decision of another": "1", "another officer": _look_of_another(town, where),
    }  # fmt: skip
    before = len(entries(town["labour"].ledger))
    answer = clerk.post(where + "/handover-acceptance", ACCEPTED, **{"Trove-Saw": looks[whose]})
    assert answer.status_code == 422
    assert "không thấy anh/chị đã xem hồ sơ này" in answer.json()["faults"][0]["why"]
    assert len(entries(town["labour"].ledger)) == before


def _look_of_another(town: Offices, where: str) -> str:
    headers = bearer(sub="somebody-else", agency="labour", unit="", roles=["intake_officer"])
    looked = Program(town, CLERK).client.get("/api" + where, headers=headers)
    return str(looked.headers["Trove-Saw"])


def test_a_form_with_a_forged_look_comes_back_filled_in_with_a_look_of_its_own(town: Offices) -> None:
    where, clerk = reported(town), town["labour"].at(CLERK)
    page = clerk.get(where + "/handover-acceptance").text
    form = filled(page, accepted_on="08/05/2023") | {"saw": "1"}
    again = clerk.post(where + "/handover-acceptance", data=form)
    assert again.status_code == 422
    assert "không thấy anh/chị đã xem hồ sơ này" in again.text
    assert 'value="08/05/2023"' in again.text
    assert int(hidden(again.text, "saw")) > int(hidden(page, "saw"))
    assert (
        clerk.post(where + "/handover-acceptance", data=filled(again.text, accepted_on="08/05/2023")).status_code == 303
    )


def test_a_stale_form_is_looked_at_anew(town: Offices) -> None:
    where, clerk = reported(town), town["labour"].at(CLERK)
    page = clerk.get(where + "/handover-acceptance").text
    Program(town, CLERK).post(where + "/reception", {**_reception(), "received_on": "2023-05-06"})
    stale = clerk.post(where + "/handover-acceptance", data=filled(page, accepted_on="08/05/2023"))
    assert stale.status_code == 409
    assert int(hidden(stale.text, "saw")) > int(hidden(page, "saw"))


def _reception() -> dict[str, Any]:
    return {
        "person_status": "citizen", "first_examination": True, "sex": "female", "age_group": "18plus", "ethnicity": "kinh",
    }  # fmt: skip


def test_writing_down_what_happened_pins_nothing(town: Offices) -> None:
    where, clerk = reported(town), town["labour"].at(CLERK)
    clerk.post(where + "/reception", data=RECEPTION | {"command_id": str(uuid4())})
    assert all(entry.body.saw is None for entry in entries(town["labour"].ledger))


def test_what_is_no_decision_of_this_case_is_not_there(town: Offices) -> None:
    where, decision = decided(town)
    other = reported(town)
    clerk = town["labour"].at(CLERK)
    for place in (
        f"{where}/saw/1",
        f"{where}/saw/999",
        f"{where}/saw/0",
        f"{where}/saw/{10**30}",
        f"{other}/saw/{decision.position}",
    ):
        assert clerk.get(place).status_code == 404, place


def test_an_inspector_of_any_agency_sees_it_and_opens_nothing(town: Offices) -> None:
    where, decision = decided(town)
    headers = bearer(sub="thanh", agency="office", unit="", roles=["inspector"]) | {"Accept": "text/html"}
    door = Program(town, CLERK).client
    assert door.get(where, headers=headers).status_code == 403
    page = door.get(f"{where}/saw/{decision.position}", headers=headers)
    assert page.status_code == 200
    assert "✓ khớp" in page.text
    assert "Thử Nghiệm" not in page.text
    last = entries(town["labour"].ledger)[-1]
    assert (last.body.by.actor, last.body.by.role) == ("thanh", "inspector")


@pytest.mark.parametrize("body", [b"", b"{}", b'{"v":1', b"\xff\xfe"])
def test_an_entry_that_nobody_can_read_any_more_is_shown_as_one_that_does_not_compare(
    town: Offices, monkeypatch: pytest.MonkeyPatch, body: bytes
) -> None:
    where, decision = decided(town)
    store = town["labour"].ledger.store
    first = entries(town["labour"].ledger)[0]
    since = type(store).since

    def changed(self: Any, position: int, limit: int = 500) -> list[Any]:
        rows = since(self, position, limit)
        return [row._replace(body=body) if row.position == first.position else row for row in rows]

    monkeypatch.setattr(type(store), "since", changed)
    headers = bearer(sub="thanh", agency="office", unit="", roles=["inspector"]) | {"Accept": "text/html"}
    page = Program(town, CLERK).client.get(f"{where}/saw/{decision.position}", headers=headers)
    assert page.status_code == 200
    assert "✗ không khớp" in html.unescape(page.text)
    assert "✓ khớp" not in page.text


def test_whoever_may_not_read_the_case_may_not_see_it(town: Offices) -> None:
    where, decision = decided(town)
    headers = bearer(sub="x", agency="communes", unit="20008", roles=["commune_officer"])
    assert Program(town, CLERK).client.get(f"/api{where}/saw/{decision.position}", headers=headers).status_code == 403


def test_the_paper_laid_before_the_signer_is_the_very_one_and_opens_again(town: Offices) -> None:
    """Given minutes of the handover that were printed to be signed, when the handover is accepted, then the decision names the
    digest of that very PDF, and it can be opened again, byte for byte, after that was written down."""
    where, clerk = reported(town), town["labour"].at(CLERK)
    printed = clerk.get(where + "/papers/bien_ban_ban_giao.pdf")
    assert printed.status_code == 200
    made = entries(town["labour"].ledger)[-1].fact
    assert isinstance(made, PaperMade)
    page = clerk.get(where + "/handover-acceptance").text
    clerk.post(where + "/handover-acceptance", data=filled(page, accepted_on="08/05/2023"))
    decision = entries(town["labour"].ledger)[-1]
    assert decision.body.saw is not None
    assert decision.body.saw.papers == (made.digest,)
    shown = html.unescape(clerk.get(f"{where}/saw/{decision.position}").text)
    assert made.digest in shown
    opened = clerk.get(f"{where}/files/{made.digest}")
    assert opened.content == printed.content
    last = entries(town["labour"].ledger)[-1].fact
    assert isinstance(last, SectionsOpened)
    assert last.sections == ("identity",)


def test_two_printings_of_the_same_words_have_two_digests(town: Offices) -> None:
    """A digest of known sentences and one name could be guessed back: every paper ends in a line of chance."""
    where, clerk = reported(town), town["labour"].at(CLERK)
    first, second = (clerk.get(where + "/papers/bien_ban_ban_giao.pdf").content for _ in range(2))
    assert first.rpartition(b"\n%")[2] != second.rpartition(b"\n%")[2]
    made = [entry.fact for entry in entries(town["labour"].ledger) if isinstance(entry.fact, PaperMade)]
    assert len({each.digest for each in made}) == 2


def test_a_slip_that_nobody_signs_is_not_kept(town: Offices) -> None:
    where, clerk = reported(town), town["labour"].at(CLERK)
    assert clerk.get(where + "/papers/phieu_kiem_soat.pdf").status_code == 200
    assert not [entry for entry in entries(town["labour"].ledger) if isinstance(entry.fact, PaperMade)]


def test_a_report_that_was_judged_shows_what_was_seen_too(town: Offices) -> None:
    """The other files of the desk have the same doors."""
    commune = Program(town, COMMUNE)
    report = UUID(
        commune.post("/reports", {"told_on": "2023-05-05", "channel": "hotline_111", "place": "20035"}).json()["report"]
    )
    done = commune.post(f"/reports/{report}/triage", {"signs": ["nowhere_to_stay"], "persons": 1, "children": "no"})
    assert done.status_code == 200, done.text
    assert commune.get(f"/reports/{report}/saw/{done.json()['last']}").json()["compares"]
    page = town["communes"].at(COMMUNE).get(f"/reports/{report}")
    assert f"/reports/{report}/saw/{done.json()['last']}" in page.text
    assert town["communes"].at(OTHER_COMMUNE).get(f"/reports/{report}/saw/{done.json()['last']}").status_code == 403


def test_the_police_answer_rests_on_what_the_police_saw(town: Offices) -> None:
    where = reported(town)
    labour = Program(town, CLERK)
    for path, fields in (
        ("reception", {**_reception(), "received_on": "2023-05-08"}),
        ("initial-information", {"informed_on": "2023-05-08", "purposes": ["P06"], "primary_purpose": "P06",
                                 "route": "self_returned", "cross_border": False, "story": "Kể thử"}),
        ("verification-request", {"asked_on": "2023-05-08", "told_her": True, "her_wish": "agrees"}),
    ):  # fmt: skip
        done = labour.post(f"{where}/{path}", fields)
        assert done.status_code == 200, done.text
    town.settle()
    police = Program(town, POLICE)
    read = police.get(where).headers["Trove-Saw"]
    answer = {"outcome": "not_victim", "answered_on": "2023-05-08", "number": "1/CV-CATX"}
    done = police.post(where + "/verification-answer", answer, **{"Trove-Saw": read})
    assert done.status_code == 200, done.text
    said = police.get(f"{where}/saw/{done.json()['first']}").json()
    assert said["saw"]["positions"] == {"intake.police": int(read)}
    assert said["compares"]


def test_decided_unseen_it_rests_on_what_others_wrote_meanwhile(town: Offices, monkeypatch: pytest.MonkeyPatch) -> None:
    """Given nobody looked, when another officer writes between the pin and the decision, then it is decided and pinned anew."""
    where, clerk = reported(town), Program(town, CLERK)
    store = town["labour"].ledger.store
    last, meanwhile = store.last, iter(["a need is given"])

    def late() -> int:
        position = last()
        if next(meanwhile, None):
            given = clerk.post(where + "/essential-needs", {"needs": ["hygiene"], "given_on": "2023-05-08"})
            assert given.status_code == 200, given.text
        return position

    monkeypatch.setattr(store, "last", late)
    done = clerk.post(where + "/handover-acceptance", ACCEPTED)
    assert done.status_code == 200, done.text
    said = clerk.get(f"{where}/saw/{done.json()['last']}").json()
    assert said["saw"]["positions"] == {"intake.labour": done.json()["first"] - 1}
    assert said["view"]["parts"]["intake.case"]["version"] == 2
    assert said["compares"]


def test_what_was_written_while_somebody_looked_is_looked_at_too(
    town: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a form that is being made, when another officer writes before its reading is recorded, then it shows that too."""
    where, clerk = reported(town), town["labour"].at(CLERK)
    desk, other = town["labour"].intake.desk, Program(town, CLERK)
    shown, meanwhile = desk.shown, iter(["a need is given"])

    def late(*asked: Any, **more: Any) -> int:
        if next(meanwhile, None):
            other.post(where + "/essential-needs", {"needs": ["hygiene"], "given_on": "2023-05-08"})
        return shown(*asked, **more)

    monkeypatch.setattr(desk, "shown", late)
    page = clerk.get(where + "/handover-acceptance").text
    assert hidden(page, "version") == "2"
    position = int(hidden(page, "saw"))
    saw, versions = desk.seeing.pin(case_of(where), position, CLERK.id, None)
    assert versions["intake.case"] == 2
    assert saw.positions == {"intake.labour": position}
