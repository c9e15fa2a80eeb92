"""What can be done with reports to those above, by whom, at which stage, and what of it nobody types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.reporting.app.official_content import Drafted
from services.reporting.app.trail import own
from services.reporting.domain.official.commands import (
    Command,
    DraftReport,
    DraftUnitReport,
    EditReport,
    RecordNumber,
    SubmitReport,
    SupplementReport,
    WithdrawReport,
)
from services.reporting.domain.official.report import OFFICIAL, Report, Stage
from services.reporting.official.content import Content
from shared.desk import Deed
from shared.kernel.people import Actor
from shared.kernel.rights import ANY, Subject
from shared.kernel.words import AgencyId, Code, UnitCode
from shared.web.cases import About

READ, READ_ALL, DRAFT, DRAFT_OWN = (f"reporting.official.{deed}" for deed in ("read", "read_all", "draft", "draft_own"))
SECTION: Code = "note"
OF_THE_TOWN: UnitCode = ANY
"""What tells of the whole town lies in no unit: who may write the reports of a unit does not write those."""
AN_OFFICIAL = About(
    "report", "reports", "reports", "/reports", lambda id_: f"BC-{id_.hex[:6].upper()}",
    UUID("5a0f3c9e-7d14-4b62-9e1b-c8a5b7f2d630"), of_people=False,
)  # fmt: skip
OPEN: Mapping[type[Any], tuple[Stage, ...]] = {
    EditReport: (Stage.DRAFTED, Stage.SUBMITTED), SubmitReport: (Stage.DRAFTED,), RecordNumber: (Stage.SUBMITTED,),
    WithdrawReport: (Stage.DRAFTED, Stage.SUBMITTED), SupplementReport: (Stage.NUMBERED,),
}  # fmt: skip
"""At which stages a deed is offered."""
LEFT: Mapping[type[Any], Sequence[Code]] = {
    DraftReport: ("agency", "unit", "made"), DraftUnitReport: ("draft",), SupplementReport: ("report", "signed", "draft"),
    SubmitReport: ("report", "files"), RecordNumber: ("report", "taken"),
}  # fmt: skip
"""What nobody types."""


@dataclass(frozen=True)
class Whole:
    """A report as its page shows it: as it was drafted, with the parts that were written otherwise (their words are sealed), and
    which correct it."""

    state: Report
    drafted: Drafted
    content: Content
    same_program: bool
    corrected_by: tuple[UUID, ...]


def deeds(lead: AgencyId) -> list[Deed]:
    """`lead` is the agency of this ledger: reports of the town are its own."""

    def where(report: Report | Whole, command: Command | None, actor: Actor) -> Subject:  # noqa: ARG001 - as `Deed` asks
        return place_of(report.state if isinstance(report, Whole) else report, command, lead)

    def at_home(_: Report, __: Command | None, actor: Actor) -> Subject:
        return own_of(actor)

    return [
        Deed(DRAFT, "drafting", DraftReport, OFFICIAL, where),
        Deed(DRAFT_OWN, "unit", DraftUnitReport, OFFICIAL, at_home, begins=True),
        Deed("reporting.official.edit", "editing", EditReport, OFFICIAL, where),
        Deed("reporting.official.submit", "submission", SubmitReport, OFFICIAL, where),
        Deed("reporting.official.number", "number", RecordNumber, OFFICIAL, where),
        Deed("reporting.official.withdraw", "withdrawal", WithdrawReport, OFFICIAL, where),
        Deed("reporting.official.supplement", "supplement", SupplementReport, OFFICIAL, where, apart=True),
    ]


def place_of(report: Report, command: Command | None, lead: AgencyId) -> Subject:
    """Whose it is: a unit's, or the lead's."""
    told = report.drafted or getattr(command, "draft", None)
    if told and told.agency:
        return Subject(told.agency, told.unit, ANY, OFFICIAL.name)
    return Subject(lead, OF_THE_TOWN, ANY, OFFICIAL.name)


def own_of(actor: Actor) -> Subject:
    return replace(own(actor), stage=ANY, kind=OFFICIAL.name)
