"""A table that is published and withdrawn: the ledger of reporting in which both happen."""

from datetime import date
from uuid import UUID

from services.reporting.domain.finding import Place
from services.reporting.domain.publication import (
    PUBLICATIONS,
    Dimension,
    Figure,
    Judgement,
    Only,
    PublishTable,
    WithdrawPublication,
)
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import identity, memory_ledger, record
from tests.reporting.town import law, may

REGISTER: UUID = identity("the register of publications")
ONE: UUID = identity("a publication")
JUDGED = Judgement(
    figures=(Figure(("female", "18plus"), 20), Figure((None, None), 30)), lines=16, beside=0, least=10, step=5,
    thresholds="0123456789abcdef", heard=(Place("intake.labour", 27), Place("support.labour", 31)),
)  # fmt: skip
TABLE = PublishTable(
    audience="donors", as_of=may(4), by=(Dimension.SEX, Dimension.AGE_GROUP), since=date(2023, 1, 1), only=Only.VICTIM,
    reason="donor_report", note=Sealed("theo đề nghị của một dự án bịa"), publication=ONE, judged=JUDGED,
)  # fmt: skip


def lived(keys: KeyStore) -> list[Ledger]:
    ledger = memory_ledger("reporting.labour", tells=[(PUBLICATIONS, nobody)], law=law(), keys=keys)
    gone = WithdrawPublication(reason="wrong_figures", note=Sealed("đếm nhầm"), publication=ONE)
    for command in (TABLE, gone):
        record(ledger, PUBLICATIONS, REGISTER, command, law=law())
    return [ledger]
