"""A row becomes the ordinary commands of intake, as far as it says something. What it does not say stays unknown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.intake.domain import asked
from services.intake.importing.cells import Misread, value_of
from services.intake.importing.columns import Column, columns
from services.intake.importing.table import Row
from shared.kernel.words import AgeGroup, Code, age_group

REPORT, RECEPTION, INFORMATION, PROOF, LETTER, ANSWER, END = (
    "report", "reception", "information", "proof", "letter", "answer", "end",
)  # fmt: skip
COMMANDS: Mapping[Code, type[Any]] = {
    REPORT: asked.RecordReport,
    RECEPTION: asked.RecordReception,
    INFORMATION: asked.RecordInitialInformation,
    PROOF: asked.RecordProof,
    LETTER: asked.AskVerificationByLetter,
    ANSWER: asked.RecordLetterAnswer,
    END: asked.EndFile,
}
"""The steps a row can say, in the order of the procedure."""
ALSO_AT_RECEPTION = ("sex", "age_group", "ethnicity")
"""Coarse facts that reception asks again: of a row they are the same."""
NOT_KNOWN, ENDED_BEFORE, MOVED_AWAY = "not_known", "ended_before", "moved_away"
"""What a list of the law calls: not known yet; over, for a reason nobody wrote down; moved to another place."""


@dataclass(frozen=True)
class RowFault:
    """What is wrong in a row: the code of the column (none: the row itself) and the code of the sentence."""

    column: Code
    why: Code


@dataclass(frozen=True)
class Said:
    """What a row says, step by step, as a form would send it; and what in it cannot be read."""

    steps: Mapping[Code, Mapping[str, Any]]
    faults: tuple[RowFault, ...]


def said(row: Row, mapping: Sequence[Code], law: Any) -> Said:
    """Read the cells of a row. `law` says which words are in its lists, and which units there are."""
    wrong = [RowFault(_named(mapping, at), why) for at, why in row.faults]
    found: dict[Code, Any] = {}
    for at, code in enumerate(mapping):
        column = columns().get(code)
        if column and not column.never and row.cells[at] and not any(at == place for place, _ in row.faults):
            try:
                found[code] = value_of(row.cells[at], column, law)
            except Misread as why:
                wrong.append(RowFault(code, why.why))
    steps = _steps(found)
    wrong += _against_itself(found, steps)
    return Said(steps, tuple(wrong))


def _named(mapping: Sequence[Code], at: int) -> Code:
    return mapping[at] if at < len(mapping) and mapping[at] in columns() else ""


def _steps(found: Mapping[Code, Any]) -> dict[Code, dict[str, Any]]:
    by_step: dict[Code, dict[str, Any]] = {REPORT: {}}
    for code, value in found.items():
        column: Column = columns()[code]
        if column.step in COMMANDS:
            by_step.setdefault(column.step, {})[column.field] = value
    _whole_report(by_step[REPORT], found)
    if RECEPTION in by_step:
        known = {field: by_step[REPORT][field] for field in ALSO_AT_RECEPTION}
        by_step[RECEPTION] = {"person_status": NOT_KNOWN, "first_examination": "no"} | known | by_step[RECEPTION]
    if len(purposes := by_step.get(INFORMATION, {}).get("purposes", ())) == 1:
        by_step[INFORMATION].setdefault("primary_purpose", purposes[0])
    _outcome(by_step, found)
    _end(by_step, found.get("cas_Status"))
    return {step: by_step[step] for step in COMMANDS if step in by_step}


def _whole_report(report: dict[str, Any], found: Mapping[Code, Any]) -> None:
    parts = [found[code] for code in ("prs_SecondName", "prs_MiddleName", "prs_FirstName") if code in found]
    report["name"] = found.get("x_FullName") or " ".join(parts)
    report["birth"] = found.get("prs_Birthdate") or found.get("x_BirthYear", "")
    contact = [code for code, column in columns().items() if column.field == "contact"]
    report["contact"] = ", ".join(found[code] for code in contact if code in found)
    report["age_group"] = _age(str(report["birth"]), str(report.get("reported_on", "")))
    report.setdefault("sex", "unknown")
    report.setdefault("ethnicity", "unknown")
    # The notice of a past case was given then, not today: where the row does not say when, on the day of the report.
    report.setdefault("told_by_phone_on", report.get("reported_on", ""))


def _outcome(by_step: dict[Code, dict[str, Any]], found: Mapping[Code, Any]) -> None:
    """The answer to a letter says what the row says; the day of asking is that of the letter."""
    outcome = found.get("vic_TraffickingStatus")
    if LETTER in by_step:
        by_step[LETTER].setdefault("asked_on", by_step[LETTER].get("dated", ""))
    if ANSWER in by_step:
        by_step[ANSWER]["outcome"] = outcome if outcome != "possible" else ""
        if outcome == "victim":
            proof = by_step.pop(PROOF, {})
            by_step[ANSWER] |= {"certificate": proof.get("number", ""), "certificate_on": proof.get("dated", "")}


def _end(by_step: dict[Code, dict[str, Any]], standing: Any) -> None:
    if standing in ("closed", "moved"):
        end = by_step.setdefault(END, {})
        end.setdefault("reason", MOVED_AWAY if standing == "moved" else ENDED_BEFORE)
    elif END in by_step and "reason" not in by_step[END]:
        by_step[END]["reason"] = ENDED_BEFORE


def _against_itself(found: Mapping[Code, Any], steps: Mapping[Code, Any]) -> Iterator[RowFault]:
    """A row that says one thing here and another there is not decided by us."""
    outcome, standing = found.get("vic_TraffickingStatus"), found.get("cas_Status")
    if outcome == "victim" and PROOF not in steps and ANSWER not in steps:
        yield RowFault("vic_TraffickingStatus", "import.victim_without_proof")
    if outcome in ("not_victim", "unresolved") and ANSWER not in steps:
        yield RowFault("vic_TraffickingStatus", "import.outcome_without_answer")
    if outcome in ("possible", "not_victim", "unresolved") and PROOF in steps:
        yield RowFault("x_ProofType", "import.proof_against_status")
    if ANSWER in steps and outcome in (None, "possible"):
        yield RowFault("vic_TraffickingStatus", "import.answer_without_outcome")
    if standing == "open" and END in steps:
        yield RowFault("cas_Status", "import.open_and_ended")
    if (RECEPTION not in steps) and steps.keys() & {INFORMATION, PROOF, LETTER, ANSWER}:
        yield RowFault("x_ReceivedOn", "import.not_received")


def _age(birth: str, on: str) -> str:
    """The age group on the day of the report, where what is known of the birth leaves no doubt."""
    day, born = _day(on), _day(birth)
    if day and born:
        return age_group(born, day).value if born <= day else AgeGroup.UNKNOWN.value
    year = re.fullmatch(r"(?:19|20)\d\d", birth.strip())
    if day and year and int(year[0]) <= day.year:
        eldest = age_group(date(int(year[0]), 1, 1), day)
        youngest = age_group(min(date(int(year[0]), 12, 31), day), day)
        return eldest.value if eldest is youngest else AgeGroup.UNKNOWN.value
    return AgeGroup.UNKNOWN.value


def _day(text: str) -> date | None:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text.strip())
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text.strip())
    except ValueError:
        return None
