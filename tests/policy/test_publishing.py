"""The thresholds of what is published are checked at start like every file of the profile."""

from pathlib import Path

import pytest

from shared.kernel.words import Confidence
from shared.policy import Profile, ProfileFault, load
from tests.policy.conftest import Change


def test_no_threshold_claims_to_be_law(profile: Profile) -> None:
    assert (profile.publishing.least, profile.publishing.step) == (10, 5)
    assert profile.publishing.confidence is not Confidence.VERIFIED
    assert profile.publishing.reason


def test_what_is_told_is_rounded_down(profile: Profile) -> None:
    assert [profile.publishing.told(count) for count in (10, 14, 15, 29)] == [10, 10, 15, 25]


def test_another_number_is_another_version(profile: Profile, folder: Path, change: Change) -> None:
    change("publication.yaml", "least: 10", "least: 20")
    changed = load(folder)
    assert changed.publishing.least == 20
    assert changed.publishing.version != profile.publishing.version
    assert changed.hash != profile.hash
    assert changed.law("2023").hash == profile.law("2023").hash, "the law is the same"


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ("least: 10", "least: 1", ">= 3"),
        ("step: 5", "step: 0", ">= 1"),
        ("step: 5", "step: 15", "a step that is no larger"),
        ("set_by:", "setby:", "unknown key `setby`"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line(folder: Path, change: Change, old: str, new: str, wrong: str) -> None:
    path = change("publication.yaml", old, new)
    with pytest.raises(ProfileFault) as fault:
        load(folder)
    assert wrong in str(fault.value)
    assert f"{path}:" in str(fault.value)


def test_a_profile_without_thresholds_does_not_start(folder: Path) -> None:
    (folder / "publication.yaml").unlink()
    with pytest.raises(ProfileFault, match=r"publication\.yaml:1: the file is missing"):
        load(folder)
