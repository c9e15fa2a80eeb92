"""The ways home of the law: each step is a step of the page, and says its article, its papers and what is different."""

import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from services.intake import main
from services.intake.app import deeds
from services.intake.app.reports import report_deeds
from services.intake.domain import File
from services.intake.pages.steps import steps
from shared.policy import ProfileFault, load
from shared.web import words
from tests.intake.desks import AGENCIES, CLERK, COMMUNE, PROFILE, Offices

LAW = PROFILE.law_on(date(2023, 5, 5))
RECEPTION = {
    "csrf": "token", "received_on": "06/05/2023", "person_status": "citizen", "sex": "female", "age_group": "18plus",
    "ethnicity": "kinh",
}  # fmt: skip


def test_every_way_of_coming_home_leads_to_a_procedure() -> None:
    for route in LAW.lists["routes"]:
        assert LAW.procedure_on(route) is not None, route
    assert LAW.procedure_on(None) is None


@pytest.mark.parametrize("code", sorted(LAW.procedures))
def test_each_step_of_a_procedure_is_a_step_of_the_page(code: str) -> None:
    shown = [step.word.removeprefix("step.") for step in steps(File(), [], LAW, "labour")]
    ours = ["wishes"]  # the house asks for her safety and wishes before it asks for her story; no law does
    assert [step.code for step in LAW.procedures[code].steps] == [step for step in shown if step not in ours]


@pytest.mark.parametrize("code", sorted(LAW.procedures))
def test_somebody_in_the_town_has_the_power_for_each_step(code: str) -> None:
    powers = {power for agency in LAW.agencies.values() for power in agency.powers}
    assert {step.power for step in LAW.procedures[code].steps} <= powers


@pytest.mark.parametrize("code", sorted(LAW.procedures))
def test_care_comes_first_on_every_way(code: str) -> None:
    order = [step.code for step in LAW.procedures[code].steps]
    assert order.index("reception") < order.index("information") < order.index("verification")


def received(town: Offices, **more: str) -> tuple[str, str]:
    """The case page after reception, her wishes known; and its address."""
    report = {"csrf": "token", "reported_on": "05/05/2023", "channel": "person", "unit": "20035"}
    sent = town["communes"].at(COMMUNE).post("/cases/new", data=report | {"command_id": str(uuid4())})
    town.settle()
    where = sent.headers["location"]
    clerk = town["labour"].at(CLERK)
    assert clerk.post(where + "/reception", data=RECEPTION | more | {"command_id": str(uuid4())}).status_code == 303
    safety = {"csrf": "token", "assessed_on": "06/05/2023", "level": "safe", "command_id": str(uuid4())}
    assert clerk.post(where + "/safety", data=safety).status_code == 303
    return clerk.get(where).text, where


def test_the_page_names_the_procedure_once_the_way_is_known() -> None:
    assert "Thủ tục:" not in received(Offices())[0]
    page, _ = received(Offices(), route="rescued")
    assert "Thủ tục: được giải cứu (L2011 Điều 25)" in page
    assert "L2011 Điều 25, TTLT01 · Giấy: tờ khai dùng cho nạn nhân bị mua bán trong nước" in page


def test_what_is_different_on_a_way_is_said_at_its_step() -> None:
    town = Offices()
    clerk, where = town["labour"].at(CLERK), received(town, route="rescued")[1]
    information = {
        "csrf": "token", "informed_on": "07/05/2023", "purposes": "P06", "primary_purpose": "P06", "route": "rescued",
        "command_id": str(uuid4()),
    }  # fmt: skip
    assert clerk.post(where + "/initial-information", data=information).status_code == 303
    assert "Đủ căn cứ thì cơ quan giải cứu cấp giấy xác nhận" in clerk.get(where).text


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        ("power: rescue, basis", "power: sword, basis", "unknown power `sword`"),
        ("papers: [to_khai_trong_nuoc]", "papers: [so_ho_khau]", "unknown paper `so_ho_khau`"),
        ("term: verification_answer, basis", "term: some_day, basis", "unknown term `some_day`"),
        ("group: abroad_mission", "group: by_balloon", "group `by_balloon` is not one of the procedures"),
        ("papers: [to_khai_trong_nuoc], basis: [L2011", "papers: [to_khai_trong_nuoc], basis: [X99", "`X99 Điều 24`"),
    ],
)
def test_a_procedure_that_names_what_nobody_knows_is_a_fault_of_the_profile(
    tmp_path: Path, good: str, bad: str, said: str
) -> None:
    source = Path(__file__).parents[2] / "deploy/profiles/huong-tra-2023"
    for path in source.rglob("*.yaml"):
        text = path.read_text("utf-8")
        (tmp_path / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path.relative_to(source)).write_text(text.replace(good, bad, 1), "utf-8")
    with pytest.raises(ProfileFault, match=re.escape(said)):
        load(tmp_path)


def test_every_form_says_to_an_officer_with_her_first_case_what_it_is_for() -> None:
    said = words.load(main.FOLDER)
    offered = {deed.name for agency in AGENCIES for deed in (*deeds(agency), *report_deeds(agency))}
    assert sorted(name for name in offered if f"lead.{name}" not in said) == []
