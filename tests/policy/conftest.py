"""The profile of Hương Trà 2023, and copies of it that a test may break or extend."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from shared.policy import Profile, load

FOLDER = Path(__file__).parents[2] / "deploy" / "profiles" / "huong-tra-2023"
Change = Callable[[str, str, str], Path]


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load(FOLDER)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the profile."""
    return Path(shutil.copytree(FOLDER, tmp_path / "town"))


@pytest.fixture
def change(folder: Path) -> Change:
    """Puts new text for old (which must be there) into a file of the copy; answers the file."""

    def changed(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return changed
