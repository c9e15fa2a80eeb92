"""What pages and programs ask of publications, read from what was sent."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from msgspec import Meta

from services.reporting.domain.publication import AUDIENCES, Dimension, Only, PublishTable, WithdrawPublication
from services.reporting.domain.small_numbers import Asked as Table
from shared.kernel.words import Code, PastDate
from shared.web.asking import Asked
from shared.web.forms import FormContext, parse


@dataclass(frozen=True)
class Question:
    """A table that is asked for; of no day: none yet."""

    audience: Annotated[Code, Meta(extra={"list": AUDIENCES})] | None = None
    as_of: PastDate | None = None
    by: tuple[Dimension, ...] = ()
    since: PastDate | None = None
    only: Only | None = None

    @property
    def table(self) -> Table | None:
        if self.as_of is None:
            return None
        by = tuple(each.value for each in self.by)
        return Table(as_of=self.as_of, by=by, since=self.since, only=self.only.value if self.only else None)


QUESTION = frozenset(Question.__dataclass_fields__)


def question(sent: Mapping[str, Any], context: FormContext) -> Question:
    """Of what was sent, the table that is asked for. `Malformed` names all faults."""
    return parse(Question, {name: value for name, value in sent.items() if name in QUESTION}, context=context)


def publishing(asked: Asked) -> PublishTable:
    """The command as a person sent it; what the desk fills in itself is nobody's to send."""
    return replace(asked.read(PublishTable), publication=None, judged=None, isolates=False)


def withdrawing(asked: Asked) -> WithdrawPublication:
    return replace(asked.read(WithdrawPublication), publication=None)
