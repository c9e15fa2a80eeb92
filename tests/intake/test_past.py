"""The rules of past cases: how a sheet is brought in, and how a file ends that was over long ago."""

from dataclasses import replace
from datetime import date

from hypothesis import given as for_all
from hypothesis import strategies as st

from services.intake.domain import CASE, File
from services.intake.domain.asked import EndFile, RecordProof
from services.intake.domain.happened import FileEnded
from services.intake.domain.past import (
    IMPORT,
    BeginImport,
    FinishImport,
    ImportBegun,
    ImportEnded,
    case_of,
    import_of,
    step_of,
)
from services.intake.domain.words import Stage
from services.intake.messages import tell
from shared.contracts.intake import PastCaseEnded
from shared.kernel.people import By
from shared.kernel.tell import Happened
from shared.kernel.when import When
from shared.testing import given
from tests.intake.samples import LAW, RECEIVED, RECORD_RECEPTION, RECORD_REPORT
from tests.intake.towns import FINGERPRINT

OF = import_of("intake.labour", FINGERPRINT)
REPORT = replace(RECORD_REPORT, recorder="labour", from_import=OF)
PROOF = RecordProof("FOREIGN_DOC_LEGALISED", "HP-1", RECEIVED)
OVER = EndFile(date(2023, 5, 8), "moved_away", past=True)
BEGIN = BeginImport(FINGERPRINT, 2, 3, ("x_FullName", "x_ReportedOn"))
BEGUN = ImportBegun(**vars(BEGIN))


def test_a_victims_past_file_that_was_over_ends_and_support_is_told() -> None:
    over = given(CASE, law=LAW).when(REPORT, RECORD_RECEPTION, PROOF, OVER)
    over.then(FileEnded(OVER.ended_on, "moved_away", None, past=True))
    file: File = over.state_now
    assert (file.stage, file.stands) == (Stage.ENDED, Stage.VICTIM), "counted as a victim for good"
    happened = Happened(case_of(OF, 2), over.answer[0], By("lan", "labour"), When.day(OVER.ended_on))
    assert [(told.inbox, told.message) for told in tell(happened, file)] == [
        ("support.labour", PastCaseEnded(OVER.ended_on))
    ]


def test_only_a_past_case_was_over_before_it_was_written_down() -> None:
    new = replace(REPORT, from_import=None)
    given(CASE, law=LAW).when(new, RECORD_RECEPTION, PROOF, OVER).refused("ending.not_past")
    given(CASE, law=LAW).when(REPORT, RECORD_RECEPTION, PROOF, replace(OVER, past=False)).refused("ending.too_early")


def test_a_past_file_does_not_end_before_what_was_done_in_it() -> None:
    early = replace(OVER, ended_on=date(2023, 5, 1))
    given(CASE, law=LAW).when(REPORT, RECORD_RECEPTION, early).refused("ending.before_report")


def test_a_sheet_is_brought_in_once_at_a_time() -> None:
    given(IMPORT).when(BEGIN).then(BEGUN)
    given(IMPORT).when(BEGIN, BEGIN).nothing()
    given(IMPORT).when(BEGIN, replace(BEGIN, left_out=(2,))).refused("import.runs")
    given(IMPORT).when(FinishImport(1, 0)).nothing()


def test_rows_that_were_left_can_be_brought_in_later() -> None:
    later = replace(BEGIN, left_out=(2,))
    given(IMPORT, BEGUN, ImportEnded(1, 1)).when(later).then(ImportBegun(**vars(later)))
    given(IMPORT, BEGUN, ImportEnded(1, 1)).when(BEGIN).nothing()


@for_all(st.lists(st.tuples(st.integers(1, 10**6), st.integers(0, 9)), unique=True, max_size=30))
def test_no_two_steps_have_one_id_and_each_has_the_same_for_ever(steps: list[tuple[int, int]]) -> None:
    ids = [step_of(OF, row, step) for row, step in steps]
    assert len({*ids, *(case_of(OF, row) for row, _ in steps)}) == len(ids) + len({row for row, _ in steps})
    assert ids == [step_of(import_of("intake.labour", FINGERPRINT), row, step) for row, step in steps]
    assert import_of("intake.police", FINGERPRINT) != OF
