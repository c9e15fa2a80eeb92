"""Which papers the page of a case offers: to whom the table of rights gives them, greyed with what they wait for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from services.support.app import Support
from services.support.app.folder import place_of_file, place_of_task
from services.support.domain.words import ClaimStage
from services.support.pages.case_papers.about import OfClaim
from services.support.pages.case_papers.catalogue import OF_CLAIM, OF_FILE, OF_TASK, TAKEN_HOME, CasePaper
from services.support.pages.case_papers.receipt import TAKEN_ON
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code
from shared.web.cases import Look

T = TypeVar("T")
AT_STAGE = {
    ClaimStage.ARRIVED: ("to_trinh", "du_thao_quyet_dinh"),
    ClaimStage.APPRAISED: ("to_trinh", "du_thao_quyet_dinh"),
    ClaimStage.REFUSED: ("van_ban_tu_choi",),
}
"""The papers of an application that are of use where it stands; of what was granted the signed decision holds."""


AFTER = {
    "ke_hoach_ho_tro": "support.plan.agree",
    "giay_hen_va_viec_can_lam": "support.plan.agree",
    "du_thao_quyet_dinh": "support.benefit.appraise",
    "van_ban_tu_choi": "support.benefit.decide",
    "phieu_xac_nhan_da_nhan": "support.service.deliver",
}
"""The deed right after which one prints it."""


@dataclass(frozen=True)
class Button:
    """A paper to be printed at `path` under the page of the case. `rule`: what it waits for. `benefit` or `service` is what
    it is about, where the case itself is not; `home`: she takes it along."""

    paper: Code
    path: str
    rule: Code | None = None
    benefit: Code | None = None
    service: Code | None = None

    @property
    def home(self) -> bool:
        return self.paper in TAKEN_HOME

    @property
    def after(self) -> Code | None:
        return AFTER.get(self.paper)


def buttons(support: Support, actor: Actor, seen: Look) -> Sequence[Button]:
    """All that this person may print here, in the order of the case."""
    return [*_of_lead(support, actor, seen), *_of_tasks(support, actor, seen)]


def _of_lead(support: Support, actor: Actor, seen: Look) -> Iterator[Button]:
    if (file := seen.file.lead) is None:
        return
    place = place_of_file(support.agency, file)
    for code, paper in OF_FILE.items():
        if _may(support, actor, paper, place):
            yield Button(code, f"papers/{code}.pdf", paper.waits_for(file))
    for claim in file.claims:
        for code in AT_STAGE.get(claim.stage, ()):
            if _may(support, actor, OF_CLAIM[code], place):
                rule = OF_CLAIM[code].waits_for(OfClaim(file, claim))
                yield Button(code, f"applications/{claim.id}/{code}.pdf", rule, benefit=claim.benefit)


def _of_tasks(support: Support, actor: Actor, seen: Look) -> Iterator[Button]:
    """At the agency that was asked, once it has taken the referral on."""
    for task in seen.file.asked.tasks if seen.file.asked else ():
        for code, paper in OF_TASK.items():
            if task.stage in TAKEN_ON and _may(support, actor, paper, place_of_task(support.agency, task)):
                yield Button(code, f"referrals/{task.received.referral}/{code}.pdf", service=task.received.service)


def _may(support: Support, actor: Actor, paper: CasePaper[T], at: Subject) -> bool:
    return support.desk.rights.judge(actor, paper.right, at).allowed
