"""The desk where two cases are said to be one person's: which ones may be, what is known of both, and who may say so."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from services.intake.domain import CASE, File
from services.intake.domain.matching import MATCHING, DescriptionTaken, Matching, PersonDescribed
from services.intake.domain.person import PERSON, LinkCases, Links, UnlinkCases, person_of_both
from services.intake.projections import QueueLine
from shared import access
from shared.desk import Deed, Desk
from shared.kernel.codes import case_code
from shared.kernel.decider import Refused
from shared.kernel.likeness import Likeness, Strength, Weighing
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import AgencyId, Code, agency_of
from shared.ledger import Entry, Outcome
from shared.search.described import Descriptions
from shared.views import Kept, Shelf
from shared.web.asking import Asked

WEAK_SHOWN = 20
"""So many cases of the same name, and nothing else in common, are shown to somebody who asks."""
LOOKED = timedelta(days=7)
"""Whoever says that two cases are one person's has looked at both not longer ago."""


@dataclass(frozen=True)
class OtherCase:
    """Another case that may be about the same person. `at`: the agency to ask; `line` where it is ours to list too;
    `told`: what its agency described of her, in coarse words."""

    case: UUID
    at: AgencyId | None
    strength: Strength | None
    agrees: tuple[Likeness, ...]
    linked: bool
    line: QueueLine | None
    told: PersonDescribed | DescriptionTaken | None

    @property
    def code(self) -> Code:
        return self.told.code if self.told else self.line.code if self.line else case_code(self.case)


class Linking:
    """`descriptions` are those of the matcher: only there can all that looks alike be asked for."""

    def __init__(
        self,
        desk: Desk,
        agency: AgencyId,
        lines: Shelf[Entry, QueueLine] | Kept[Entry, QueueLine],
        descriptions: Descriptions,
        weighing: Weighing,
    ) -> None:
        def place(_: Links, __: object, actor: Actor) -> Subject:
            return Subject(agency, actor.unit, "none")

        self.link = Deed("intake.person.link", "same-person", LinkCases, PERSON, place)
        self.unlink = Deed("intake.person.unlink", "other-person", UnlinkCases, PERSON, place)
        self._desk, self._agency, self._lines = desk, agency, lines
        self._descriptions, self._weighing = descriptions, weighing

    def may(self, actor: Actor) -> bool:
        """May this person say that two cases are one person's?"""
        return self._desk.rights.judge(actor, self.link.name, Subject(self._agency, actor.unit, "none")).allowed

    def must(self, actor: Actor) -> None:
        """Raises `NotPermitted`."""
        self._desk.rights.must(actor, self.link.name, Subject(self._agency, actor.unit, "none"))

    def known(self, actor: Actor, case: UUID) -> list[OtherCase]:
        """What stands on the page of a case: the cases we were told of, those that are linked and the strongest first."""
        state = self._matching(case)
        others = {*state.linked, *state.suspected}
        return sorted((self._other(actor, state, other) for other in others), key=_nearest)

    def candidates(self, actor: Actor, case: UUID) -> list[OtherCase]:
        """The same, and those that have no more than a name in common: for the one who decides. Raises `NotPermitted`."""
        self.must(actor)
        state, alike = self._matching(case), self._descriptions.alike(case)
        others = {*state.linked, *state.suspected, *alike}
        found = (self._other(actor, state, other, alike.get(other, frozenset())) for other in others)
        ordered = sorted(found, key=_nearest)
        weak = [other for other in ordered if other.strength is Strength.WEAK and not other.linked]
        return [other for other in ordered if other not in weak[WEAK_SHOWN:]]

    def other(self, actor: Actor, case: UUID, other: UUID) -> OtherCase:
        """One of them, whether or not anything is in common. Raises `NotPermitted`."""
        self.must(actor)
        alike = self._descriptions.alike(case).get(other, frozenset())
        return self._other(actor, self._matching(case), other, alike)

    def say(self, actor: Actor, case: UUID, other: UUID, asked: Asked) -> Outcome:
        """What a door was asked: `deed` link or unlink, and a reason. Raises `Malformed`, `NotPermitted`, and `Refused`
        for those who have not looked at both."""
        self.must(actor)
        for each in (case, other):
            self._must_have_looked(actor, each)
        deed = self.unlink if asked.fields.get("deed") == "unlink" else self.link
        given = {name: value for name, value in asked.fields.items() if name != "deed"}
        command = replace(asked, fields={**given, "case": str(case), "other": str(other)}).read(deed.command)
        return self._desk.do(actor, deed, person_of_both(case, other), command, command_id=asked.command_id)

    def _must_have_looked(self, actor: Actor, case: UUID) -> None:
        """Of a case we hold no file of there is nothing to look at but what was described."""
        if self._file(case).code is not None and not self._looked(actor, case):
            raise Refused("person.look_first", "both cases are looked at before they are said to be one person's")

    def _looked(self, actor: Actor, case: UUID) -> bool:
        today = self._desk.today()
        readings = access.access(self._desk.service)
        months: set[UUID] = {access.stream(case, day) for day in (today, today - LOOKED)}
        entries = [e for month in months for e in self._desk.ledger.load(readings, case, stream=month).entries]
        since: date = today - LOOKED
        return any(e.body.by.actor == actor.id and e.at.date() >= since for e in entries)

    def _other(self, actor: Actor, state: Matching, other: UUID, alike: frozenset[Likeness] = frozenset()) -> OtherCase:
        suspected, theirs = state.suspected.get(other), self._matching(other)
        agrees = alike or (frozenset(suspected.agrees) if suspected else alike)
        at = suspected.at if suspected else next(iter(theirs.known), None)
        return OtherCase(
            other, agency_of(at) if at else None, self._weighing.strength(agrees), tuple(sorted(agrees)),
            other in state.linked, self._line(actor, other), next(iter(theirs.known.values()), theirs.described),
        )  # fmt: skip

    def _line(self, actor: Actor, case: UUID) -> QueueLine | None:
        """Our own line of the case, for those who may list it."""
        line: QueueLine | None = self._lines.some([str(case)]).get(str(case))
        if line is None:
            return None
        place = Subject(self._agency, line.unit, line.stage)
        return line if self._desk.rights.judge(actor, "intake.case.list", place).allowed else None

    def _matching(self, case: UUID) -> Matching:
        state: Matching = self._desk.ledger.now(MATCHING, case).state
        return state

    def _file(self, case: UUID) -> File:
        file: File = self._desk.ledger.now(CASE, case).state
        return file


_ORDER: Mapping[Strength | None, int] = {Strength.STRONG: 0, Strength.POSSIBLE: 1, Strength.WEAK: 2, None: 3}


def _nearest(other: OtherCase) -> tuple[bool, int, str]:
    return not other.linked, _ORDER[other.strength], str(other.case)
