"""What the doors ask: lay a file down, look at it, say yes to it, see how far it is."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from io import BytesIO
from uuid import UUID

from services.intake.app import Intake, place_at
from services.intake.domain.past import IMPORT, BeginImport, Import, case_of, import_of, kept_at
from services.intake.importing.mapping import Fit, fit, is_known, proposed, rows
from services.intake.importing.reading import read
from services.intake.importing.table import Table
from services.intake.past_cases.checking import Checked, Checking
from services.intake.past_cases.steps import BRING_IN, import_deeds, step_deeds
from services.intake.projections import ImportLine
from shared.files.kinds import WAITING
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.words import Code, Digest, ImportId, UnitCode
from shared.ledger import Entry, Outcome
from shared.sealing.vault import Forgotten
from shared.search.asked import Mark
from shared.search.seeker import FoundCase
from shared.views import Kept, Shelf

SURE = (frozenset({Mark.PHONE}), frozenset({Mark.NAME, Mark.YEAR}))
"""What a row and a case have in common when they may be one person's: a telephone number, or name and year of birth."""


class NotHere(LookupError):
    """No such file waits here: it was brought in, its day is over, or another officer laid it down."""


@dataclass(frozen=True)
class Review:
    """What would become of a sheet, row by row. `known`: by row, cases that may be the same person's; `twins`: rows that are
    like another row."""

    of: ImportId
    table: Table
    mapping: tuple[Code, ...]
    fit: Fit
    rows: tuple[Checked, ...] = ()
    known: Mapping[int, Sequence[FoundCase]] = field(default_factory=dict)
    twins: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def good(self) -> tuple[Checked, ...]:
        return tuple(row for row in self.rows if row.good and not row.here)

    @cached_property
    def bad(self) -> tuple[Checked, ...]:
        return tuple(row for row in self.rows if not row.good)

    @cached_property
    def doubtful(self) -> tuple[int, ...]:
        """Rows that would become cases, and may be about somebody who has one, or stands in the sheet already."""
        return tuple(row.number for row in self.good if row.number in self.known or row.number in self.twins)


