"""Phiếu xác nhận đã nhận hỗ trợ: at the agency that was asked and took it on; she signs that it reached her."""

from services.support.domain.services.counted import in_measure
from services.support.domain.tasks import Task
from services.support.domain.words import ReferralStage
from services.support.domain.work_events import ServiceDelivered
from services.support.pages.case_papers.about import Told, named
from shared.desk import SealedParts
from shared.kernel.words import Code, agency_of
from shared.papers import HelpReceipt
from shared.web.cases import Look
from shared.web.office import Office, full_name
from shared.web.pages import vn_date

TAKEN_ON = frozenset({ReferralStage.ACCEPTED, ReferralStage.DELIVERED})


def waits_for(task: Task) -> Code | None:
    return None if task.stage in TAKEN_ON else "paper.not_taken_on"


def sealed(task: Task) -> SealedParts:
    """The name that was given to this agency with this referral."""
    return {"identity": {"name": task.received.name}}


def fill(task: Task, seen: Look, told: Told, office: Office) -> HelpReceipt:  # noqa: ARG001 - as the catalogue asks
    received = task.received
    given = task.answer if isinstance(task.answer, ServiceDelivered) else None
    return HelpReceipt(
        office.head, office.law.called("services", received.service),
        full_name(office.law, agency_of(received.lead)), vn_date(received.offered_on), named(told, "name"),
        vn_date(given.delivered_on) if given else None,
        in_measure(received.service, given.quantity, given.outcome, office.law) if given else None,
    )  # fmt: skip
