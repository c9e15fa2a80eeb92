"""Who may do what: one decision table, kept as data in the profile, asked before every deed and every reading.

A row permits; what no row permits is refused. The answer names the rule, so that a greyed button can say why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.words import AgencyId, Code, Source, UnitCode

ANY = "*"


@dataclass(frozen=True)
class Right:
    """One row: actors with `role` in an agency that holds `power` may do `deeds` to files in `stages`, and read
    `sections` of them. `scope` is `unit` (files of the actor's own unit) or `agency` (all of the agency's files); `why` says
    in words what the row rests on, with its article. `of` is the kind of file whose sections it opens, where it has a table of
    its own: no section of any other."""

    rule: Code
    role: Code
    power: Code
    deeds: frozenset[Code]
    stages: frozenset[Code]
    scope: Code
    sections: frozenset[Code] = frozenset()
    why: str = ""
    of: Code = ""


@dataclass(frozen=True)
class Subject:
    """What the table needs to know of a file: where it lies and how far it is; `kind` where its sections have rows of their
    own."""

    agency: AgencyId
    unit: UnitCode | None
    stage: Code
    kind: Code = ""


@dataclass(frozen=True)
class Verdict:
    """Yes under `rule`, or no because of it: `right.role`, `right.power`, `right.unit`, `right.stage`, `right.section`.
    `why` is that of the row that permits, or of the one that came nearest to it."""

    allowed: bool
    rule: Code
    why: str = ""


@dataclass(frozen=True)
class Rights:
    """The table of one profile, with the powers each agency holds."""

    rows: tuple[Right, ...]
    powers: dict[AgencyId, frozenset[Code]]
    tells: Mapping[Code, Code] = field(default_factory=dict)
    """By message, the power an agency must hold to tell it to another (`*`: any agency that runs the service)."""
    decisions: frozenset[Code] = frozenset()
    """The deeds by which a person judges something and it binds: what they saw when they did is kept with the entry."""

    def at(self, service: Code) -> "Rights":
        """The table as the desks of one service read it: a row opens sections of the files its deeds are about, and stages of
        several services may be called alike."""
        ours = (
            row if any(deed.startswith(f"{service}.") for deed in row.deeds) else replace(row, sections=frozenset())
            for row in self.rows
        )
        return replace(self, rows=tuple(ours))

    def judge(self, actor: Actor, deed: Code, on: Subject) -> Verdict:
        """May this actor do this deed to this file? The first row that permits, or the nearest reason why not."""
        return self._nearest(self._fails(actor, row, on) for row in self.rows if deed in row.deeds)

    def may_read(self, actor: Actor, section: Code, on: Subject) -> Verdict:
        """May this actor open this section of this file?"""
        return self._nearest(
            self._fails(actor, row, on) for row in self.rows if section in row.sections and row.of == on.kind
        )

    def sections(self, actor: Actor, on: Subject) -> frozenset[Code]:
        """All sections this actor may open in this file."""
        return frozenset().union(
            *(row.sections for row in self.rows if row.of == on.kind and self._fails(actor, row, on).allowed)
        )

    def role_for(self, actor: Actor, deed: Code, on: Subject) -> Code | None:
        """Under which of the actor's roles the deed is done: it goes into the entry."""
        return next((r.role for r in self.rows if deed in r.deeds and self._fails(actor, r, on).allowed), None)

    def reaches_agency(self, actor: Actor, deed: Code, agency: AgencyId) -> bool:
        """May this actor do the deed to files of every unit of this agency, at some stage? Else to none but the own
        unit's, if to any."""
        mine = (row for row in self.rows if deed in row.deeds and row.role in actor.roles)
        return actor.agency == agency and any(row.scope == "agency" and self._holds(agency, row.power) for row in mine)

    def must(self, actor: Actor, deed: Code, on: Subject) -> None:
        """Refused with the rule's name unless the deed is allowed."""
        verdict = self.judge(actor, deed, on)
        if not verdict.allowed:
            raise NotPermitted(verdict.rule, f"{deed} is not permitted to this role here")

    def must_tell(self, what: Code, teller: Source) -> None:
        """Refused unless this instance may tell this: that it was signed shows who said it, not that they may."""
        service, _, agency = teller.partition(".")
        power = self.tells.get(what)
        if power is None or not what.startswith(f"{service}.") or not self._holds(agency, power):
            raise Refused("told.not_theirs", f"{what} is not for {teller} to tell")

    def _holds(self, agency: AgencyId, power: Code) -> bool:
        return power == ANY or power in self.powers.get(agency, frozenset())

    def _fails(self, actor: Actor, row: Right, on: Subject) -> Verdict:
        if row.role not in actor.roles:
            return Verdict(False, "right.role", row.why)
        if actor.agency != on.agency or not self._holds(actor.agency, row.power):
            return Verdict(False, "right.power", row.why)
        if row.scope == "unit" and actor.unit != on.unit:
            return Verdict(False, "right.unit", row.why)
        if ANY not in row.stages and on.stage not in row.stages:
            return Verdict(False, "right.stage", row.why)
        return Verdict(True, row.rule, row.why)

    @staticmethod
    def _nearest(verdicts: Iterable[Verdict]) -> Verdict:
        """A yes wins; else the no that came furthest, since it is the one a person can do something about."""
        order = ("right.role", "right.power", "right.unit", "right.stage")
        best = Verdict(False, "right.role")
        for verdict in verdicts:
            if verdict.allowed:
                return verdict
            best = max(best, verdict, key=lambda v: order.index(v.rule))
        return best


class NotPermitted(Refused):
    """The table of rights said no (HTTP 403)."""
