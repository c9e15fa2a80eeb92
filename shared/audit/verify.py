"""Does a log hold? Every entry is hashed anew and held against the tiles, the tree against the checkpoint, the checkpoint against
what witnesses saw; the order inside is checked entry by entry. The first wrong entry is named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

from shared.audit.finding import Finding, Flaw
from shared.audit.folder import EntryLine, Folder, LogFolder
from shared.audit.leaves import Leaves, Tick, hash_of
from shared.kernel.words import Source
from shared.proof.evidence import Evidence
from shared.proof.merkle import Hash, NotProved, root
from shared.proof.notes import Checkpoint, Kind, Note
from shared.proof.policy import Policy
from shared.proof.tiles import Grown, Tiles
from shared.proof.witnessing import check_evidence


@dataclass
class Verified:
    """What came out for one log: how many entries its checkpoint holds, who saw it, and what is wrong."""

    source: Source
    size: int = 0
    root: Hash = b""
    seen_by: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.findings


def verify(folder: Folder, policy: Policy, source: Source, tick: Tick = lambda _: None) -> Verified:
    """Everything that can be checked of one log. `tick` is told how many entries were read since."""
    log, found = folder.log(source), Verified(source)
    checkpoint = _checkpoint(log, policy, found)
    if checkpoint:
        found.size, found.root = checkpoint.size, checkpoint.root
        if policy.logs and checkpoint.origin != (named := _origin(policy, source)):
            found.findings.append(
                Finding(Flaw.CHECKPOINT, source, f"it is a checkpoint of {checkpoint.origin}, not {named}")
            )
        leaves = Leaves(log, checkpoint.size)
        found.findings += leaves.check(tick)
        found.findings += _of_tree(log, checkpoint, leaves.root)
        found.findings += _of_witnesses(log, policy, checkpoint)
    found.findings += _of_evidence(folder, policy, source)
    return found


def _checkpoint(log: LogFolder, policy: Policy, found: Verified) -> Checkpoint | None:
    """One that is not accepted is still compared with its entries: it may say where they differ."""
    checkpoint = None
    try:
        note = log.checkpoint()
        checkpoint = Checkpoint.of(note.text)
        policy.accept(note)
        seen = note.signed_by(policy.witnesses.values())
        found.seen_by = tuple(sorted(name for name, key in policy.witnesses.items() if key in seen))
    except NotProved as wrong:
        found.findings.append(Finding(Flaw.CHECKPOINT, log.source, str(wrong)))
    return checkpoint


def _origin(policy: Policy, source: Source) -> str | None:
    return next((key.name for key in policy.logs if key.name.endswith(f"/{source}")), None)


def _of_tree(log: LogFolder, checkpoint: Checkpoint, found: Hash) -> list[Finding]:
    """Entries, tiles and checkpoint are three: each pair that differs is said."""
    wrong = []
    if found != checkpoint.root:
        wrong.append(Finding(Flaw.TREE, log.source, "the entries do not lead to the root of the checkpoint"))
    try:
        if root(Tiles(checkpoint.size, log.tile), checkpoint.size) != checkpoint.root:
            wrong.append(Finding(Flaw.TREE, log.source, "the tiles do not lead to the root of the checkpoint"))
    except NotProved as missing:
        wrong.append(Finding(Flaw.TREE, log.source, str(missing)))
    return wrong


def _of_witnesses(log: LogFolder, policy: Policy, now: Checkpoint) -> Iterator[Finding]:
    """What others saw last must be where this log began."""
    for name, note in log.witnessed():
        try:
            if isinstance(note, NotProved):
                raise note
            seen = _must_be_of(now, policy, note)
            if seen.size > now.size:
                why = f"{name} saw {seen.size} entries, the log shows {now.size}"
                yield Finding(Flaw.WITNESSED, log.source, why, now.size + 1)
            elif root(Tiles(now.size, log.tile), seen.size) != seen.root:
                yield _other_history(log, name, seen)
        except NotProved as wrong:
            yield Finding(Flaw.WITNESSED, log.source, f"{name}: {wrong}")


def _must_be_of(now: Checkpoint, policy: Policy, note: Note) -> Checkpoint:
    seen = Checkpoint.of(note.text)
    keys = [key for key in policy.logs if key.name == now.origin]
    if seen.origin != now.origin or not note.signed_by(keys):
        raise NotProved("what it shows is not signed by this log")
    return seen


def _other_history(log: LogFolder, name: str, seen: Checkpoint) -> Finding:
    """Another agency saw another history. Where copies from the journal are that history, they show the first entry that was
    changed since."""
    why = f"{name} saw another history of the first {seen.size} entries"
    if not log.copied:
        return Finding(Flaw.WITNESSED, log.source, why)
    original, first = Grown(), None
    pairs = zip_longest(log.copies(), log.entries())
    for at, (was, now) in enumerate(pairs, 1):
        if at > seen.size or not isinstance(was, EntryLine):
            break
        original.add([hash_of(was)])
        if first is None and was != now:
            first = at
    proved = original.size == seen.size and original.root() == seen.root
    return Finding(Flaw.WITNESSED, log.source, why, first if proved else None)


def _of_evidence(folder: Folder, policy: Policy, source: Source) -> Iterator[Finding]:
    """How this log contradicted itself before a witness: two of its notes that anybody can check, or that witness's word."""
    logs = {key.name: key for key in policy.logs if key.kind is Kind.LOG and key.name.endswith(f"/{source}")}
    for name, raw in folder.evidence():
        try:
            evidence = Evidence.read(raw)
        except NotProved as wrong:
            yield Finding(Flaw.EVIDENCE, source, f"{name}: {wrong}")
            continue
        if key := logs.get(evidence.origin):
            try:
                check_evidence(evidence.refused, key)
                why = f"{evidence.lie}: two notes of the log contradict each other"
            except NotProved as wrong:
                why = f"{evidence.lie}, by the word of {evidence.witness}: {wrong}"
            yield Finding(Flaw.EVIDENCE, source, f"{why} ({name})")
