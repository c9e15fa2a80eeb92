"""A new agency joins by lines in the profile alone."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from deploy.demo.way import Way
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.policy import ProfileFault, load
from tests.browser import chromium
from tests.policy.conftest import FOLDER, Change
from tests.town.running import OFFSET, RunningTown, eventually, start
from tests.town.walking import Walk

AGENCY = """agencies:
  shelter:
    vi: Nhà tạm lánh thị xã
    short: Nhà tạm lánh
    powers: [safe_house, services]
"""
ROW = """rows:
  - rule: shelter.person
    roles: [shelter_keeper]
    power: safe_house
    deeds: [support.referral.accept, support.case.read]
    stages: [offered, accepted]
    scope: agency
    sections: [identity]
    why: Nơi tạm lánh cần biết người đến ở
"""
SERVICE = "      safe_stay: {vi: Tạm lánh, en: Safe stay, group: safe_house, measure: day}\n"


@pytest.fixture
def joined(change: Change, folder: Path) -> Path:
    change("town.yaml", "agencies:\n", AGENCY)
    change("town.yaml", "powers:\n", "powers:\n  safe_house: {vi: Tạm lánh, held_by: one}\n")
    change("town.yaml", "roles:\n", "roles:\n  shelter_keeper: Người quản lý nhà tạm lánh\n")
    change("town.yaml", "instances:\n", "instances:\n  - {service: support, agency: shelter, port: 18210}\n")
    change("town.yaml", "      - support.labour\n", "      - support.labour\n      - support.shelter\n")
    user = (
        "  - {username: yen.shelter, family_name: Cao Thị, given_name: Yến, agency: shelter, roles: [shelter_keeper]}\n"
    )
    change("users.yaml", "users:\n", "users:\n" + user)
    change("rights/sections.yaml", "sections:\n", f"{ROW}sections:\n")
    return folder


def test_a_new_agency_joins_by_lines_of_the_profile(joined: Path) -> None:
    profile = load(joined)
    law = profile.law_on(date(2023, 5, 5))
    holder = law.holder("safe_house")
    assert holder
    assert law.inbox("support", holder.id) == "support.shelter"
    assert all("support.shelter" in each.hears for each in profile.instances if each.service == "reporting")


def test_its_officer_may_do_what_the_new_row_says_and_no_more(joined: Path) -> None:
    rights = load(joined).rights
    keeper = Actor("x", "shelter", None, frozenset({"shelter_keeper"}))
    offered = Subject("shelter", None, "offered")
    assert rights.judge(keeper, "support.referral.accept", offered).rule == "shelter.person"
    assert rights.sections(keeper, offered) == {"identity"}
    assert not rights.judge(keeper, "support.case.close", offered).allowed
    assert not rights.judge(keeper, "support.referral.accept", Subject("health", None, "offered")).allowed


def test_an_agency_without_an_instance_is_reached_by_letter(change: Change, folder: Path) -> None:
    change("town.yaml", "agencies:\n", AGENCY.replace("safe_house, ", ""))
    law = load(folder).law_on(date(2023, 5, 5))
    assert law.agencies["shelter"].services == frozenset()
    assert law.inbox("support", "shelter") is None


def test_an_agency_that_is_half_added_is_told_what_is_missing(joined: Path, change: Change) -> None:
    change("town.yaml", AGENCY.removeprefix("agencies:\n"), "")
    with pytest.raises(ProfileFault) as fault:
        load(joined)
    said = str(fault.value)
    assert "unknown agency `shelter`" in said
    assert "source `support.shelter` has no agency in the profile" in said
    assert {each.path.name for each in fault.value.faults} == {"town.yaml", "users.yaml"}


@pytest.fixture
def home() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="trove-joining-", dir="/var/tmp"))
    place.chmod(0o711)
    yield place
    shutil.rmtree(place, ignore_errors=True)


@contextmanager
def up(home: Path, folder: Path) -> Iterator[RunningTown]:
    town = start(home, folder)
    try:
        yield town
    finally:
        town.stop()


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.timeout(600)
def test_a_running_town_goes_on_with_the_agency_that_joined_and_keeps_what_it_had(
    joined: Path, change: Change, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TROVE_PORT_OFFSET", str(OFFSET + 1000))
    change("law/2023.yaml", "      treatment:", f"{SERVICE}      treatment:")
    change("town.yaml", "powers: [safe_house, services]", "powers: [safe_house, services, may_lead]")
    change("users.yaml", "roles: [shelter_keeper]", "roles: [shelter_keeper, service_officer, case_lead]")
    with up(home, FOLDER) as town:
        case = way_of(town).report()
        town.story.officer("lan.labour").wait_for("intake", case)
        before = ledgers(town)
    with up(home, joined) as town:
        assert ledgers(town).items() >= before.items()
        way = way_of(town)
        way.case = case
        way.receive()
        way.examine()
        way.refer("shelter", "safe_stay")
        way.help(town.story.officer("yen.shelter"), "safe_stay", quantity=3)
        inspector = town.story.officer("thanh.office")
        eventually(
            lambda: "support.shelter" in sources_of(inspector.get("reporting", f"/api/cases/{case}/timeline")), 20
        )
        with chromium() as browser:
            leads_from_now_on(Walk(browser, town, secrets=(way.person.name,), taken=400), way)


def leads_from_now_on(walk: Walk, way: Way) -> None:
    """The agency that joined may lead too: it is asked, says yes, and the file comes; the one before only reads it."""
    walk.code = way.lan.look("support", way.case)["code"]
    lan = walk.desk("lan.labour", "support").opens(walk.code, "Hồ sơ mới mở").press("Đề nghị cơ quan khác chủ trì")
    lan.pick("Cơ quan được đề nghị chủ trì", "Nhà tạm lánh thị xã").tick("Người được hỗ trợ đồng ý")
    lan.pick("Lý do chuyển giao", "Theo ý muốn của người được hỗ trợ").pick("Phần hồ sơ chuyển theo", "Nhân thân")
    lan.picture("lead-asks-to-lead", phone=True).press("Đọc lại trước khi gửi").press("Gửi đề nghị chủ trì")
    yen = walk.desk("yen.shelter", "support").opens(walk.code, "Được đề nghị chủ trì").sees_not(way.person.name)
    yen.picture("shelter-is-asked", phone=True).press("Nhận chủ trì").press("Đọc lại trước khi gửi").press(
        "Nhận chủ trì"
    )
    yen.again_until("Đánh giá nhu cầu").press("Mở xem Nhân thân").sees(way.person.name)
    yen.picture("shelter-leads", phone=True)
    lan.again_until("Nhà tạm lánh thị xã chủ trì từ ngày").sees("Hồ sơ ở đây chỉ để xem").picture("lead-handed-on")
    assert walk.wrong == []


def way_of(town: RunningTown) -> Way:
    return Way(town.story, 0, town.today, lambda _: None, lambda _: town.today)


def ledgers(town: RunningTown) -> dict[str, tuple[object, ...]]:
    """Every entry that stands in a ledger of the town, by database and position."""
    entries = "SELECT notification_id, topic, state FROM stored_events ORDER BY 1"
    names = [i.source.replace(".", "_") for i in town.profile.instances]
    return {f"{name}/{row[0]}": row for name in names for row in town.sql(name, entries)}


def sources_of(timeline: dict[str, list[dict[str, str]]]) -> set[str]:
    return {line["source"] for line in timeline["lines"]}
