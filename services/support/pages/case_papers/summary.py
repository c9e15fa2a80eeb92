"""Tóm tắt hồ sơ: one page for the leader: where things stand, who has the ball, what is late; never her story."""

from collections.abc import Iterator, Sequence
from itertools import islice

from services.support.app import Folder
from services.support.domain.access_to_services import NeedLine, Reached, access_to_services
from services.support.domain.benefits.claims import Claim
from services.support.domain.file import File
from services.support.domain.words import Stage
from services.support.pages.case_papers.about import Told, named, unit_of, who
from services.support.pages.case_papers.late import late
from services.support.pages.steps import first_due, holders, steps
from shared.desk import SealedParts
from shared.kernel.words import Code
from shared.papers import BenefitRow, CaseSummary, Fact, NeedRow
from shared.web.cases import Look
from shared.web.office import Office
from shared.web.pages import desk_name, money, small, vn_date

ROOM = 6
"""So many applications, late things and next steps find room on the page; of the rest it says how many there are."""

NOBODY_ELSE = frozenset({Reached.DELIVERED, Reached.NOT_WANTED})
"""Needs for which nobody has to act any more."""


def waits_for(file: File) -> Code | None:  # noqa: ARG001 - as the catalogue asks
    return None


def sealed(file: File) -> SealedParts:
    """The name alone: for whoever prints and may read it."""
    return {"identity": {"name": who(file).get("name")}}


def fill(file: File, seen: Look, told: Told, office: Office) -> CaseSummary:
    folder: Folder = seen.file
    overdue, next_, claims = list(late(folder, office)), list(_next(folder, office)), list(file.claims)
    left_out = sum(max(0, len(each) - ROOM) for each in (overdue, next_, claims))
    return CaseSummary(
        office.head, _person(file, office), tuple(_facts(folder, file, office)),
        tuple(_need(each, file, office) for each in access_to_services(file, office.law, office.today)),
        tuple(_benefit(each, office) for each in claims[-ROOM:]),
        tuple(islice(overdue, ROOM)), tuple(islice(next_, ROOM)), named(told, "name"),
        office.words["summary.left_out"].format(number=left_out) if left_out else None,
    )  # fmt: skip


def _person(file: File, office: Office) -> str:
    """Coarse words only."""
    opened, law = file.opened, office.law
    assert opened is not None
    coarse = (law.lists["sexes"].get(opened.sex), law.lists["age_groups"].get(opened.age_group))
    unit = law.units.get(opened.unit or "")
    return ", ".join(small(each.vi) for each in (*coarse, unit) if each)


def _facts(folder: Folder, file: File, office: Office) -> Iterator[Fact]:
    words, opened, status = office.words, file.opened, file.status
    yield Fact(words["summary.received"], vn_date(opened.received_on) if opened else None)
    found = (
        words["summary.found"].format(status=words[f"status.{status.status}"], on=vn_date(status.decided_on))
        if status
        else words["summary.not_found"]
    )
    yield Fact(words["summary.status"], found)
    if status and status.proof_type:
        proof = office.law.called("proof_types", status.proof_type)
        yield Fact(words["summary.proof"], words["summary.proof_number"].format(proof=proof))
    yield Fact(words["summary.stage"], small(words[f"stage.{file.stage}"]))
    yield Fact(words["summary.plan"], _plan(file, office))
    yield from _stay(file, office)
    yield from _visits(file, office)
    yield Fact(words["summary.holders"], _holders(folder, file, office))
    due = first_due(folder, office.today)
    at = desk_name(office.law, due.holder or office.agency, unit_of(file)) if due else ""
    yield Fact(words["summary.due"], f"{vn_date(due.on)}, {at}" if due else words["summary.no_due"])


def _stay(file: File, office: Office) -> Iterator[Fact]:
    """Since when she is at a facility, and how long the state pays her meals there."""
    if file.stays.open is None:
        return
    words, until, since = office.words, file.stays.paid_until, vn_date(file.stays.open.entered.entered_on)
    said = words["summary.stay_until"].format(since=since, until=vn_date(until)) if until else ""
    yield Fact(words["summary.stay"], said or words["summary.stay_unpaid"].format(since=since))


def _visits(file: File, office: Office) -> Iterator[Fact]:
    """How likely she is harmed again, as seen last, and when she is met next."""
    visit, words = file.follow_up, office.words
    said = {"risk": small(words[f"choice.Risk.{visit.risk}"]), "on": vn_date(visit.on)} if visit else {}
    yield Fact(words["summary.risk"], words["summary.risk_on"].format(**said) if visit else words["summary.no_risk"])
    next_on = file.following.next_on
    yield Fact(words["summary.visit"], vn_date(next_on) if next_on else words["summary.no_visit"])


def _plan(file: File, office: Office) -> str:
    if file.plan is None:
        return office.words["summary.no_plan"]
    said = {"number": len(file.plans), "on": vn_date(file.plan.agreed_on), "lines": len(file.plan.items)}
    return office.words["summary.plan_on"].format(**said)


def _holders(folder: Folder, file: File, office: Office) -> str:
    names = (desk_name(office.law, each, unit_of(file)) for each in holders(folder, office.agency, office.today))
    return ", ".join(names) or office.words["summary.nobody"]


def _need(line: NeedLine, file: File, office: Office) -> NeedRow:
    law, service = office.law, line.service
    kind = "services" if service and law.knows("services", service) else "benefits"
    ours = "" if line.reached in NOBODY_ELSE or file.stage is Stage.CLOSED else office.agency
    holder = law.agencies.get(line.holder or ours)
    return NeedRow(
        law.called("needs", line.need), office.words[f"reached.{line.reached.name}"],
        law.called(kind, service) if service else None, holder.short if holder else None,
    )  # fmt: skip


def _benefit(claim: Claim, office: Office) -> BenefitRow:
    decided = claim.decided
    number = (
        office.words["paper.number_and_day"].format(number=decided.number, dated=vn_date(decided.dated))
        if decided
        else None
    )
    return BenefitRow(
        office.law.called("benefits", claim.benefit), office.words[f"claim.{claim.stage}"], number,
        money(decided.amount) if decided and decided.amount else None, money(claim.paid_amount) if claim.paid else None,
    )  # fmt: skip


def _next(folder: Folder, office: Office) -> Sequence[str]:
    """The step to do now, and those that wait for others; nothing once the case is closed."""
    found = []
    closed = folder.lead is not None and folder.lead.stage in (Stage.CLOSED, Stage.HANDED_ON)
    for step in () if closed else steps(folder, office.today):
        agencies = step.awaits or ((office.agency,) if step.next else ())
        if agencies:
            names = ", ".join(desk_name(office.law, each, folder.unit) for each in agencies)
            found.append(f"{office.words[f'step.{step.name}']}: {names}")
    return found
