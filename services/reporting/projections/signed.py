"""Reads what logs and witnesses say of each other: only what one of them signed is anybody's word."""

from typing import NamedTuple

from shared.kafka.inbox import Arrived
from shared.kernel.words import Source, agency_of
from shared.proof.evidence import Evidence
from shared.proof.merkle import NotProved
from shared.proof.notes import Checkpoint, Key, Note
from shared.proof.witnessing import Shown, check_evidence
from shared.transparency.known import Known
from shared.transparency.log import CHECKPOINT, COSIGNATURE

LOG = "log"


class Signed(NamedTuple):
    """Of which ledger it is said, and by whom: its log, or the witness of an agency. A note bears that one signature alone."""

    source: Source
    signer: str
    what: Note | Evidence


def signed(record: Arrived, known: Known) -> Signed | None:
    """None for what nobody known has signed: everybody may write to these topics."""
    try:
        if record.topic == CHECKPOINT:
            return _of_log(Shown.of(record.value.decode()).note, known)
        if record.topic == COSIGNATURE:
            return _of_witness(Note.of(record.value.decode()), known)
        return _evidence(Evidence.read(record.value), known)
    except (NotProved, UnicodeDecodeError):
        return None


def _source(origin: str, known: Known) -> tuple[Source, Key]:
    for source, key in known.logs.items():
        if key.name == origin:
            return source, key
    raise NotProved("it is about no log of this town")


def _of_log(note: Note, known: Known) -> Signed | None:
    source, key = _source(Checkpoint.of(note.text).origin, known)
    return Signed(source, LOG, _only(note, key)) if note.signed_by([key]) else None


def _of_witness(note: Note, known: Known) -> Signed | None:
    """Nobody's word about itself counts."""
    source, _ = _source(Checkpoint.of(note.text).origin, known)
    witnesses = {key: at for at, key in known.witnesses.items() if agency_of(at) != agency_of(source)}
    for key in note.signed_by(witnesses):
        return Signed(source, agency_of(witnesses[key]), _only(note, key))
    return None


def _only(note: Note, key: Key) -> Note:
    return Note(
        note.text, tuple(each for each in note.signatures if (each.name, each.number) == (key.name, key.number))
    )


def _evidence(evidence: Evidence, known: Known) -> Signed | None:
    """Only what proves itself: the word alone of who says he is a witness could be anybody's here."""
    source, key = _source(evidence.origin, known)
    check_evidence(evidence.refused, key)
    return Signed(source, evidence.witness, evidence)
