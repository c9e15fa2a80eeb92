"""How stays at a facility move the line of their case: until which day her meals are paid."""

from dataclasses import replace

from services.support.domain.stays import stay_events as of_stay
from services.support.projections.lines import QueueLine


def with_stay(line: QueueLine, event: of_stay.Event) -> QueueLine:
    """Nothing has to be done any more for somebody who left."""
    match event:
        case of_stay.FacilityEntered():
            return replace(line, meals_until=event.paid_until)
        case of_stay.FacilityLeft():
            return replace(line, meals_until=None)
        case of_stay.MealsExtended():
            return line if event.ended else replace(line, meals_until=event.until)
        case of_stay.MealsLimitMoved():
            return line if event.ended else replace(line, meals_until=event.paid_until)
