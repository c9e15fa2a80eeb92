"""What reached her of each service, in words: when it begins, each time it was given, all of it as it is counted, its outcome."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from services.support.app import Folder
from services.support.domain.case_events import DeliveryConfirmed
from services.support.domain.referrals import Referral
from services.support.domain.services.counted import in_measure, is_singular, measure_of
from services.support.domain.services.part_rules import Part, given_so_far
from services.support.domain.tasks import Task
from services.support.domain.words import ReferralStage
from services.support.domain.work_events import ServiceDelivered
from shared.kernel.law import Law
from shared.kernel.words import AgencyId, Code
from shared.ledger import Entry
from shared.web.pages import small, vn_date
from shared.web.words import Words

WHOLE = ServiceDelivered | DeliveryConfirmed


@dataclass(frozen=True)
class Given:
    """`lines` stand under the state of a referral, `times` are the single times, behind a click."""

    lines: tuple[str, ...]
    times: tuple[str, ...]


@dataclass(frozen=True)
class Describer:
    """`roles` are the names of roles, from the profile; `ours` the agency whose officers wrote down what is theirs."""

    words: Words
    law: Law
    ours: AgencyId
    roles: Mapping[Code, str]

    def given(self, folder: Folder, entries: Sequence[Entry]) -> dict[UUID, Given]:
        """By referral: of what we were asked for, and of what others were asked for."""
        sent = [(each.id, each.offered.service, each) for each in folder.lead.referrals] if folder.lead else []
        received = [(t.received.referral, t.received.service, t) for t in folder.asked.tasks] if folder.asked else []
        told = {referral: self._given(service, each, entries) for referral, service, each in sent}
        return told | {referral: self._given(service, each, entries) for referral, service, each in received}

    def spoken(self, fact: Any, service: Code | None) -> dict[str, str]:
        """How much, where and with what outcome, for a sentence of the timeline; nothing, where nothing was said."""
        place, outcome, begins_on = (getattr(fact, name, None) for name in ("place", "outcome", "begins_on"))
        return {
            "counted": f", {self._amount(service, fact)}" if service and self._amount(service, fact) else "",
            "where": f", {small(self.law.called('places', place))}" if place else "",
            "ended": f". {self._ended(outcome)}" if outcome else "",
            "begins": f", {small(self._say('given.begins', on=vn_date(begins_on)))}" if begins_on else "",
        }

    def _given(self, service: Code, each: Task | Referral, entries: Sequence[Entry]) -> Given:
        whole = each.answer if isinstance(each.answer, WHOLE) else None
        return Given(
            tuple(self._of_whole(service, whole, entries) if whole else self._so_far(service, each)),
            tuple(self._time(service, part, entries) for part in each.parts),
        )

    def _so_far(self, service: Code, each: Task | Referral) -> Iterable[str]:
        if each.begins_on and not each.parts and each.stage is ReferralStage.ACCEPTED:
            yield self._say("given.begins", on=vn_date(each.begins_on))
        if each.parts:
            amount = self._counted(service, given_so_far(service, each.parts, self.law))
            one = is_singular(service, self.law)
            yield self._say("given.times" if one else "given.so_far", times=len(each.parts), amount=amount)

    def _of_whole(self, service: Code, whole: WHOLE, entries: Sequence[Entry]) -> Iterable[str]:
        spoken = self.spoken(whole, service)
        yield self._say("given.whole", on=vn_date(whole.delivered_on), amount=spoken["counted"] + spoken["where"])
        if whole.outcome:
            yield self._ended(whole.outcome)
        yield self._confirmed(whole.confirmed_by_person) + self._by(whole, entries)

    def _time(self, service: Code, part: Any, entries: Sequence[Entry]) -> str:
        spoken = self.spoken(part, service)
        what = (spoken["counted"] + spoken["where"]).removeprefix(", ")
        said = self._say("given.time", on=vn_date(part.given_on), what=what)
        return f"{said}; {small(self._confirmed(part.confirmed_by_person))}{self._by(part, entries)}"

    def _ended(self, outcome: Code) -> str:
        return self._say("given.outcome", outcome=small(self.law.called("outcomes", outcome)))

    def _confirmed(self, confirmed: bool) -> str:
        return self.words["given.confirmed" if confirmed else "given.not_confirmed"]

    def _by(self, fact: Any, entries: Sequence[Entry]) -> str:
        """Who wrote it down, as the house names people: by their role, and by the entry, which knows the officer."""
        entry = next((entry for entry in entries if entry.fact == fact), None)
        if entry is None or entry.body.by.agency != self.ours or not entry.body.by.role:
            return ""
        role = self.roles.get(entry.body.by.role, entry.body.by.role)
        return "; " + self._say("given.by", role=small(role), position=entry.position)

    def _amount(self, service: Code, fact: Any) -> str:
        """Of a service of which there is one, a time is a time."""
        quantity = getattr(fact, "quantity", None)
        if isinstance(fact, Part) and is_singular(service, self.law):
            return self.words["given.once"]
        return self._counted(service, quantity, getattr(fact, "outcome", None)) if quantity else ""

    def _counted(self, service: Code, quantity: int, outcome: Code | None = None) -> str:
        if measure_of(service, self.law) is None:
            return self._say("given.counted", quantity=quantity)
        return in_measure(service, quantity, outcome, self.law) or ""

    def _say(self, name: str, **values: object) -> str:
        return self.words[name].format_map(values)
