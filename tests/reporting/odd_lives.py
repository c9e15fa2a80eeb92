"""A finding from its first dismissal to the day it is looked at again: the ledger of reporting in which all of it happens."""

from uuid import UUID

from services.reporting.domain.finding import (
    FINDING,
    ConfirmFinding,
    DismissFinding,
    Place,
    ReopenFinding,
    Said,
)
from shared.kernel.sealed import Sealed
from shared.kernel.tell import nobody
from shared.kernel.words import CaseId
from shared.ledger import Ledger
from shared.sealing.keys import KeyStore
from shared.testing import identity, memory_ledger, record
from tests.reporting.town import law, may

ONE: UUID = identity("a finding")
SAID = Said(
    rule="deadline_missed", thresholds="0123456789abcdef", entries=(Place("intake.labour", 27),), since=may(29),
    case=CaseId(identity("waiting")), source=None, agency="police", unit="20035", holder="police", what="verification",
    due_on=may(29),
)  # fmt: skip


def lived(keys: KeyStore) -> list[Ledger]:
    """Dismissed, taken back, confirmed."""
    ledger = memory_ledger("reporting.labour", tells=[(FINDING, nobody)], law=law(), keys=keys)
    said = (
        DismissFinding(finding=ONE, reason="explained", note=Sealed("giấy giải trình số bịa"), said=SAID),
        ReopenFinding(finding=ONE, reason="new_facts", note=Sealed("có ý kiến khác"), said=SAID),
        ConfirmFinding(finding=ONE, reason="reminded", note=Sealed("đã nhắc"), said=SAID),
    )
    for command in said:
        record(ledger, FINDING, ONE, command, law=law())
    return [ledger]
