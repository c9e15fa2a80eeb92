"""All that is read of the plan's own work beside the books, and every view of it."""

from typing import Any, TypeAlias

from services.reporting.projections.plan import (
    difficulties,
    gifts,
    inspections,
    money,
    of_the_lead,
    papers,
    supervisions,
    training,
)
from shared.views import View

WorkFact: TypeAlias = (
    papers.PlanFact | papers.ReportFact | of_the_lead.RoundFact | of_the_lead.UnitsUrged | of_the_lead.TownFact
    | training.OfficerFact | training.ClassFact | money.MoneyFact
    | difficulties.DifficultyFact | difficulties.ProposalFact
    | inspections.InspectionFact | inspections.TipFact | supervisions.SupervisionFact | gifts.DonorFact | gifts.GiftFact
)  # fmt: skip
WORK_FACTS: dict[str, type[WorkFact]] = {
    **papers.PLAN_READ, **papers.REPORT_READ,
    **of_the_lead.ROUND_READ, **of_the_lead.LETTER_READ, **of_the_lead.TOWN_READ,
    **training.OFFICER_READ, **training.CLASS_READ, **money.MONEY_READ,
    **difficulties.DIFFICULTY_READ, **difficulties.PROPOSAL_READ,
    **inspections.INSPECTION_READ, **inspections.TIP_READ, **supervisions.SUPERVISION_READ,
    **gifts.DONOR_READ, **gifts.GIFT_READ,
}  # fmt: skip
WORK: tuple[View[Any, Any], ...] = (
    papers.PLANS, papers.REPORTS, of_the_lead.ROUNDS, of_the_lead.LETTERS, of_the_lead.TOWN_REPORTS,
    training.OFFICERS, training.CLASSES, money.MONEY, difficulties.DIFFICULTIES, difficulties.PROPOSALS,
    inspections.INSPECTIONS, inspections.TIPS, supervisions.SUPERVISIONS, gifts.GIFTS, gifts.DONORS,
)  # fmt: skip
