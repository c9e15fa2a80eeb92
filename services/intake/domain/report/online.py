"""What comes by the public page: no login, nothing asked about a person; it becomes a report like any other."""

from datetime import date
from typing import NamedTuple

from services.intake.domain.report.asked import TakeReport, TellOnline
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code

ONLINE: Code = "online"
"""The channel (list `channels`)."""


class Marks(NamedTuple):
    """By what a flood is gathered (`happened.ReportTaken`)."""

    alike: Code | None
    source: Code | None
    aside: bool


def taken_online(told: TellOnline, code: Code, recorder: AgencyId, on: date, law: Law, marks: Marks) -> TakeReport:
    """The command it is. It goes to the unit it is about, where that is a unit of this agency."""
    if told == TellOnline():
        raise Refused("tip.empty", "an empty page tells nobody anything")
    here = told.place and told.place in law.units and law.units[told.place].agency == recorder
    return TakeReport(
        code, recorder, on, on, ONLINE, told.signs, told.story, told.place, children=told.children,
        informant=told.informant, may_call_back=told.informant is not None, safe_hours=told.safe_hours,
        unit=told.place if here else None, **marks._asdict(),
    )  # fmt: skip
