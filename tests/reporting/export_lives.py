"""A file that is given away: the ledger of reporting in which it happens."""

from services.reporting.domain.export import EXPORT, Form, GiveExport, Made
from services.reporting.domain.finding import Place
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import identity, memory_ledger, record
from tests.reporting.town import law, may

MADE = Made(
    records=2, left_out=1, digest="a" * 64, definition="b" * 64, scope="c" * 64, positions=(Place("intake.labour", 30),)
)  # fmt: skip


def lived(keys: KeyStore) -> list[Ledger]:
    ledger = memory_ledger("reporting.labour", tells=[(EXPORT, nobody)], law=law(), keys=keys)
    command = GiveExport(
        form=Form.HTCDS_STRICT, as_of=may(31), recipient="province_labour", purpose="report", basis="plan",
        note=Sealed("công văn số bịa"), warned=True, made=MADE,
    )  # fmt: skip
    record(ledger, EXPORT, identity("an export"), command, law=law())
    return [ledger]
