"""A definition that is kept and dropped: the ledger of reporting in which both happen."""

from datetime import date

from services.reporting.domain.definition import DEFINITIONS, Among, AskedFor, DropDefinition, KeepDefinition
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import identity, memory_ledger, record
from tests.reporting.town import law

DIGEST = "5f" * 32
ASKED = AskedFor(
    what="persons.v2", by=("unit", "sex"), only=(Among("purpose", ("P06", "P11"), unsaid=True),),
    since=date(2022, 12, 15), until=date(2023, 6, 14), known=date(2023, 6, 30),
)  # fmt: skip


def lived(keys: KeyStore) -> list[Ledger]:
    ledger = memory_ledger("reporting.labour", tells=[(DEFINITIONS, nobody)], law=law(), keys=keys)
    for command in (KeepDefinition(digest=DIGEST, asked=ASKED), DropDefinition(digest=DIGEST)):
        record(ledger, DEFINITIONS, identity("the kept definitions"), command, law=law())
    return [ledger]
