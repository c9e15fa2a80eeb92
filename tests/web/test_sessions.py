"""Sessions and logins, sealed under the instance's key."""

from datetime import timedelta

from shared.web.sessions import Login
from tests.web.doors import LAN, Moving, sessions


def test_a_session_lives_while_it_is_used_and_ends_when_idle() -> None:
    clock = Moving()
    here = sessions(clock)
    name = here.open(LAN)
    for _ in range(4):
        clock.pass_(timedelta(minutes=20))
        assert here.read(name) == LAN
    clock.pass_(timedelta(minutes=31))
    assert here.read(name) is None
    assert here.ended(name) == LAN


def test_looking_at_an_ended_session_does_not_revive_it() -> None:
    clock = Moving()
    here = sessions(clock)
    name = here.open(LAN)
    clock.pass_(timedelta(minutes=31))
    here.ended(name)
    assert here.read(name) is None


def test_a_closed_session_is_closed_at_once() -> None:
    here = sessions()
    name = here.open(LAN)
    here.close(name)
    assert here.read(name) is None


def test_no_name_stands_in_the_table() -> None:
    here = sessions()
    name = here.open(LAN)
    stored = b"".join(place + blob for place, (blob, _) in here.rows.items())
    for word in ("Nguyễn", "Lan", "sub-lan", "investigator", name):
        assert word.encode() not in stored


def test_a_row_moved_to_another_place_opens_nothing() -> None:
    here = sessions()
    one, two = here.open(LAN), here.open(LAN)
    places = list(here.rows)
    here.rows[places[0]], here.rows[places[1]] = here.rows[places[1]], here.rows[places[0]]
    assert here.read(one) is None
    assert here.read(two) is None


def test_another_kind_of_name_opens_no_session() -> None:
    here = sessions()
    here.begin_login("state", Login("browser", "verifier", "nonce", "/"))
    assert here.read("state") is None
    assert here.read("") is None
    assert here.read("x" * 5000) is None


def test_a_login_is_taken_back_once_and_within_ten_minutes() -> None:
    clock = Moving()
    here = sessions(clock)
    login = Login("browser", "verifier", "nonce", "/")
    here.begin_login("one", login)
    here.begin_login("two", login)
    assert here.end_login("one") == login
    assert here.end_login("one") is None
    clock.pass_(timedelta(minutes=11))
    assert here.end_login("two") is None


def test_all_sessions_of_one_issuer_session_end_together() -> None:
    here = sessions()
    visit = LAN.__class__(**{f: getattr(LAN, f) for f in LAN.__struct_fields__} | {"sid": "s-1"})
    names = [here.open(visit), here.open(visit)]
    other = here.open(LAN)
    here.close_all_of("s-1")
    assert [here.read(name) for name in names] == [None, None]
    assert here.read(other) == LAN


def test_rows_older_than_a_day_are_swept_out() -> None:
    clock = Moving()
    here = sessions(clock)
    here.open(LAN)
    clock.pass_(timedelta(hours=25))
    here.open(LAN)
    assert len(here.rows) == 1
