"""A history that can be proved: Merkle trees (RFC 6962), tiles, signed notes, cosignatures, proof files and policies (C2SP),
as pure functions over bytes. Nothing here reads a ledger or a network; what is refused is refused as `NotProved`."""

from shared.proof.merkle import EMPTY, NotProved, leaf_hash, node_hash

__all__ = ["EMPTY", "NotProved", "leaf_hash", "node_hash"]
