"""Nothing is odd in what was written down of a past case on the day it was brought in: it was done on paper, in its own time."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from services.intake.domain import CASE
from services.intake.domain.asked import RecordProof
from services.reporting.oddities import Rule
from shared.kernel.people import By
from shared.kernel.when import When
from shared.kernel.words import ImportId
from shared.ledger import Saw
from shared.testing import identity
from tests.reporting.town import law, may, reception, report
from tests.reporting.watch import Watch, findings, of

THEN, LATE = date(2023, 1, 5), date(2023, 3, 1)
PAST = identity("a past case")


def town(of_import: ImportId | None) -> Watch:
    """Reported in January and received in March, much too late; written down in May with a proof that nobody had opened the
    case for."""
    made = Watch()
    made.at(may(8))
    reported = replace(report(PAST, THEN), recorder="labour", from_import=of_import)
    proof = RecordProof("POLICE_DISTRICT_CERT", "12/GXN", LATE)
    for command, day in ((reported, THEN), (reception(LATE), LATE), (proof, LATE)):
        saw = Saw({"intake.labour": 2}, "0" * 64) if command is proof else None
        write(made, command, day, saw)
    return made


def write(made: Watch, command: object, day: date, saw: Saw | None) -> None:
    made.ledgers["intake.labour"].handle(
        CASE, PAST, command, command_id=uuid4(), by=By("lan", "labour", None, "intake_officer"), law=law(),
        when=When.day(day), saw=saw,
    )  # fmt: skip


@pytest.mark.parametrize(("of_import", "odd"), [(None, True), (ImportId(UUID(int=7)), False)])
def test_what_was_late_on_paper_is_no_finding_here(of_import: ImportId | None, odd: bool) -> None:
    every = findings(town(of_import).journal(), may(9))
    found = {rule for rule in (Rule.DEADLINE_MISSED, Rule.BACK_DATED, Rule.UNREAD) if of(rule, every)}
    assert (Rule.DEADLINE_MISSED in found) is odd
    assert bool(found) is odd
