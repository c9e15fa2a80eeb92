"""The desk of tips about labour brokers: who takes one, who checks it, and who may read whom it is about and who told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles, day_of
from services.support.plan.domain.brokers import commands as asked
from services.support.plan.domain.brokers.rules import TIP
from services.support.plan.domain.brokers.tip import Stage, Tip
from shared.desk import Deed, SealedParts
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code
from shared.web.cases import About, Values

A_TIP = About(
    "broker", "brokers", "brokers", "/brokers", lambda id_: f"MG-{id_.hex[:6].upper()}",
    UUID("a4d5e8b1-23f6-4b8a-9c0d-71e2f3a4b5c6"), of_people=True,
)  # fmt: skip
READ, LIST = "support.broker.read", "support.broker.list"
SEALED = ("suspect", "informant")


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can do with a tip, in the order of the procedure."""

    def place(tip: Tip, command: Any, actor: Actor) -> Subject:  # noqa: ARG001 - where it is taken, the officer is
        return Subject(agency, actor.unit, tip.stage) if tip.stage is Stage.NONE else place_of(agency, tip)

    def deed(name: Code, path: str, command: type[Any], day: str = "") -> Deed:
        on = day_of(day)
        return Deed(f"support.broker.{name}", path, command, TIP, place, on)

    return [
        deed("take", "new", asked.TakeBrokerTip, "taken_on"),
        deed("pass_on", "passing-on", asked.PassBrokerTipOn, "on"),
        deed("receive", "receipt", asked.ReceiveBrokerTip, "on"),
        deed("check", "check", asked.CheckBroker, "checked_on"),
        deed("forward", "forwarding", asked.ForwardBrokerTip, "dated"),
        deed("outcome", "outcome", asked.RecordBrokerOutcome, "known_on"),
        deed("close", "closure", asked.CloseBrokerTip),
    ]


def place_of(agency: AgencyId, tip: Tip) -> Subject:
    return Subject(agency, tip.unit, tip.stage)


def _sealed(tip: Tip) -> SealedParts:
    steps = {"tip": tip.begun, "checked": tip.checked, "outcome": tip.outcome, "closed": tip.closed}
    notes = {name: getattr(step, "note", None) for name, step in steps.items()}
    apart = {section: {section: getattr(tip.begun, section, None)} for section in SEALED}
    return {**apart, "note": {name: note for name, note in notes.items() if note}}


KIND = Kind(A_TIP, TIP, READ, LIST, place_of, lambda tip: tip.begun is not None, _sealed)


class Brokers(PlanFiles):
    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:  # noqa: ARG002 - as `Cases` asks
        if deed is self.opening:
            return {"agency": self.agency, "unit": actor.unit or ""}
        dated = (asked.PassBrokerTipOn, asked.ReceiveBrokerTip)
        return {"on": self.desk.today().isoformat()} if deed.command in dated else {}

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        today = self.desk.today()
        match deed.command:
            case asked.TakeBrokerTip:
                return {"taken_on": today, "place": actor.unit}
            case asked.CheckBroker:
                return {"checked_on": today}
            case asked.RecordBrokerOutcome:
                return {"known_on": today}
            case _:
                return {}
