"""The desk of donors: who gave or wants to give. What they promise begins on their page, and is a file of its own."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from services.support.plan.app.files import Kind, PlanFiles
from services.support.plan.domain.contributions import commands as asked
from services.support.plan.domain.contributions.donor import (
    DONOR,
    CorrectDonor,
    Donor,
    DonorStage,
    RecordDonor,
    SettleNaming,
)
from services.support.plan.domain.contributions.gift import Gift
from services.support.plan.domain.contributions.rules import CONTRIBUTION
from services.support.plan.projections.contributions import DonorLine
from shared.desk import Deed, Desk, SealedParts
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId
from shared.ledger import Entry
from shared.views import Kept, Shelf
from shared.web.cases import About, Values
from shared.web.words import Words

A_DONOR = About(
    "donor", "donors", "donors", "/donors", lambda donor: f"NTT-{donor.hex[:6].upper()}",
    UUID("5b0d6f0e-61b4-4a0e-9a3f-2f0d1c7e8a41"), of_people=False,
)  # fmt: skip
READ, LIST, PRINT = "support.donor.read", "support.donor.list", "support.donor.print"
IDENTITY, CONTACT, NOTE = "identity", "contact", "note"
PLEDGES = (asked.PledgeMoney, asked.PledgeGoods, asked.PledgeSkills)


def deeds(agency: AgencyId) -> list[Deed]:
    """Everything an officer can do with a donor: write them down, and what they promise."""

    def place(donor: Donor, command: Any, actor: Actor) -> Subject:
        if donor.stage is DonorStage.NONE:  # not there yet: it will lie where the officer is
            return Subject(agency, command.unit if command else actor.unit, donor.stage)
        return _place(agency, donor)

    def pledge_place(known: Any, command: asked.Pledge | None, actor: Actor) -> Subject:  # noqa: ARG001 - as `Deed` asks
        """A promise lies where its donor does: `known` is the donor, as long as there is no command."""
        return Subject(agency, command.unit, DonorStage.KEPT) if command else _place(agency, known)

    def pledge(path: str, command: type[Any]) -> Deed:
        return Deed(
            f"support.donor.pledge_{path}", path, command, CONTRIBUTION, pledge_place,
            _pledged_on, _pledged_on, apart=True,
        )  # fmt: skip

    return [
        Deed("support.donor.record", "new", RecordDonor, DONOR, place),
        Deed("support.donor.correct", "correction", CorrectDonor, DONOR, place),
        Deed("support.donor.naming", "naming", SettleNaming, DONOR, place, _said_on, _said_on),
        pledge("money", asked.PledgeMoney),
        pledge("goods", asked.PledgeGoods),
        pledge("skills", asked.PledgeSkills),
    ]


def _pledged_on(command: asked.Pledge) -> Any:
    return command.pledged_on


def _said_on(command: SettleNaming) -> Any:
    return command.said_on


def _place(agency: AgencyId, donor: Donor) -> Subject:
    return Subject(agency, donor.unit, donor.stage)


def _sealed(donor: Donor) -> SealedParts:
    notes = {f"note:{n}": note for n, note in enumerate(donor.notes, 1)}
    return {IDENTITY: {"name": donor.name}, CONTACT: {"contact": donor.contact}, NOTE: notes}


KIND = Kind(A_DONOR, DONOR, READ, LIST, _place, lambda donor: donor.stage is DonorStage.KEPT, _sealed)


class Donors(PlanFiles):
    """Donors of one agency. `gifts` are its contributions: what a donor gave stands on their page."""

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        words: Words,
        lines: Shelf[Entry, DonorLine] | Kept[Entry, DonorLine],
        gifts: Shelf[Entry, Gift] | Kept[Entry, Gift],
    ) -> None:
        super().__init__(KIND, desk, agency, words, lines, "new")
        self.gifts = gifts

    def given(self, donor: UUID) -> dict[str, Gift]:
        """All contributions of a donor, by id."""
        return self.gifts.where(donor=donor)

    def caught_up(self, position: int) -> None:
        super().caught_up(position)
        self.gifts.reach(position, self.desk.ledger.since)

    def added(self, deed: Deed, actor: Actor, file: UUID) -> Mapping[str, str]:
        """A promise is the donor's on whose page it was written down, and lies where they do."""
        if deed is self.opening:
            return {"agency": self.agency, "unit": actor.unit or ""}
        if deed.command not in PLEDGES:
            return {}
        donor: Donor = self.desk.ledger.now(DONOR, file).state
        return {"agency": self.agency, "unit": donor.unit or "", "donor": str(file)}

    def known(self, deed: Deed, actor: Actor, file: Any, typed: Values) -> Values:  # noqa: ARG002 - as `Cases` asks
        today = self.desk.today()
        if deed.command is CorrectDonor:
            return {"kind": file.kind}
        if deed.command is SettleNaming:
            return {"said_on": today, "named": not file.named}
        return {"pledged_on": today} if deed.command in PLEDGES else {}
