"""Which law is in force on which day, what its hash stands for, and how a second version joins."""

import unicodedata
from datetime import date, timedelta
from pathlib import Path

import pytest

from shared.policy import NoLaw, Profile, load
from tests.policy.conftest import Change

NEXT = """
id: "2025"
effective_from: 2025-07-01
effective_to: null
terms: {}
regimes: {}
lists:
  instruments: {basis: [], confidence: verified, items: {L2024: {vi: Luật số 53/2024/QH15, en: Law 53/2024}}}
  statuses: {basis: [L2024 Điều 37], confidence: verified, items: {victim_vn: {vi: Nạn nhân, en: Victim}}}
  conditions: {basis: [], confidence: verified, items: {none_known: {vi: Không, en: None}}}
"""


def test_the_version_holds_from_its_first_to_its_last_day(profile: Profile) -> None:
    law = profile.law("2023")
    assert law.effective_to
    assert profile.law_on(law.effective_from).id == profile.law_on(law.effective_to).id == "2023"


@pytest.mark.parametrize("day", [date(2021, 6, 30), date(2025, 7, 1)])
def test_a_day_without_law_is_refused_and_the_known_versions_are_named(profile: Profile, day: date) -> None:
    with pytest.raises(NoLaw, match=rf"no law version in force on {day}; known: 2023 \(2021-07-01 to 2025-06-30\)"):
        profile.law_on(day)


@pytest.mark.parametrize("day", [date(2023, 5, 8), date(2025, 2, 28), date(2025, 3, 1), date(2026, 11, 27)])
def test_an_agency_that_ended_keeps_its_name_and_so_does_every_agency_where_no_law_is_in_force(
    profile: Profile, day: date
) -> None:
    called = {instance.agency: profile.called(instance.agency, day) for instance in profile.instances}
    assert called["police"] == "Công an thị xã"
    assert not called.keys() & called.values()


def test_an_unknown_version_is_refused_and_the_known_ones_are_named(profile: Profile) -> None:
    with pytest.raises(NoLaw, match="no law version `1999`; known: 2023"):
        profile.law("1999")


def test_a_second_version_joins_by_adding_a_file(folder: Path, profile: Profile) -> None:
    (folder / "law" / "2025.yaml").write_text(NEXT, "utf-8")
    both = load(folder)
    assert both.law_on(date(2025, 7, 1)).id == "2025"
    assert both.law_on(date(2025, 6, 30)) == profile.law_on(date(2025, 6, 30))
    assert both.law("2023") == profile.law("2023")
    assert not both.law_on(date(2025, 7, 1)).units


def test_the_hash_does_not_mind_comments_order_and_spacing(folder: Path, profile: Profile) -> None:
    town, law = folder / "town.yaml", folder / "law" / "2023.yaml"
    town.write_text(
        town.read_text("utf-8")
        .replace("[report, lead, reception, benefits, services]", "[services,   lead, report,\n reception, benefits]")
        .replace("vi: Phòng Tư pháp\n    short: Phòng Tư pháp", "short: Phòng Tư pháp  # a\n    vi: 'Phòng Tư pháp'"),
        "utf-8",
    )
    law.write_text("# another comment\n" + law.read_text("utf-8").replace("\n\n", "\n\n\n"), "utf-8")
    changed = load(folder)
    assert changed.law("2023").hash == profile.law("2023").hash
    assert changed.hash == profile.hash


def test_the_hash_does_not_mind_how_accents_are_written(folder: Path, profile: Profile) -> None:
    town = folder / "town.yaml"
    town.write_text(unicodedata.normalize("NFD", town.read_text("utf-8")), "utf-8")
    assert load(folder).law("2023").hash == profile.law("2023").hash


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("law/2023.yaml", "payable: null", "payable: 1000000"),
        ("law/2023.yaml", "length: 20", "length: 30"),
        ("law/2023.yaml", "confidence: recalled", "confidence: verified"),
        ("law/2023.yaml", "eligible: [victim_vn, victim_stateless_resident, ", "eligible: [victim_vn, "),
        ("town.yaml", "vi: Xã Bình Tiến", "vi: Xã Bình Tiến mới"),
        ("town.yaml", "powers: [budget]", "powers: [budget, services]"),
        ("calendar.yaml", "      - {day: 2023-09-01, vi: Quốc khánh}\n", ""),
    ],
)
def test_the_hash_changes_with_the_content(change: Change, profile: Profile, file: str, old: str, new: str) -> None:
    path = change(file, old, new)
    root = path.parent if path.parent.name == "town" else path.parent.parent
    changed = load(root)
    assert changed.law("2023").hash != profile.law("2023").hash
    assert changed.hash != profile.hash


def test_a_changed_port_or_user_is_another_profile_but_the_same_law(
    change: Change, folder: Path, profile: Profile
) -> None:
    change("town.yaml", "port: 18101", "port: 19101")
    changed = load(folder)
    assert changed.law("2023").hash == profile.law("2023").hash
    assert changed.hash != profile.hash


def test_each_day_of_the_version_has_one_hash(profile: Profile) -> None:
    first = profile.law("2023").effective_from
    days = [first + timedelta(days=30 * n) for n in range(48)]
    assert len({profile.law_on(day).hash for day in days}) == 1
