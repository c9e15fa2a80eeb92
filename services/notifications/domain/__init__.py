"""Notices, pure.

Read in this order: words (what one can be about), facts (what is read of what others recorded), names (under which names
it is recorded), terms (which last days follow from it), silence (what was sent and is not answered), file (what is known of
one agency's file of a case), notice (raised once, read once).
"""

from services.notifications.domain.file import File, Place, Step
from services.notifications.domain.notice import NOTICE, MarkRead, Notice, NoticeRaised, NoticeRead, RaiseNotice
from services.notifications.domain.silence import Sent
from services.notifications.domain.terms import Term
from services.notifications.domain.words import REMINDERS, REPORTS, Kind, What

__all__ = [
    "NOTICE", "REMINDERS", "REPORTS", "File", "Kind", "MarkRead", "Notice", "NoticeRaised", "NoticeRead", "Place", "RaiseNotice",
    "Sent", "Step", "Term", "What",
]  # fmt: skip