class PastCases:
    """`lines` say how far each import is. Nothing is shown to those who may not bring in past cases here; a file is its
    officer's alone until it is brought in."""

    def __init__(self, intake: Intake, lines: Shelf[Entry, ImportLine] | Kept[Entry, ImportLine]) -> None:
        self.intake, self.desk, self.lines = intake, intake.desk, lines
        self.deeds, self.own = step_deeds(place_at(intake.agency)), import_deeds(intake.agency)
        self.checking = Checking(self.desk, intake.agency, self.deeds)

    def may(self, actor: Actor) -> bool:
        return self.desk.rights.judge(actor, BRING_IN, self._own_desk(actor)).allowed

    def must(self, actor: Actor) -> None:
        """Raises `NotPermitted`."""
        self.desk.rights.must(actor, BRING_IN, self._own_desk(actor))

    def lay_down(self, actor: Actor, raw: bytes) -> Digest:
        """Keep the bytes sealed, for this officer and for a day at most; their digest. Raises `Unreadable` for what is no
        table, `NotPermitted`."""
        self.must(actor)
        read(raw)
        return self.desk.attachments.lay(kept_at(self.import_of(_digest(raw)), actor.id), BytesIO(raw), WAITING)

    def import_of(self, file: Digest) -> ImportId:
        return import_of(self.desk.ledger.source, f"sha256:{file}")

    def state(self, actor: Actor, file: Digest) -> tuple[Import, ImportLine]:
        """Whether it was begun, and how far it is. Raises `NotHere` for those whom it does not concern, `NotPermitted`."""
        self.must(actor)
        of = self.import_of(file)
        loaded = self.desk.ledger.load(IMPORT, of)
        if loaded.entries and not _concerns(actor, loaded.entries[-1].body.by.unit):
            raise NotHere(str(of))
        return loaded.state, self.lines.get(str(of)) or ImportLine()

    def listed(self, actor: Actor) -> list[ImportLine]:
        """What was brought in at this officer's desk, the newest first."""
        self.must(actor)
        mine = [line for line in self.lines.where().values() if _concerns(actor, line.unit)]
        return sorted(mine, key=lambda line: str(line.on), reverse=True)

    def cases(self, actor: Actor, file: Digest, last_row: int) -> dict[int, str]:
        """The cases that came of it, by row, as far as this officer may list them: their ids."""
        of, seeker = self.import_of(file), self.intake.seeker
        ids = {str(case_of(of, row)): row for row in range(1, last_row + 1)}
        if seeker is None:
            return {}
        return {ids[case]: case for case in seeker.may_list(actor, sorted(ids))}

    def review(self, actor: Actor, file: Digest, mapping: Sequence[Code] | None = None) -> Review:
        """The dry run: nothing is recorded but that names were compared. Raises `NotHere`, `NotPermitted`."""
        seen = self.checked(actor, file, mapping)
        return replace(seen, known=self._known(actor, seen.rows), twins=_twins(seen.rows))

    def checked(self, actor: Actor, file: Digest, mapping: Sequence[Code] | None = None) -> Review:
        """What is wrong with which row; nobody is compared, nothing is recorded. Raises `NotHere`, `NotPermitted`."""
        self.must(actor)
        of, table = self.import_of(file), read(self.kept(actor.id, file))
        mapping = tuple(mapping) if mapping and len(mapping) == len(table.heads) else proposed(table)
        if not (fits := fit(mapping)):
            return Review(of, table, mapping, fits)
        cases = {row.number: case_of(of, row.number) for row in rows(table)}
        here = self.intake.here(list(cases.values()))
        checked = tuple(
            self.checking.row(actor, of, row, mapping, new=cases[row.number] not in here) for row in rows(table)
        )
        return Review(of, table, mapping, fits, checked)

    def begin(
        self, actor: Actor, file: Digest, mapping: Sequence[Code], left_out: Sequence[int], *, command_id: UUID
    ) -> Outcome:
        """An officer has said yes. Raises `NotHere`, `NotPermitted`, `Refused`."""
        self.must(actor)
        cases = rows(read(self.kept(actor.id, file)))
        if not (is_known(mapping) and fit(mapping)):
            raise Refused("import.columns", "each row needs its columns, and no column has two meanings")
        command = BeginImport(f"sha256:{file}", len(cases), cases[-1].number, tuple(mapping), tuple(left_out))
        return self.desk.do(actor, self.own["begin"], self.import_of(file), command, command_id=command_id)

    def kept(self, officer: Code, file: Digest) -> bytes:
        """The bytes that this officer laid down. Raises `NotHere`."""
        place, shelf = kept_at(self.import_of(file), officer), self.desk.attachments
        here = shelf.rows.find(place, file) if shelf.holds(place, file) else None
        if here is None:
            raise NotHere(file)
        try:
            return b"".join(shelf.read(place, file, here.chunks))
        except (Forgotten, LookupError) as gone:
            raise NotHere(file) from gone

    def forget(self, officer: Code, file: Digest) -> None:
        """The bytes are not needed any more."""
        self.desk.attachments.rows.drop(kept_at(self.import_of(file), officer), file)

    def _own_desk(self, actor: Actor) -> Subject:
        return Subject(self.intake.agency, actor.unit, "none")

    def _known(self, actor: Actor, checked: Sequence[Checked]) -> dict[int, Sequence[FoundCase]]:
        seeker, good = self.intake.seeker, [row for row in checked if row.good and not row.here]
        if seeker is None or not good:
            return {}
        found = seeker.alike_each(actor, [row.steps[0][1] for row in good])
        sure = {row.number: [case for case in cases if _is_sure(case)] for row, cases in zip(good, found, strict=True)}
        return {number: cases for number, cases in sure.items() if cases}


def _concerns(actor: Actor, unit: UnitCode | None) -> bool:
    return actor.unit is None or actor.unit == unit


def _digest(raw: bytes) -> Digest:
    return hashlib.sha256(raw).hexdigest()


def _is_sure(case: FoundCase) -> bool:
    marks = frozenset(case.answer.marks)
    return any(wanted <= marks for wanted in SURE)


def _twins(checked: Sequence[Checked]) -> dict[int, tuple[int, ...]]:
    """Rows of one name and one birth, each with the others."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for row in checked:
        if row.likeness:
            alike[row.likeness].append(row.number)
    several = [numbers for numbers in alike.values() if len(numbers) > 1]
    return {number: tuple(n for n in numbers if n != number) for numbers in several for number in numbers}
