"""What was done with a case, in sentences: newest first, with the numbers and days that a clerk looks for."""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Any

from shared.kernel.codes import CASE, REPORT
from shared.kernel.law import Law
from shared.kernel.named import digests
from shared.kernel.words import Digest
from shared.ledger import Entry
from shared.web.attachments import Scan
from shared.web.pages import vn_date, vn_time
from shared.web.words import Words

REASONS = (
    "return_reasons", "extension_reasons", "police_refusal_reasons", "correction_reasons", "protection_decline_reasons",
    "protection_ending_reasons", "report_closing_reasons", "report_reopening_reasons",
)  # fmt: skip
ENUMS, SPOKEN = ("level", "way"), (f"{CASE}-", f"{REPORT}-")


def timeline(entries: tuple[Entry, ...], law: Law, words: Words, scans: Mapping[Digest, Scan]) -> list[dict[str, Any]]:
    """Lines as `look.timeline` shows them, with the files that each names."""
    return [
        {
            "at": vn_time(entry.at),
            "text": words.get(entry.name, entry.name),
            "note": " · ".join(
                (*_whence(entry.fact, law), *_coarse(entry.fact, law, words), *details(entry.fact, law))
            ),
            "scans": [scans[digest] for digest in digests(entry.fact)],
            "position": entry.position,
            "saw": entry.body.saw is not None,
        }
        for entry in reversed(entries)
    ]


def _whence(fact: Any, law: Law) -> Iterator[str]:
    if agency := getattr(fact, "sender", None) or getattr(fact, "asker", None):
        yield f"từ {law.agencies[agency].short if agency in law.agencies else agency}"


def details(fact: Any, law: Law) -> Iterator[str]:
    """Only what stands in the open and helps to find the paper or the day."""
    if number := getattr(fact, "number", None):
        yield f"số {number}"
    if reason := getattr(fact, "reason", None):
        yield next((law.lists[k][reason].vi for k in REASONS if law.knows(k, reason)), reason)
    for field in ("reception_due", "due_on"):
        if due := getattr(fact, field, None):
            yield f"hạn {vn_date(due)}"


def _coarse(fact: Any, law: Law, words: Words) -> Iterator[str]:
    """Of a report: through whom it came, how grave it looks, where it went, whose case it is."""
    if channel := law.lists.get("channels", {}).get(getattr(fact, "channel", "")):
        yield channel.vi
    for name in ENUMS:
        if isinstance(value := getattr(fact, name, None), Enum):
            yield words.get(f"choice.{type(value).__name__}.{value.value}", str(value.value))
    if to := getattr(fact, "to", None):
        contact = law.lists.get("urgent_contacts", {}).get(to)
        yield f"đến {law.agencies[to].short if to in law.agencies else contact.vi if contact else to}"
    for name in ("code", "original_code"):
        if (code := getattr(fact, name, None)) and code.startswith(SPOKEN):
            yield code
    if body := law.lists.get("other_bodies", {}).get(getattr(fact, "passed_to", None) or ""):
        yield body.vi
    if reference := getattr(fact, "reference", None):
        yield f"số của nơi báo tin {reference}"
