"""The documents hang together: every decision has a number of its own, and every link leads somewhere."""

import re
from collections import Counter

from tests.house.parts import ROOT

DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_every_decision_has_a_number_of_its_own_and_bears_it() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert [number for number, times in Counter(numbers).items() if times > 1] == []
    titles = {path.name: path.read_text("utf-8").split("\n", 1)[0] for path in DECISIONS}
    assert [name for name, title in titles.items() if not title.startswith(f"# {int(name[:4])}. ")] == []


def test_every_link_of_a_document_leads_somewhere() -> None:
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    astray = [
        f"{path.relative_to(ROOT)}: {link}"
        for path in documents
        for link in LINK.findall(path.read_text("utf-8"))
        if not (path.parent / link).exists()
    ]
    assert astray == []
