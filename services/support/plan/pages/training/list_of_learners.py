"""Danh sách học viên: the list that officers sign when they come to a class."""

from collections.abc import Iterable

from services.support.plan.domain.training.course import Course
from services.support.plan.domain.training.roster import RosterLine
from shared.kernel.words import AgencyId, UnitCode
from shared.papers import Learner, LearnerList
from shared.web.office import Office, full_name
from shared.web.pages import vn_date


def learners(course: Course, people: Iterable[tuple[str | None, RosterLine]], office: Office) -> LearnerList:
    """`people` in the order of the rosters; a name that may not be read here is a dotted line."""
    law, written = office.law, course.written
    assert written is not None
    subjects = "; ".join(law.called("training_subjects", each) for each in written.subjects)
    rows = tuple(
        Learner(name, law.called("officer_positions", line.position), full_name(law, line.agency, line.unit))
        for name, line in people
    )
    hours = office.words["learners.hours"].format(hours=written.hours)
    return LearnerList(
        office.head, subjects, vn_date(course.day), hours, _place(written.at_agency, written.in_unit, office), rows
    )


def _place(agency: AgencyId | None, unit: UnitCode | None, office: Office) -> str | None:
    if unit and unit in office.law.units:
        return full_name(office.law, office.law.units[unit].agency, unit)
    return full_name(office.law, agency) if agency else None
