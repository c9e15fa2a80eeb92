"""What would become of each row: the same commands, the same rights and rules, and nothing is recorded."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.intake.domain import CASE, File
from services.intake.domain.past import case_of
from services.intake.domain.words import Stage
from services.intake.importing.columns import columns, folded
from services.intake.importing.rows import COMMANDS, END, REPORT, RowFault, said
from services.intake.importing.table import Row
from shared.desk import Deed, Desk
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import NotPermitted
from shared.kernel.words import AgencyId, CaseId, Code, ImportId, UnitCode
from shared.web.forms import FormContext, Malformed, parse

Step = tuple[Code, Any]
"""A step of a row, and its command."""


@dataclass(frozen=True)
class Checked:
    """A row: the case it becomes and by which steps, or what is wrong with it. `here`: it was brought in before."""

    number: int
    case: CaseId
    steps: tuple[Step, ...]
    faults: tuple[RowFault, ...]
    here: bool = False
    unit: UnitCode | None = None

    @property
    def good(self) -> bool:
        return not self.faults

    @property
    def code(self) -> Code:
        return case_code(self.case)

    @property
    def likeness(self) -> tuple[str, ...]:
        """By what two rows of one sheet are held against each other: name and birth, in clear and never kept."""
        report = self.steps[0][1] if self.steps else None
        name, birth = (
            folded(str(getattr(report, field).value)) if getattr(report, field, None) else ""
            for field in ("name", "birth")
        )
        return (name, birth) if name else ()


class Checking:
    """`deeds` are the deeds by step. Rules are asked on what this process knows of a case; a new one has no past."""

    def __init__(self, desk: Desk, agency: AgencyId, deeds: Mapping[Code, Deed]) -> None:
        self._desk, self._agency, self._deeds = desk, agency, deeds

    def row(self, actor: Actor, of: ImportId, row: Row, mapping: Sequence[Code], *, new: bool = False) -> Checked:
        """Everything that is wrong with it is said at once, as far as it can be read; of the rules, the first that says no.
        `new`: it is known that the case has no file yet."""
        law, case = self._desk.law(), case_of(of, row.number)
        read = said(row, mapping, law)
        faults, steps = list(read.faults), []
        for step, fields in read.steps.items():
            try:
                steps.append((step, self._command(of, case, step, fields, actor)))
            except Malformed as wrong:
                faults += self._named(step, wrong, fields, faults)
        file: File = CASE.initial if new else self._desk.ledger.now(CASE, case).state
        here, unit = file.stage is not Stage.NONE, getattr(steps[0][1], "unit", None) if steps else None
        if not faults and not here:
            faults += self._refusals(actor, steps)
        return Checked(row.number, case, tuple(steps) if not faults else (), tuple(faults), here, unit)

    def _command(self, of: ImportId, case: UUID, step: Code, fields: Mapping[str, Any], actor: Actor) -> Any:
        added: dict[str, Any] = {}
        if step == REPORT:
            added = {"code": case_code(case), "recorder": actor.agency, "from_import": str(of)}
            added |= {"notified_on": fields.get("reported_on", "")}  # then, and not today
            if actor.unit and not fields.get("unit"):
                added["unit"] = (
                    actor.unit
                )  # an officer of a unit brings in that unit's cases, as on the page of a report
        if step == END:
            added = {"past": "yes"}
        context = FormContext(self._desk.today(), self._desk.law(), form=True)
        return parse(COMMANDS[step], {**fields, **added}, context=context)

    @staticmethod
    def _named(
        step: Code, wrong: Malformed, fields: Mapping[str, Any], known: Sequence[RowFault]
    ) -> Iterator[RowFault]:
        """By the column a person sees. What that column is blamed for already is not said twice."""
        for fault in wrong.faults:
            field = fault.field.partition(".")[0]
            if field == "notified_on" or (
                step == REPORT and field == "told_by_phone_on" and fields[field] == fields.get("reported_on")
            ):
                continue  # it is the day of the report, of which the same is said
            code = next((c.code for c in columns().values() if c.step == step and c.field == field), "")
            if field == "outcome":
                code = "vic_TraffickingStatus"
            if code not in {each.column for each in known}:
                yield RowFault(code, fault.why)

    def _refusals(self, actor: Actor, steps: Sequence[Step]) -> Iterator[RowFault]:
        """The first step that rights or rules refuse, on what the steps before would have made of the file."""
        file: File = CASE.initial
        for step, command in steps:
            try:
                file = self._after(actor, self._deeds[step], command, file)
            except Refused as no:
                yield RowFault(_first_column(step), no.rule)
                return

    def _after(self, actor: Actor, deed: Deed, command: Any, file: File) -> File:
        verdict = self._desk.rights.judge(actor, deed.name, deed.subject(file, command, actor))
        law = self._desk.law_of(deed, command)
        if not verdict.allowed:
            if verdict.rule == "right.stage":
                CASE.decide(command, file, law)  # the domain's own rule says why, if it has one
            raise NotPermitted(verdict.rule, f"{deed.name} at stage {file.stage}")
        for event in CASE.decide(command, file, law):
            file = CASE.evolve(file, event)
        return file


def _first_column(step: Code) -> Code:
    return next((column.code for column in columns().values() if column.step == step), "")
