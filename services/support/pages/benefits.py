"""Applications for benefits on the page of a case: whose turn it is, until when, and which deeds carry them on."""

from collections.abc import Iterable, Sequence
from datetime import date

from services.support.app import Folder
from services.support.domain.benefits.claims import AT_DESK, AT_LEAD, Claim
from services.support.domain.file import File
from services.support.domain.words import ApplicationStage, ClaimStage, PaymentStage
from shared.kernel.words import AgencyId


def may_be_stopped(claim: Claim) -> bool:
    """Decided money that nobody has paid in whole, and nobody asked to stop."""
    return claim.stage is ClaimStage.GRANTED and claim.stop is None


TO_DO_AT_DESK = (ApplicationStage.EXPECTED, ApplicationStage.MADE, ApplicationStage.CAME_BACK)


def paths_of_claims(claims: Sequence[Claim]) -> tuple[str, ...]:
    """The deeds that carry the applications on, the most pressing first."""
    stages = {claim.stage for claim in claims}
    decide = ("benefit-decision",) if ClaimStage.APPRAISED in stages else ()
    appraise = ("benefit-appraisal", "benefit-return") if ClaimStage.ARRIVED in stages else ()
    stop = ("benefit-stop",) if any(may_be_stopped(claim) for claim in claims) else ()
    complain = ("benefit-complaint",) if claims else ()
    return (*decide, *appraise, "benefit-guidance", *stop, *complain)


def awaited_for_benefits(file: File) -> tuple[AgencyId, ...]:
    """The desks where she is expected or something is to be completed, and those that have to pay."""
    desks = [claim.guided.agency for claim in file.claims if claim.stage in AT_DESK]
    payers = [c.assigned.payer for c in file.claims if c.stage is ClaimStage.GRANTED and c.assigned]
    return tuple(dict.fromkeys((*desks, *payers)))


def benefits_wait_for_us(file: File, ours: AgencyId) -> bool:
    return any(claim.stage in AT_LEAD for claim in file.claims) or ours in awaited_for_benefits(file)


def has_to_act(folder: Folder) -> bool:
    """Our desk or our till has something to do."""
    desk = folder.applied is not None and bool(folder.applied.at(*TO_DO_AT_DESK))
    till = folder.orders is not None and any(each.stage is PaymentStage.TO_PAY for each in folder.orders.all)
    return desk or till


def benefits_due(folder: Folder) -> Iterable[tuple[date | None, AgencyId | None]]:
    """The last days of the steps that are open, with who has to take them (None: we)."""
    for claim in folder.lead.claims if folder.lead else ():
        if claim.stage is ClaimStage.GUIDED:
            yield claim.guided.apply_by, claim.guided.agency
        if claim.stage is ClaimStage.ARRIVED and claim.arrived:
            yield claim.arrived.appraise_by, None
    for one in folder.applied.all if folder.applied else ():
        if one.stage is ApplicationStage.EXPECTED:
            yield one.expected.apply_by, None
        if one.stage is ApplicationStage.MADE and one.made:
            yield one.made.send_by, None
        if one.stage is ApplicationStage.CAME_BACK and one.came_back:
            yield one.came_back.send_by, None
