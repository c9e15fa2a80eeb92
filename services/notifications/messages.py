"""What leaves notifications: nothing. A notice is read where it stands."""

from collections.abc import Iterable
from typing import assert_never

from services.notifications.domain import Event, Notice, NoticeRaised, NoticeRead
from shared.kernel.tell import Happened, Tell


def tell(happened: Happened, _: Notice) -> Iterable[Tell]:
    event: Event = happened.fact
    match event:
        case NoticeRaised() | NoticeRead():
            return ()
        case _:
            assert_never(event)
