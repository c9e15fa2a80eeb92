"""The desk of the public page: anybody may tell us something, and nobody is shown anything."""

import re
import unicodedata
from uuid import UUID, uuid5

from services.intake.app.reports import Reports
from services.intake.domain.report.asked import TellOnline
from services.intake.domain.report.online import Marks, taken_online
from services.intake.domain.report.words import Stage
from shared.kernel.people import Actor
from shared.kernel.rights import Subject
from shared.kernel.sealed import Sealed
from shared.kernel.words import Code

TAKE = "intake.report.take"
PUBLIC = "public"
"""Who sends the public page: a role of the table of rights that no login has."""


class Online:
    """Takes reports of people without a login, where the agency has the power to."""

    def __init__(self, reports: Reports) -> None:
        self.reports, self.desk, self._agency = reports, reports.desk, reports.agency
        self._public = Actor(PUBLIC, self._agency, None, frozenset({PUBLIC}))

    @property
    def is_open(self) -> bool:
        """Does this agency show the public page?"""
        return self.desk.rights.judge(self._public, TAKE, Subject(self._agency, None, Stage.NONE)).allowed

    def tell(self, told: TellOnline, *, command_id: UUID, source: Code | None = None, aside: bool = False) -> Code:
        """Somebody told us something; the code of the report, and nothing else is ever shown of it. Raises `Refused`,
        `NotPermitted`."""
        code, law = self.code(command_id), self.desk.law()
        marks = Marks(self._alike(told.story), source, aside)
        command = taken_online(told, code, self._agency, self.desk.today(), law, marks)
        self.desk.do(self._public, self.desk.deeds["new"], self._report(command_id), command, command_id=command_id)
        return code

    def told_before(self, command_id: UUID) -> bool:
        return self.desk.ledger.store.done(command_id) is not None

    def code(self, command_id: UUID) -> Code:
        """The code of what is told under this id: the same again is the same report."""
        return self.reports.about.code(self._report(command_id))

    @property
    def desk_of_all(self) -> bool:
        """Can it be sent without naming a unit: is this no agency of units, or does another take what no unit has?"""
        law = self.desk.law()
        receiver = law.holder("reception")
        elsewhere = receiver is not None and law.inbox("intake", receiver.id) is not None
        return elsewhere or not law.units_of(self._agency)

    def _report(self, command_id: UUID) -> UUID:
        return uuid5(self.reports.about.ids, str(command_id))

    def _alike(self, story: Sealed | None) -> Code | None:
        """A keyed print of the words alone: case, digits and signs make no difference."""
        words = unicodedata.normalize("NFC", str(story.value)).casefold() if story else ""
        letters = " ".join(re.findall(r"[^\W\d_]+", words))
        return self.desk.ledger.vault.digest(b"alike:" + letters.encode()).hex()[:16] if letters else None
