"""The profile of one town and year: who is there, who may do what, and which law is in force on which day."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from shared.kernel.law import Law
from shared.kernel.likeness import Weighing
from shared.kernel.oversight import Oversight
from shared.kernel.publishing import Publishing
from shared.kernel.rights import Right, Rights
from shared.kernel.words import AgencyId, Code, Source, UnitCode
from shared.policy import checks
from shared.policy.faults import Fault, NoLaw, ProfileFault
from shared.policy.law_shapes import LawFile
from shared.policy.laws import law_faults, overlap_faults
from shared.policy.oversight import OversightFile, oversight_faults, oversight_of
from shared.policy.plans import PlanFile, overlapping, plan_faults
from shared.policy.publishing import PublishingFile, publishing_of
from shared.policy.shapes import AnalystShape, CalendarFile, RightsFile, TownFile, UsersFile
from shared.policy.sheet import Sheet, files_in, read
from shared.policy.versions import canonical, law_of, turning_days

T = TypeVar("T")


@dataclass(frozen=True)
class Instance:
    """One service run for one agency, on its port; `hears` are the journals it may read besides its own, `analysts` who may ask
    its open fields with SQL."""

    service: Code
    agency: AgencyId
    port: int
    hears: tuple[Source, ...] = ()
    analysts: tuple[AnalystShape, ...] = ()

    @property
    def source(self) -> Source:
        return f"{self.service}.{self.agency}"


@dataclass(frozen=True)
class DemoUser:
    """A made-up officer of the demo; the password is given by whoever starts the town, never kept here."""

    username: str
    family_name: str
    given_name: str
    agency: AgencyId
    unit: UnitCode | None
    roles: tuple[Code, ...]


@dataclass(frozen=True)
class Profile:
    """All files of one profile, checked. The rules ask for `law_on(day)`; the rest is for starting and showing."""

    id: Code
    town: str
    hash: str
    instances: tuple[Instance, ...]
    users: tuple[DemoUser, ...]
    roles: Mapping[Code, str]
    powers: Mapping[Code, str]
    rights: Rights
    rules: Mapping[Code, str]
    """Why each row of the rights stands there, in Vietnamese, by its rule."""
    deeds: Mapping[Code, str]
    sections: Mapping[Code, str]
    stages: Mapping[Code, Mapping[Code, str]]
    matching: Weighing
    """What it weighs when two files have something in common."""
    oversight: Oversight
    """From when on something is odd enough to be shown to an inspector."""
    publishing: Publishing
    """How small a number may be before it is told outside the lawful line."""
    periods: tuple[tuple[date, Law], ...]
    """From each day on, until the next: a version of the law with the agencies and units of that time."""

    @property
    def witnesses(self) -> frozenset[Source]:
        """Where the witness of each agency stands: in its first instance."""
        first = {instance.agency: instance.source for instance in reversed(self.instances)}
        return frozenset(first.values())

    def law_on(self, day: date) -> Law:
        """The law version in force on the day, with the agencies and units of that day; NoLaw if there is none."""
        at = bisect_right(self.periods, day, key=lambda period: period[0]) - 1
        if at >= 0 and day <= (self.periods[at][1].effective_to or date.max):
            return self.periods[at][1]
        known = (f"{law.id} ({law.effective_from} to {law.effective_to or 'open'})" for law in self._versions())
        raise NoLaw(f"no law version in force on {day}; known: {', '.join(known)}")

    def law(self, id: str) -> Law:  # noqa: A002 - the word everybody uses for it
        """A version by its id, with the agencies and units of its first day; NoLaw if there is none."""
        for law in self._versions():
            if law.id == id:
                return law
        raise NoLaw(f"no law version `{id}`; known: {', '.join(law.id for law in self._versions())}")

    def called(self, agency: AgencyId, day: date) -> str:
        """What an agency is called on a day, or was called last before it: its files outlive it, and open under its name."""
        known = [law.agencies[agency].vi for start, law in self.periods if agency in law.agencies and start <= day]
        return known[-1] if known else agency

    def _versions(self) -> list[Law]:
        return [law for start, law in self.periods if start == law.effective_from]


def load(folder: Path) -> Profile:
    """The profile kept in a folder; ProfileFault with `file:line: what is wrong` for all that was found wrong."""
    faults: list[Fault] = []

    def sheet(path: Path, shape: type[T]) -> Sheet[T] | None:
        try:
            return read(path, shape)
        except ProfileFault as fault:
            faults.extend(fault.faults)
            return None

    town = sheet(folder / "town.yaml", TownFile)
    users = sheet(folder / "users.yaml", UsersFile)
    rights = sheet(folder / "rights", RightsFile)
    calendar = sheet(folder / "calendar.yaml", CalendarFile)
    oversight = sheet(folder / "inspection.yaml", OversightFile)
    publishing = sheet(folder / "publication.yaml", PublishingFile)
    laws = [law for path in _law_files(folder / "law", faults) if (law := sheet(path, LawFile))]
    plans = [plan for path in files_in(folder / "plans", faults, folders=True) if (plan := sheet(path, PlanFile))]
    faults.extend(_faults_between(town, users, rights, calendar, laws, plans))
    faults.extend(oversight_faults(oversight, town) if oversight and town else ())
    if faults or not (town and users and rights and calendar and oversight and publishing):
        raise ProfileFault(faults)
    versions = [law.content for law in laws], [plan.content for plan in plans]
    return _profile(
        town.content, users.content, rights.content, calendar.content, oversight.content, publishing.content, *versions
    )


def _law_files(folder: Path, faults: list[Fault]) -> list[Path]:
    """One file for each version."""
    found = files_in(folder, faults)
    if not found:
        faults.append(Fault(folder, 1, "no law version; expected at least one .yaml file"))
    return found


def _faults_between(
    town: Sheet[TownFile] | None,
    users: Sheet[UsersFile] | None,
    rights: Sheet[RightsFile] | None,
    calendar: Sheet[CalendarFile] | None,
    laws: list[Sheet[LawFile]],
    plans: list[Sheet[PlanFile]],
) -> Iterable[Fault]:
    """Faults between the files that could be read; the others have told theirs already."""
    if calendar:
        yield from checks.calendar_faults(calendar)
    yield from overlap_faults(laws)
    yield from overlapping(plans)
    if town is None:
        return
    yield from checks.town_faults(town)
    if users:
        yield from checks.users_faults(users, town)
    if rights:
        yield from checks.rights_faults(rights, town)
    for law in laws:
        yield from law_faults(law, town)
    for plan in plans:
        yield from plan_faults(plan, town, laws)


def _profile(
    town: TownFile,
    users: UsersFile,
    rights: RightsFile,
    calendar: CalendarFile,
    oversight: OversightFile,
    publishing: PublishingFile,
    laws: list[LawFile],
    plans: list[PlanFile],
) -> Profile:
    periods = ((day, law_of(law, town, calendar, day, plans)) for law in laws for day in turning_days(law, town, plans))
    return Profile(
        id=town.id,
        town=town.town,
        hash=hashlib.sha256(canonical([town, users, rights, calendar, oversight, publishing, laws, plans])).hexdigest(),
        instances=tuple(Instance(**_fields(each)) for each in town.instances),
        users=tuple(DemoUser(**_fields(user)) for user in users.users),
        roles=town.roles,
        powers={code: power.vi for code, power in town.powers.items()},
        rights=_rights(rights, town),
        rules={row.rule: row.why for row in rights.rows},
        deeds=rights.deeds,
        sections=rights.sections,
        stages=rights.stages,
        matching=Weighing(**_fields(town.matching)),
        oversight=oversight_of(oversight),
        publishing=publishing_of(publishing),
        periods=tuple(sorted(periods, key=lambda period: period[0])),
    )


def _rights(rights: RightsFile, town: TownFile) -> Rights:
    """A row of the file may name several roles; the table of the kernel has one row for each."""
    rows = (
        Right(row.rule, role, row.power, row.deeds, row.stages, row.scope, row.sections, row.why, row.of or "")
        for row in rights.rows
        for role in row.roles
    )
    powers = {agency: shape.powers for agency, shape in town.agencies.items()}
    return Rights(tuple(rows), powers, rights.tells, frozenset(rights.decisions))


def _fields(shape: msgspec.Struct) -> dict[str, Any]:
    return msgspec.structs.asdict(shape)
