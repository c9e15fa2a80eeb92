"""The thresholds of the inspectors are checked at start like every file of the profile, and speak of what there is."""

from pathlib import Path

import pytest

from shared.kernel.words import Confidence
from shared.policy import Profile, ProfileFault, load
from tests.house.parts import EVENTS
from tests.policy.conftest import Change


def test_no_threshold_claims_to_be_law(profile: Profile) -> None:
    assert profile.oversight.confidence is not Confidence.VERIFIED
    assert profile.oversight.reason


def test_every_deed_that_is_to_be_written_down_soon_is_one_there_is(profile: Profile) -> None:
    assert profile.oversight.back_dated
    assert profile.oversight.back_dated.keys() <= EVENTS.keys()


def test_another_number_is_another_version(profile: Profile, folder: Path, change: Change) -> None:
    change("inspection.yaml", "silence: {number: 30,", "silence: {number: 31,")
    changed = load(folder)
    assert changed.oversight.silence.number == 31
    assert changed.oversight.version != profile.oversight.version
    assert changed.hash != profile.hash
    assert changed.law("2023").hash == profile.law("2023").hash, "the law is the same"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("unit: seconds", "unit: minutes", "found `minutes`"),
        ("silence: {number: 30", "silence: {number: 0", ">= 1"),
        ("begins: 22, ends: 5", "begins: 5, ends: 22", "the evening, then the morning"),
        ("awake: [rescue,", "awake: [nightwatch,", "unknown power `nightwatch`"),
        ("excused: [inspector]", "excused: [nobody]", "unknown role `nobody`"),
        ("following: [leader]", "following: [nobody]", "unknown role `nobody`"),
        ("intake.case.PersonReceived: 3", "person received: 3", "person received"),
        ("set_by:", "setby:", "unknown key `setby`"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(folder: Path, change: Change, old: str, new: str, wrong: str) -> None:
    path = change("inspection.yaml", old, new)
    with pytest.raises(ProfileFault) as fault:
        load(folder)
    assert wrong in str(fault.value)
    assert f"{path}:" in str(fault.value)


def test_a_profile_without_thresholds_does_not_start(folder: Path) -> None:
    (folder / "inspection.yaml").unlink()
    with pytest.raises(ProfileFault, match=r"inspection\.yaml:1: the file is missing"):
        load(folder)
