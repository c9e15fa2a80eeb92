"""What lay before whoever decided: pinned when they decide, and put together again whenever somebody asks."""

from shared.seeing.papers import PaperMade, RecordPaper, blinded, papers_of, record_of
from shared.seeing.pinning import Seeing, Then
from shared.seeing.view import canonical, hash_of, plain

__all__ = [
    "PaperMade",
    "RecordPaper",
    "Seeing",
    "Then",
    "blinded",
    "canonical",
    "hash_of",
    "papers_of",
    "plain",
    "record_of",
]
