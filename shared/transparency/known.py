"""Whose logs there are in the town, and which witness stands for each agency."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared.kernel.words import AgencyId, Code, Source, agency_of
from shared.proof.notes import Key, Kind, Signer
from shared.proof.policy import Group, Policy
from shared.sealing.vault import derived

PURPOSES: Mapping[Kind, str] = {Kind.LOG: "trove-log/v1", Kind.WITNESS: "trove-witness/v1"}


@dataclass(frozen=True)
class Known:
    """The keys everybody knows: of the log of each instance, of the witness of each agency (by the instance it stands in)."""

    logs: Mapping[Source, Key]
    witnesses: Mapping[Source, Key]

    def watched_by(self, witness: Source) -> Mapping[str, Key]:
        """By their origin, the logs of all other agencies: nobody's word about itself counts."""
        own = agency_of(witness)
        return {key.name: key for source, key in self.logs.items() if agency_of(source) != own}

    def watching(self, agency: AgencyId) -> tuple[Key, ...]:
        """The witnesses of all other agencies."""
        return tuple(key for source, key in self.witnesses.items() if agency_of(source) != agency)

    def policy(self) -> Policy:
        """What an inspector of the town asks for who asks for nothing else: that most agencies saw it."""
        witnesses = {agency_of(source): key for source, key in self.witnesses.items()}
        groups = {"agencies": Group(len(witnesses) // 2 + 1, tuple(witnesses))} if witnesses else {}
        return Policy(tuple(self.logs.values()), witnesses, groups, "agencies" if witnesses else "none")


def known_logs(directory: Path) -> Known:
    """What stands in the town's directory of public keys."""
    listed = json.loads(directory.read_text("utf-8"))
    logs = {source: Key.of(keys["log"]) for source, keys in listed.items()}
    return Known(logs, {source: Key.of(keys["witness"]) for source, keys in listed.items() if "witness" in keys})


def signer(town: Code, source: Source, kind: Kind, signing: bytes) -> Signer:
    """What an instance signs with as a log, or as the witness of its agency: a key of its own, made from that of its
    messages."""
    name = f"{town}.trove/{source}" if kind is Kind.LOG else f"{town}.trove/witness/{agency_of(source)}"
    return Signer(name, kind, Ed25519PrivateKey.from_private_bytes(derived(signing, PURPOSES[kind])))
