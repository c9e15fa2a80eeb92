"""A file that lies under another id: evidence comes under the id it was told about, and belongs to the file it answers."""

from typing import Any
from uuid import UUID

from services.support.plan.app.files import PlanFiles
from shared.kernel.people import Actor
from shared.web.cases import Look


class Under(PlanFiles):
    """The same app, asked by the id under which a paper lies: it shows `file`, whose events name the paper."""

    def __init__(self, files: PlanFiles, file: UUID) -> None:
        super().__init__(files.kind, files.desk, files.agency, files.words, files.lines)
        self._files, self._file = files, file

    def look(self, actor: Actor, file: UUID) -> Look:  # noqa: ARG002 - the id is that of the paper
        return self._files.look(actor, self._file)

    def place(self, file: Any) -> Any:
        return self._files.place(file)
