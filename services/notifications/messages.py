"""Notifications tells no other ledger anything: its notices are read on its own pages."""

from typing import assert_never

from services.notifications.domain import Notice, NoticeRaised, NoticeRead
from shared.kernel.tell import Happened, Tell


def tell(happened: Happened, _: Notice) -> tuple[Tell, ...]:
    """Every event is named here as kept inside."""
    event: NoticeRaised | NoticeRead = happened.fact
    match event:
        case NoticeRaised() | NoticeRead():
            return ()
        case _:
            assert_never(event)
