"""The law of a budget year: that of its last day, so that papers older than the plan and deeds after its end know its lists."""

from datetime import date

from shared.desk import Desk
from shared.kernel.law import Law
from shared.policy import NoLaw


def last_day(year: int) -> date:
    """The budget year is the calendar year (Luật NSNN 2015 Điều 14)."""
    return date(year, 12, 31)


def open_years(desk: Desk) -> tuple[int, int, int]:
    """This year, the last, which is being settled, and the next, for which estimates are drafted."""
    this = desk.today().year
    return this, this - 1, this + 1


def standing_law(desk: Desk, year: int) -> Law:
    """That of the end of a year that is over; else that of today, which knows the present lists."""
    return year_law(desk, year) if year < desk.today().year else desk.law()


def year_law(desk: Desk, year: int) -> Law:
    return law_on(desk, last_day(year))


def law_on(desk: Desk, day: date) -> Law:
    """That of today, where no version was in force on the day."""
    try:
        return desk.law_on(day)
    except NoLaw:
        return desk.law()
