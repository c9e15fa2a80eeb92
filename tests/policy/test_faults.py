"""A broken profile is refused with the file, the line, what is wrong and what is expected."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shared.policy import ProfileFault, load
from tests.policy.conftest import FOLDER, Change

pytestmark = pytest.mark.slow  # reads a whole profile for each fault

TEMPLE = "  - {code: '20041', vi: Xã cũ, kind: commune, agency: communes, valid_to: 2021-07-01}\n"
SECOND_NOTICE = "rule: commune.notice\n    roles: [commune_officer]\n    power: report\n    deeds: [intake.notice"
STOP = """    stops:
      supplement_asked:
        vi: Yêu cầu bổ sung
        en: Supplement asked
        {basis}
        confidence: verified
    length: 5
"""
LATER = FOLDER.joinpath("law/2023.yaml").read_text("utf-8").replace('id: "2023"', 'id: "later"', 1)


def said(folder: Path) -> list[str]:
    """Each fault without the folder: `town.yaml:12: …`."""
    with pytest.raises(ProfileFault) as fault:
        load(folder)
    return [line.removeprefix(f"{folder}/") for line in str(fault.value).splitlines()]


def line_of(path: Path, text: str) -> int:
    return path.read_text("utf-8").split(text)[0].count("\n") + 1


FAULTS = [
    # syntax and types
    ("town.yaml", "id: huong-tra-2023", "id: [huong-tra-2023", "town:", "not valid YAML"),
    ("town.yaml", "port: 18101", 'port: "18101"', 'port: "18101"', "Expected `int`, got `str`"),
    ("town.yaml", "port: 18101", "port: 80", "port: 80", "Expected `int` >= 1024; found `80`"),
    ("town.yaml", 'code: "20008"', "code: 20008", "code: 20008", "Expected `str`, got `int`; put it in quotes"),
    ("town.yaml", "service: intake", "service: intakes", "intakes", "Invalid enum value 'intakes'"),
    ("town.yaml", "valid_to: 2025-02-28", "valid_to: 2025-02-30", "2025-02-30", "Invalid RFC3339 encoded date"),
    ("town.yaml", "valid_to: 2025-02-28", "valid_to: 2025-02-28\n    valid_from: 2026-01-01", "vi: Công an thị xã",
     "valid_to 2025-02-28 is before valid_from 2026-01-01"),
    ("town.yaml", "town: Thị xã Hương Trà", "", "id: huong-tra-2023", "`town` missing here"),
    ("town.yaml", "town: Thị xã Hương Trà", "town: Thị xã Hương Trà\nmayor: Nobody", "mayor", "unknown key `mayor`"),
    ("town.yaml", "    short: Phòng Tư pháp", "    shrot: Phòng Tư pháp", "shrot", "unknown key `shrot`"),
    ("town.yaml", "  inspector: Thanh tra", "  leader: Thanh tra", "leader: Thanh tra", "`leader` stands here twice"),
    ("users.yaml", "username: thao.20008", "username: Thảo", "username: Thảo", "matching regex"),
    ("calendar.yaml", "day: 2023-01-01", "day: hôm qua", "day: hôm qua", "Invalid RFC3339 encoded date"),
    ("law/2023.yaml", "count: working_days", "count: fortnights", "fortnights", "Invalid enum value 'fortnights'"),
    ("law/2023.yaml", "    confidence: verified", "    confidence: sure", "sure", "Invalid enum value 'sure'"),
    ("law/2023.yaml", "    length: 3\n", "    length: null\n", "vi: Tiếp nhận sau", "needs its `reason`"),
    ("law/2023.yaml", "reason: \"U1, U6: TT 84", "# reason: \"U1, U6: TT 84", "payable: null",
     "`reason` missing here"),
    ("law/2023.yaml", "favours: tt84", "favours: tt85", "vi: Được hỗ trợ tiền ăn", "`favours` names none of the readings"),
    ("law/2023.yaml", "decides: lender", "decides: somebody", "decides: somebody", "`somebody` is not in the list `deciders`"),
    ("law/2023.yaml", "limit: meals_60_days", "limit: meals_long", "limit: meals_long",
     "`meals_long` is not in the list `terms`"),
    ("law/2023.yaml", "      facility_insurance:", "      clothing:", "vi: Thẻ bảo hiểm y tế trong",
     "`clothing` is named in another benefit already"),
    ("law/2023.yaml", "effective_to: 2025-06-30", "effective_to: 2020-06-30", 'id: "2023"', "is before effective_from"),
    ("town.yaml", "phone: 3, paper: 4", "phone: 3", "points:", "no points for paper"),
    ("town.yaml", "strong: 4", "strong: 2", "points:", "strong (2) is less than possible (3)"),
    ("law/2023.yaml", "    since: ngày được thông báo\n", "", "vi: Tiếp nhận sau", "`since` missing here"),
    ("law/2023.yaml", "    length: 5\n", STOP.format(basis="basis: []"), "basis: []\n        confidence: verified\n    l",
     "Expected `array` of length >= 1"),
    ("law/2023.yaml", "    count: working_days\n    length: 5\n", STOP.format(basis="basis: [ND09]") + "    count: hours\n",
     "vi: Phòng LĐ-TB&XH thẩm định", "a term in hours runs on without a stop"),
    ("law/2023.yaml", "    extends: verification_answer\n    counted_from: start", "    counted_from: end",
     "vi: Gia hạn xác minh", "only a term that `extends` another one"),
    ("law/2023.yaml", "counted_from: start", "counted_from: middle", "counted_from: middle", "Invalid enum value 'middle'"),
    # names nobody explains
    ("town.yaml", "agency: justice, port", "agency: temple, port", "agency: temple, port", "unknown agency `temple`"),
    ("town.yaml", "powers: [budget]", "powers: [budgets]", "budgets", "unknown power `budgets`"),
    ("town.yaml", "vi: Phường Tứ Hạ, kind: ward, agency: communes", "vi: Phường Tứ Hạ, kind: ward, agency: temple",
     "agency: temple", "unknown agency `temple`"),
    ("town.yaml", "      - intake.police\n", "      - intake.temple\n", "- intake.temple",
     "source `intake.temple` has no agency"),
    ("town.yaml", "      - intake.police\n", "      - intake.justice\n", "- intake.justice",
     "no instance writes the journal of `intake.justice`"),
    ("town.yaml", "port: 18102}", "port: 18102, analysts: [{login: spy}]}", "port: 18102", "`intake` has nothing to analyse"),
    ("town.yaml", "- {login: town}", "- {login: binh_tien}", 'units: ["20035"]', "analyst `binh_tien` stands twice"),
    ("town.yaml", 'units: ["20035"]', 'units: ["99999"]', 'units: ["99999"]', "unknown unit `99999`"),
    ("users.yaml", "agency: justice", "agency: temple", "agency: temple", "unknown agency `temple`"),
    ("users.yaml", "roles: [finance_officer]", "roles: [king]", "roles: [king]", "unknown role `king`"),
    ("users.yaml", 'unit: "20008"', 'unit: "99999"', 'unit: "99999"', "unit `99999` is not one of agency `communes`"),
    ("users.yaml", ' unit: "20008",', "", "thao.20008", "expected the unit of this user"),
    ("users.yaml", "agency: police,", 'agency: police, unit: "20008",', 'police, unit: "20008"', "expected none"),
    ("rights/support_services.yaml", "roles: [finance_officer]", "roles: [king]", "roles: [king]", "unknown role `king`"),
    ("rights/support_services.yaml", "power: budget", "power: budgets", "power: budgets",
     "unknown power `budgets`"),
    ("rights/support_services.yaml", "sections: [money]", "sections: [moneys]", "sections: [moneys]",
     "unknown section `moneys`"),
    ("rights/intake_cases.yaml", "deeds: [intake.report.record]", "deeds: [intake.report.burn]",
     "deeds: [intake.report.burn]", "unknown deed `intake.report.burn`"),
    ("rights/intake_cases.yaml", "stages: [reported, returned]", "stages: [reported, offered]",
     "stages: [reported, offered]", "unknown stage `offered`"),
    ("rights/intake_cases.yaml", 'stages: ["*"]', 'stages: ["*", none]', '["*", none]', "means all stages"),
    ("rights/intake_cases.yaml", "  intake.case.read: Xem", "  take.case.read: Xem", "take.case.read: Xem",
     "names no service"),
    ("rights/support_cases.yaml", "  support:\n    none", "  supports:\n    none",
     "    none: Chưa có hồ sơ\n    open", "unknown service `supports`"),
    ("law/2023.yaml", "eligible: [victim_vn,", "eligible: [citizens,", "[citizens,", "`citizens` is not in the list"),
    ("law/2023.yaml", "conditions: [stays_at_facility]", "conditions: [rain]", "[rain]",
     "`rain` is not in the list `conditions`"),
    ("law/2023.yaml", "basis: [L2011 Điều 24]", "basis: [L1911 Điều 24]", "[L1911", "begins with no code of the list"),
    ("law/2023.yaml", "    length: 5\n", STOP.format(basis="basis: [ND09]").replace("verified", "recalled"),
     "vi: Yêu cầu bổ sung", "a stop that is not verified needs its `reason`"),
    ("law/2023.yaml", "    length: 5\n", STOP.format(basis="basis: [L1911]"), "basis: [L1911]",
     "`L1911` begins with no code of the list"),
    ("law/2023.yaml", "extends: verification_answer", "extends: verification", "extends: verification\n",
     "unknown term `verification`; expected one of benefit_application"),
    ("law/2023.yaml", "group: loans, basis", "group: luck, basis", "group: luck", "group `luck` is not one of the"),
    ("law/2023.yaml", "measure: session", "measure: hugs", "measure: hugs", "`hugs` is not in the list `measures`"),
    ("law/2023.yaml", "outcomes: [job_found,", "outcomes: [riches,", "[riches,", "`riches` is not in the list `outcomes`"),
    ("law/2023.yaml", ", measure: consultation", "", "legal_advice: {", "says not what it is counted in; expected its `measure`"),
    ("law/2023.yaml", "en: card, group: one", "en: card, group: few", "en: card", "group `few` is not one of the counting"),
    ("law/2023.yaml", "group: victim_vn", "group: victim", "group: victim}", "group `victim` is not one of"),
    # said twice
    ("town.yaml", "port: 18102", "port: 18101", "labour, port: 18101", "port 18101 is already used by `intake.com"),
    ("town.yaml", "service: intake, agency: labour", "service: intake, agency: communes", "communes, port: 18102",
     "instance `intake.communes` stands twice"),
    ("town.yaml", "units:\n", "units:\n" + TEMPLE, 'code: "20041"', "code `20041` is also another unit's"),
    ("town.yaml", "powers: [budget]", "powers: [budget, lead]", "[budget, lead]", "power `lead` is already held"),
    ("users.yaml", "minh.20011", "thao.20008", "thao.20008, family_name: Lê", "username `thao.20008` stands twice"),
    ("rights/intake_cases.yaml", "rule: commune.report", "rule: commune.notice", SECOND_NOTICE,
     "rule `commune.notice` stands"),
    # said in one file, and in another that comes after it
    ("rights/training.yaml", "rule: plan.classes_leaders", "rule: plan.activities", "rule: plan.activities",
     "rule `plan.activities` stands twice"),
    ("rights/training.yaml", "  support.training.read:", "  support.activity.read:", "  support.activity.read:",
     "`support.activity.read` stands here twice"),
    ("rights/training.yaml", "  support.training:\n", "  support.activity:\n", "  support.activity:\n",
     "`support.activity` stands here twice"),
    ("rights/training.yaml", "  support.OfficerTrained:", "  support.BudgetStood:", "  support.BudgetStood:",
     "`support.BudgetStood` stands here twice"),
    ("rights/training.yaml", "stages:\n", "sections:\n  money: Tiền\nstages:\n", "  money: Tiền", "`money` stands here twice"),
    ("rights/training.yaml", "tells:\n", "tells: none\nothers:\n", "tells: none", "`tells` stands here twice"),
    ("rights/training.yaml", "tells:\n", "others:\n", "others:\n", "unknown key `others`"),
    ("plans/2023/training.yaml", "  training_subjects:", "  activity_topics:", "  activity_topics:",
     "`activity_topics` stands here twice"),
    ("plans/2023/training.yaml", "lists:\n", "id: other\nlists:\n", "id: other", "`id` stands here twice"),
    ("plans/2023/training.yaml", "confidence: verified", "confidence: sure", "confidence: sure", "Invalid enum value 'sure'"),
    ("plans/2023/training.yaml", "  training_subjects:", "  needs:", "basis: [KH2023 IV.1]",
     "list `needs` is already in the law"),
    ("calendar.yaml", "day: 2023-01-02", "day: 2023-01-01", "2023-01-01, vi: Nghỉ bù", "2023-01-01 stands twice"),
    ("calendar.yaml", "day: 2023-01-02", "day: 2024-01-02", "2024-01-02", "2024-01-02 is not in 2023"),
    ("calendar.yaml", "day: 2024-05-04", "day: 2024-05-06", "2024-05-06", "is no free Saturday or Sunday"),
    ("calendar.yaml", "day: 2026-11-28", "day: 2026-11-24", "2026-11-24, vi: Đề", "2026-11-24 is decided: it stands among"),
    ("calendar.yaml", "day: 2026-11-28", "day: 2027-11-28", "2027-11-28", "2027-11-28 is not in 2026"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "marked", "wrong"), FAULTS)
def test_a_fault_is_named_with_its_file_and_line(
    change: Change, folder: Path, file: str, old: str, new: str, marked: str, wrong: str
) -> None:
    path = change(file, old, new)
    place = f"{file}:{line_of(path, marked)}: "
    faults = said(folder)
    assert any(fault.startswith(place) and wrong in fault for fault in faults), faults


def test_a_law_in_force_at_the_same_time_is_refused(folder: Path) -> None:
    path = folder / "law" / "later.yaml"
    path.write_text(LATER.replace("effective_from: 2021-07-01", "effective_from: 2025-06-30", 1), "utf-8")
    place = f"law/later.yaml:{line_of(path, 'effective_from')}: "
    (only,) = said(folder)
    assert only.startswith(f"{place}in force from 2025-06-30, but `2023` (2023.yaml) is until 2025-06-30; expected")


def test_a_law_version_has_an_id_of_its_own(folder: Path) -> None:
    later = LATER.replace("2021-07-01", "2025-07-01", 1).replace("2025-06-30", "2026-06-30", 1)
    (folder / "law" / "later.yaml").write_text(later.replace('id: "later"', 'id: "2023"'), "utf-8")
    assert [fault.split(": ", 1)[1] for fault in said(folder)] == ["law version `2023` is already in 2023.yaml"]


@pytest.mark.parametrize("name", ["town.yaml", "users.yaml", "calendar.yaml"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert said(folder) == [f"{name}:1: the file is missing"]


def test_missing_rights_are_named(folder: Path) -> None:
    shutil.rmtree(folder / "rights")
    assert said(folder) == ["rights:1: the folder is missing"]
    (folder / "rights").mkdir()
    assert said(folder) == ["rights:1: no file; expected at least one .yaml file"]


def test_a_part_that_stands_in_no_file_of_a_folder_is_missing_in_the_folder(folder: Path) -> None:
    (folder / "rights" / "sections.yaml").unlink()
    (only,) = said(folder)
    assert only.startswith("rights:1: `sections` missing here")


def test_the_files_of_a_folder_tell_their_faults_together(folder: Path) -> None:
    rights = folder / "rights"
    (rights / "money.yaml").write_text("", "utf-8")
    (rights / "parts.yaml").write_text("- a\n", "utf-8")
    (rights / "parts.yml").write_text("deeds: {}\n", "utf-8")
    (rights / "training.yaml").write_text("deeds: {}\ndeeds: {}\n", "utf-8")
    assert [fault.split(":")[0] for fault in said(folder)] == [
        "rights/money.yaml", "rights/parts.yaml", "rights/parts.yml", "rights/training.yaml",
    ]  # fmt: skip


def test_a_folder_is_read_as_the_one_file_it_would_be(folder: Path) -> None:
    before = load(folder)
    parts: dict[str, list[str]] = {}
    for path in sorted((folder / "rights").iterdir()):
        part = ""
        for line in path.read_text("utf-8").splitlines():
            part = line if line and line[0] not in " #" else part
            parts.setdefault(part, []).extend([] if line == part or line.startswith("#") else [line])
        path.unlink()
    whole = "\n".join(line for part, lines in parts.items() for line in (part, *lines))
    (folder / "rights" / "all.yaml").write_text(f"{whole}\n", "utf-8")
    assert load(folder) == before


def test_a_profile_without_law_is_refused(folder: Path) -> None:
    (folder / "law" / "2023.yaml").unlink()
    assert said(folder) == ["law:1: no law version; expected at least one .yaml file"]


def test_a_law_file_that_would_be_overlooked_is_named(folder: Path) -> None:
    (folder / "law" / "2025.yml").write_text("id: '2025'\n", "utf-8")
    assert said(folder) == ["law/2025.yml:1: expected only .yaml files here"]


@pytest.mark.parametrize(
    ("content", "place", "wrong"),
    [
        (b"", "users.yaml:1", "the file is empty"),
        (b"users: []\n# \xff\n", "users.yaml:2", "not UTF-8 text"),
        (b"users:\n  - \x07\n", "users.yaml:2", "not valid YAML"),
        (b"users:\n  - !!python/object:os.system {}\n", "users.yaml:2", "not valid here"),
        (b"? [a]\n: b\n", "users.yaml:1", "cannot be a key"),
        (b"- a\n", "users.yaml:1", "Expected `object`, got `array`"),
    ],
)
def test_a_file_that_is_no_such_file_is_refused(folder: Path, content: bytes, place: str, wrong: str) -> None:
    (folder / "users.yaml").write_bytes(content)
    (only,) = said(folder)
    assert only.startswith(f"{place}: ")
    assert wrong in only


def test_all_faults_of_all_files_are_told_together(change: Change, folder: Path) -> None:
    change("town.yaml", "port: 18101", "port: x")
    change("town.yaml", "    short: Phòng Tư pháp\n", "")
    change("users.yaml", "family_name", "surname")
    change("calendar.yaml", "day: 2023-01-02", "day: 2024-01-02")
    change("law/2023.yaml", "length: 20", "length: zwanzig")
    files = [fault.split(":")[0] for fault in said(folder)]
    assert files == ["calendar.yaml", "law/2023.yaml", "town.yaml", "town.yaml", "users.yaml", "users.yaml"]


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "shared.policy", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=FOLDER.parents[2], check=False)


def test_the_check_from_the_command_line_says_the_same(change: Change, folder: Path) -> None:
    sound = check(folder)
    assert sound.returncode == 0
    assert sound.stdout.startswith("huong-tra-2023: 14 instances, 23 users")
    change("town.yaml", "port: 18102", "port: 18101")
    broken = check(folder)
    assert broken.returncode == 1
    assert "port 18101 is already used by `intake.communes`" in broken.stderr
