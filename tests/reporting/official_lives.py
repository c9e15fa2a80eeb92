"""A report from a history in which everything happens; run by itself, it prints the digests of each kind of report in
its three forms, on any day (`DAY`)."""

import hashlib
import os
from datetime import UTC, date, datetime
from pathlib import Path

import yaml
from time_machine import travel

from services.reporting import pages
from services.reporting.definitions.periods import period
from services.reporting.domain.official.kinds import Kind
from services.reporting.official.content import Content, Pin, definition
from services.reporting.official.drafting import drafted
from services.reporting.official.figures import Figures
from services.reporting.official.sheet import as_sheet
from services.reporting.official.word import as_word
from services.reporting.official.written import Frame, as_pdf
from shared.kernel.unit_papers import Obliged
from shared.papers import Letterhead, Signature
from tests.reporting.counts import histories
from tests.reporting.town import law, walked

FRAME = Frame(
    Letterhead("Phòng Thử nghiệm", "Hương Trà", "Ủy ban nhân dân thị xã"), ("Ủy ban nhân dân thị xã",),
    Signature(("Trưởng phòng",))
)  # fmt: skip
FORMS = {"pdf": as_pdf, "docx": as_word, "xlsx": as_sheet}
NAMES = yaml.safe_load((Path(pages.__file__).parent / "words.vi.yaml").read_text("utf-8"))
HALF = period("first_half-2023")


def report(
    kind: str = Kind.VICTIM_STATISTICS, as_of: date = HALF.until, *, somebody: bool = True, whose: Obliged | None = None
) -> Content:
    """Of the first half of 2023, as of a day; with nobody in it, where asked; of one unit, where it is of one."""
    pin = Pin(
        kind, HALF, as_of, {"intake.labour": 12, "intake.police": 7}, "https://bao-cao.example/reports/1", definition()
    )
    if kind == Kind.UNIT_RESULT:
        whose = whose or Obliged("communes", "20008")
    told = histories(walked().journal()) if somebody else []
    return drafted(pin, Figures(told, lambda _: law(), HALF, as_of, whose), NAMES)


if __name__ == "__main__":
    with travel(os.environ.get("DAY", datetime.now(UTC).isoformat())):
        for kind in Kind:
            for form, write in FORMS.items():
                print(kind, form, hashlib.sha256(write(report(kind), FRAME)).hexdigest())
