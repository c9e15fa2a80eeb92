"""Every test and file the documents name is there: a promise whose proof was renamed away would go unnoticed."""

import re
from pathlib import Path

import pytest

from tests.house.parts import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PLACE = re.compile(r"`((?:deploy|docs|services|shared|tests)/[\w./-]+)`")
NAMED = re.compile(r"`(test_\w+)`")
TESTS = {
    name
    for path in (ROOT / "tests").rglob("test_*.py")
    for name in re.findall(r"def (test_\w+)", path.read_text("utf-8"))
}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_file_and_test_a_page_names_is_there(page: Path) -> None:
    text = page.read_text("utf-8")
    assert [name for name in NAMED.findall(text) if name not in TESTS] == []
    assert [place for place in PLACE.findall(text) if not (ROOT / place).exists()] == []
