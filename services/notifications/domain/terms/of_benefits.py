"""The terms of an application for a benefit: until she applies, until the file is sent, until it is appraised."""

from datetime import date
from functools import reduce
from uuid import UUID

from services.notifications.domain import of_benefits
from services.notifications.domain.facts import Fact
from services.notifications.domain.terms.running import Terms, answered
from services.notifications.domain.words import REMINDERS, What
from shared.kernel.words import AgencyId


def in_applications(now: Terms, fact: Fact, at: int) -> Terms:
    """One by one: until she applies, until the file is sent, until it is appraised. The lead that guided her watches the
    first too; the agency at whose desk she applies is its holder."""
    match fact:
        case of_benefits.GuidedToApply(application=id_, agency=holder, apply_by=due):
            return _until_she_applies(now, due, at, id_, holder)
        case of_benefits.ApplicationExpected(application=id_, apply_by=due):
            return _until_she_applies(now, due, at, id_)
        case of_benefits.ApplicationMade(application=id_, send_by=due):
            return answered(now, id_).begin(What.APPLICATION_FILE, due, at, id_)
        case of_benefits.ApplicationCameBack(application=id_, send_by=due):
            return now.begin(What.APPLICATION_FILE, due, at, id_)
        case of_benefits.ApplicationArrived(application=id_, appraise_by=due):
            return answered(now, id_).begin(What.APPRAISAL, due, at, id_)
        case of_benefits.ApplicationLeft() | of_benefits.DecisionHeard():
            return answered(now, fact.application)
        case of_benefits.AppraisalEnded() | of_benefits.ApplicationWasWithdrawn():
            return answered(now, fact.application)
        case of_benefits.ApplicationsEnded():
            return now.end_all(What.APPLICATION, What.APPLICATION_FILE, *REMINDERS)
        case _:
            return now


def _until_she_applies(now: Terms, due: date | None, at: int, id_: UUID, holder: AgencyId | None = None) -> Terms:
    return reduce(lambda then, what: then.begin(what, due, at, id_, holder), (What.APPLICATION, *REMINDERS), now)
