"""Brings in, row by row, what an officer has said yes to. Killed half way it goes on where it was: each step of each row has an
id of its own, and what was done is done once."""

import logging
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import UUID, uuid5

from services.intake.domain.past import IMPORT, FinishImport, Import, ImportBegun, step_of
from services.intake.importing.mapping import rows
from services.intake.importing.reading import read
from services.intake.importing.rows import COMMANDS
from services.intake.importing.table import Row, Unreadable
from services.intake.past_cases.desk import NotHere, PastCases
from shared.kernel.decider import Refused
from shared.kernel.people import Actor
from shared.kernel.words import Digest, ImportId
from shared.ledger import CommandIdReused

log = logging.getLogger(__name__)
AT_ONCE = 20
"""Rows between two looks at everything else the worker has to do."""
SIDE_BY_SIDE = 4
ORDER = {step: place for place, step in enumerate(COMMANDS)}


@dataclass
class Job:
    """An import as this process has it: as whom it is done, the rows that are left, and what came of those before."""

    actor: Actor
    begun: ImportBegun
    left: list[Row]
    cases: int = 0
    refused: int = 0


class Importer:
    """A follower: asked again and again by the worker, it does some rows each time."""

    def __init__(self, past: PastCases) -> None:
        self._past, self._jobs = past, dict[ImportId, Job]()

    def __call__(self, _: int) -> int:
        """How many rows were gone through."""
        for key in self._past.lines.where(runs=True):
            of = ImportId(UUID(key))
            if job := self._jobs.get(of) or self._begin(of):
                return self._go_on(of, job)
        return 0

    def _begin(self, of: ImportId) -> Job | None:
        loaded = self._past.desk.ledger.load(IMPORT, of)
        state: Import = loaded.state
        if not state.runs or state.begun is None:  # the view has not heard of its end yet
            return None
        by = loaded.entries[-1].body.by
        actor = Actor(by.actor, by.agency, by.unit, frozenset([by.role] if by.role else []))
        try:
            table = read(self._past.kept(actor.id, _file(state.begun)))
            left = [row for row in rows(table) if row.number not in state.begun.left_out]
            job = Job(actor, state.begun, left)
        except (NotHere, Unreadable):
            log.warning("import %s: its file is gone, what was not done is left", of)
            job = self._broken_off(of, actor, state.begun)
        self._jobs[of] = job
        return job

    def _broken_off(self, of: ImportId, actor: Actor, begun: ImportBegun) -> Job:
        """Stopped for longer than a file is kept: what is here by now is all there will be."""
        done = getattr(self._past.lines.get(str(of)), "done", 0)
        return Job(actor, begun, [], done, max(0, begun.rows - len(begun.left_out) - done))

    def _go_on(self, of: ImportId, job: Job) -> int:
        """Some rows side by side, since the writer commits together what waits. They leave the list when all were gone through:
        whatever breaks off in one, they are gone through again."""
        some, later = job.left[:AT_ONCE], job.left[AT_ONCE:]
        with ThreadPoolExecutor(SIDE_BY_SIDE) as hands:
            done = list(hands.map(lambda row: self._row(of, job, row), some))
        job.left, job.cases, job.refused = later, job.cases + sum(done), job.refused + len(done) - sum(done)
        if not job.left:
            self._finish(of, job)
        return max(len(some), 1)

    def _row(self, of: ImportId, job: Job, row: Row) -> bool:
        """All of a row, or nothing: its steps are asked of the rules before the first is done. One that was begun goes on."""
        checked = self._past.checking.row(job.actor, of, row, job.begun.columns)
        if not checked.good:
            return False
        for step, command in checked.steps:
            try:
                self._past.desk.do(
                    job.actor, self._past.deeds[step], checked.case, command, command_id=step_of(of, row.number, ORDER[step])
                )  # fmt: skip
            except CommandIdReused:  # brought in before, by other columns: it stays as it is
                return True
            except Refused as no:
                log.warning("import %s row %s: %s at %s", of, row.number, no.rule, step)
                return False
        return True

    def _finish(self, of: ImportId, job: Job) -> None:
        again = uuid5(of, f"finished {self._past.desk.ledger.now(IMPORT, of).version}")
        self._past.desk.do(
            job.actor, self._past.own["finish"], of, FinishImport(job.cases, job.refused), command_id=again
        )
        self._past.forget(job.actor.id, _file(job.begun))
        del self._jobs[of]


def _file(begun: ImportBegun) -> Digest:
    return begun.file.removeprefix("sha256:")
