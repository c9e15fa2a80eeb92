"""The deeds of which a past case is made: those of the pages, each judged by the law of its own day, and one that only a past
case has, since a file that was over long ago is not ended today."""

from collections.abc import Callable, Mapping
from typing import Any

from services.intake.app.table import DEEDS
from services.intake.domain import CASE, File
from services.intake.domain.past import IMPORT, BeginImport, FinishImport
from services.intake.importing.rows import COMMANDS, END
from shared.desk import Deed
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code

Place = Callable[[File, Any, Actor], Subject]
BRING_IN: Code = "intake.past_cases.bring_in"
_LINES = {line.command: line for line in DEEDS}


def step_deeds(place: Place) -> Mapping[Code, Deed]:
    """By step of a row."""
    return {step: _deed(step, command, place) for step, command in COMMANDS.items()}


def _deed(step: Code, command: type[Any], place: Place) -> Deed:
    line = _LINES[command]
    name = "intake.past_case.end" if step == END else f"intake.{line.name}"
    return Deed(name, f"past-{step}", command, CASE, place, line.on, judged_on=line.on)


def import_deeds(agency: AgencyId) -> Mapping[Code, Deed]:
    """To begin with a file, and to say that it was gone through."""

    def place(_: object, __: object, actor: Actor) -> Subject:
        return Subject(agency, actor.unit, "none")

    begin = Deed(BRING_IN, "past-begin", BeginImport, IMPORT, place)
    finish = Deed(BRING_IN, "past-finish", FinishImport, IMPORT, place)
    return {"begin": begin, "finish": finish}
