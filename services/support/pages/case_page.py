"""What happened in a case, told in sentences, and by when its referrals must be answered."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from typing import Any
from uuid import UUID

from services.support.app import Folder
from services.support.domain.referrals import ANSWER_TERM
from services.support.domain.words import ReferralStage
from services.support.pages.services import Describer
from shared.kernel.deadlines import Deadline
from shared.kernel.law import Law
from shared.kernel.named import digests
from shared.kernel.words import Code, Digest
from shared.ledger import Entry
from shared.web.attachments import Scan
from shared.web.cases import Look
from shared.web.pages import money, vn_date, vn_time
from shared.web.words import Words

REASONS: Mapping[str, Code] = {
    **dict.fromkeys(("CaseClosed", "SupportWasClosed", "ApplicationsEnded", "PaymentSuspended"), "closing_reasons"),
    **dict.fromkeys(("ApplicationAppraised", "BenefitDecided", "DecisionHeard"), "refusal_reasons"),
    **dict.fromkeys(("PaymentStopAsked", "OrderStopped"), "stop_reasons"),
    **dict.fromkeys(("LeadOffered", "LeadAsked"), "handing_reasons"),
    "ServiceNotDelivered": "not_delivered_reasons",
    "CaseReopened": "reopening_reasons",
    "MealsExtended": "meals_extension_reasons",
    "VisitMissed": "missed_visit_reasons",
}
"""The list in which the reason of an event stands; of answers and returns in `reasons`. The same code may mean something else
in another list."""


LISTS: Mapping[str, Code] = {
    "service": "services", "needs": "needs", "regime": "regimes", "reading": "readings", "benefit": "benefits",
    "area": "reintegration_areas", "kind": "facility_kinds", "limit": "terms", "province": "provinces",
}  # fmt: skip
"""The list in which the code of a field stands."""


def answers_due(folder: Folder, law: Law, today: date) -> dict[UUID, Deadline]:
    """By when each referral that waits for an answer must have one, by its id."""
    waiting = (
        [each.offered for each in folder.lead.referrals if each.stage_on(today) is ReferralStage.OFFERED]
        if folder.lead
        else []
    )
    received = [task.received for task in folder.asked.at(ReferralStage.OFFERED, today)] if folder.asked else []
    sent = {each.referral: _answer_due(each.offered_on, each.answer_by, law) for each in waiting}
    return sent | {each.referral: _answer_due(each.offered_on, each.answer_by, law) for each in received}


def _answer_due(offered_on: date, answer_by: date | None, law: Law) -> Deadline:
    """A day other than the one the law gives is that of whoever asked."""
    return law.deadline(ANSWER_TERM, offered_on).as_recorded(answer_by, by_person=True)


@dataclass(frozen=True)
class Teller:
    """Tells entries in sentences, in the words of the day's law."""

    words: Words
    law: Law
    scans: Mapping[Digest, Scan]
    describer: Describer

    def timeline(self, seen: Look) -> list[dict[str, Any]]:
        """The lines of the timeline, newest first."""
        about = _services(seen.file)
        return [self._line(entry, about) for entry in reversed(seen.entries)]

    def _line(self, entry: Entry, about: Mapping[UUID, dict[str, Any]]) -> dict[str, Any]:
        meant = getattr(entry.fact, "referral", getattr(entry.fact, "application", entry.body.subject))
        said = about.get(meant, {}) | _open_fields(entry.fact)
        reasons = REASONS.get(type(entry.fact).__name__, "reasons")
        spoken = {name: self._spoken(name, value, reasons) for name, value in said.items()}
        spoken |= self.describer.spoken(entry.fact, said.get("service"))
        text = self.words[f"told.{entry.name}"].format_map(spoken)
        return {
            "at": vn_time(entry.at),
            "text": text,
            "note": "",
            "position": entry.position,
            "saw": entry.body.saw is not None,
            "scans": [self.scans[digest] for digest in digests(entry.fact) if digest in self.scans],
        }

    def _spoken(self, name: str, value: Any, reasons: Code) -> str:
        match value:
            case date():
                return vn_date(value)
            case int() if name in ("amount", "paid") and not isinstance(value, bool):
                return money(value)
            case tuple():
                return ", ".join(self._spoken(name, each, reasons) for each in value)
            case Enum():
                return self.words.get(f"choice.{type(value).__name__}.{value.value}", str(value.value))
            case _:
                return self._listed(name, str(value), reasons)

    def _listed(self, name: str, code: str, reasons: Code) -> str:
        if name in ("agency", "payer"):
            return self.law.agencies[code].short if code in self.law.agencies else code
        kind = LISTS.get(name, "") if name != "reason" else reasons
        return self.law.called(kind, code) if self.law.knows(kind, code) else self.words.get(f"{name}.{code}", code)


def _services(folder: Folder) -> dict[UUID, dict[str, Any]]:
    """What each referral or application is about: later events name only its id."""
    received = {task.received.referral: task.received for task in folder.asked.tasks} if folder.asked else {}
    sent = {each.id: each.offered for each in folder.lead.referrals} if folder.lead else {}
    claims = {each.id: each.guided for each in folder.lead.claims} if folder.lead else {}
    applied = {each.id: each.expected for each in folder.applied.all} if folder.applied else {}
    orders = {each.id: each.ordered for each in folder.orders.all} if folder.orders else {}
    told: dict[UUID, Any] = {**received, **sent, **claims, **applied, **orders}
    return {each: _open_fields(about) for each, about in told.items()}


def _open_fields(fact: Any) -> dict[str, Any]:
    return {each.name: value for each in fields(fact) if (value := getattr(fact, each.name)) is not None}
