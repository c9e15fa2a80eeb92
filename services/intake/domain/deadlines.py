"""The term that runs in a file: counted by the law, extended for a reason, or set by a person where the law has no day."""

from collections.abc import Callable
from datetime import date

from services.intake.domain.asked import SetDueDay
from services.intake.domain.file import File
from services.intake.domain.happened import DueDaySet, Event
from services.intake.domain.words import EXTENSION_TERM, RECEPTION_TERM, VERIFICATION_TERM, Stage
from shared.kernel.checks import must_follow
from shared.kernel.deadlines import Deadline
from shared.kernel.decider import Refused
from shared.kernel.law import Law
from shared.kernel.words import Code

DeadlineCommand = SetDueDay


def decide_deadline(command: DeadlineCommand, file: File, _: Law) -> list[Event]:
    """Only where the law gave no day, and only the agency whose term it is, or who asked for what it is about."""
    runs = _runs(file)
    if runs is None or (file.notified and file.task is None):
        raise Refused("due_day.none_runs", "no term of this agency runs")
    if file.counted_due is not None:
        raise Refused("due_day.by_law", f"the law gives this term its last day: {file.counted_due}")
    term, began = runs
    day = DueDaySet(term, command.due_on)
    if day == file.due_set:
        return []
    must_follow(command.due_on, began, "due_day.before_event")
    return [day]


def running(file: File, law_on: Callable[[date], Law]) -> Deadline | None:
    """The deadline that runs in a file as its entries have it, with the rule it stands on; None when none runs."""
    runs = _runs(file)
    if runs is None:
        return None
    term, began = runs
    law = law_on(began)
    counted, longer = law.deadline(term, began), file.extension if file.task else file.delay
    if longer and file.counted_due == longer.due_on:
        return law.extension(EXTENSION_TERM, counted).as_recorded(longer.due_on, by_person=longer.by_person)
    if file.counted_due is None and file.due:
        return counted.set_for(file.due)
    return counted.as_recorded(file.counted_due)


def _runs(file: File) -> tuple[Code, date] | None:
    """The term that runs now, and the day of the event it is counted from."""
    match file.stage:
        case Stage.REPORTED if file.notice:
            return RECEPTION_TERM, file.notice.notified_on
        case Stage.VERIFYING if file.request:
            return VERIFICATION_TERM, file.request.asked_on
        case Stage.ASKED if file.task:
            return VERIFICATION_TERM, file.task.asked_on
        case _:
            return None
