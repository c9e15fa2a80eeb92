"""What a program is told of a dry run, and of an import: the same as the pages show; and the bad rows as a file."""

from typing import Any

from services.intake.domain.past import Import
from services.intake.importing.columns import columns
from services.intake.past_cases.desk import Review
from services.intake.projections import ImportLine
from shared.tables import as_csv
from shared.web.words import Words, say


def of_review(file: str, review: Review, words: Words) -> dict[str, Any]:
    """Rows by their number in the sheet; nothing of what stands in them."""
    bad = [
        {"row": row.number, "column": fault.column, "why": fault.why, "say": say(words, fault.why)}
        for row in review.bad
        for fault in row.faults
    ]
    known = {number: [str(found.case) for found in cases] for number, cases in review.known.items()}
    return {
        "file": file, "columns": review.mapping, "missing": review.fit.missing, "doubled": review.fit.doubled,
        "rows": len(review.rows), "cases": {row.number: row.code for row in review.good}, "bad": bad,
        "known": known, "twins": review.twins, "here": [row.number for row in review.rows if row.here and row.good],
    }  # fmt: skip


def bad_rows(review: Review, words: Words) -> bytes:
    """The bad rows as a file for whoever mends the sheet: row, column, what is wrong; nothing that stands in a row."""
    known = columns()
    rows = (
        (
            str(row.number),
            known[fault.column].vi if fault.column in known else words["import.whole_row"],
            say(words, fault.why),
        )
        for row in review.bad
        for fault in row.faults
    )
    return as_csv([words[f"import.bad.{name}"] for name in ("row", "column", "why")], rows)


def of_state(file: str, state: Import, line: ImportLine) -> dict[str, Any]:
    ended = state.ended
    return {
        "file": file, "runs": state.runs, "rows": line.rows, "done": line.done,
        "cases": ended.cases if ended else None, "refused": ended.refused if ended else None,
    }  # fmt: skip
