"""What is late in a case, by whom: answers to referrals, steps of applications, lines of the plan, and the lead's own days."""

from collections.abc import Iterator
from datetime import date
from operator import itemgetter

from services.support.app import Folder
from services.support.domain.words import ReferralStage, Stage
from services.support.pages.benefits import benefits_due
from services.support.pages.case_page import answers_due
from shared.kernel.words import AgencyId
from shared.web.office import Office
from shared.web.pages import desk_name, vn_date


def late(folder: Folder, office: Office) -> Iterator[str]:
    """A line for each, longest overdue first, with its last day and who has the ball; nothing of a closed case, or of one
    that another agency leads now."""
    if folder.lead and folder.lead.stage in (Stage.CLOSED, Stage.HANDED_ON):
        return
    overdue = [
        (until, what, agency) for what, until, agency in _terms(folder, office) if until and until < office.today
    ]
    for until, what, agency in sorted(overdue, key=itemgetter(0)):
        at = desk_name(office.law, agency or office.agency, folder.unit)
        yield office.words["summary.late"].format(what=what, until=vn_date(until), at=at)


def _terms(folder: Folder, office: Office) -> Iterator[tuple[str, date | None, AgencyId | None]]:
    """What has a last day, that day, and who has to act (None: we)."""
    file, words, law = folder.lead, office.words, office.law
    if file is None:
        return
    due = answers_due(folder, law, office.today)
    delivered = {each.offered.service for each in file.referrals if each.stage is ReferralStage.DELIVERED}
    for referral in file.open_on(office.today):
        if referral.id in due:
            what = law.called("services", referral.offered.service)
            yield words["late.answer"].format(service=what), due[referral.id].end, referral.offered.agency
    asked = {each.offered.service: each.offered.agency for each in file.open_on(office.today)}
    for item in file.plan.items if file.plan else ():
        if not item.declined and item.service not in delivered:
            what = law.called("services", item.service)
            yield words["late.plan"].format(service=what), item.due_on, asked.get(item.service)
    for until, agency in benefits_due(folder):
        yield words["late.benefit"], until, agency
    for what, until in file.last_days.items():
        yield words[f"late.{what}"], until, None
