"""Who comes without a login is counted and not known: a flood is turned away, and asking again costs nothing."""

from shared.web.crowd import Crowd
from tests.web.hours import Hours


def test_one_address_passes_so_often_and_again_when_its_time_is_over() -> None:
    hours = Hours()
    crowd = Crowd(of_one=3, clock=hours)
    assert [crowd.let_in("203.0.113.7").allowed for _ in range(5)] == [True, True, True, False, False]
    assert crowd.let_in("203.0.113.8").allowed
    hours.pass_(600)
    assert crowd.let_in("203.0.113.7").allowed


def test_a_crowd_passes_evenly_whatever_its_addresses() -> None:
    hours = Hours()
    crowd = Crowd(of_all=60, many=20, clock=hours)
    passages = [crowd.let_in(f"203.0.113.{n}") for n in range(200)]
    assert [n for n, passage in enumerate(passages) if passage.allowed] == list(range(20))
    assert not any(passage.crowded for passage in passages)
    for second in range(30):
        hours.pass_(1)
        taken = [crowd.let_in(f"198.51.{second}.{n}") for n in range(10)]
        assert [passage.allowed for passage in taken] == [True] + 9 * [False]
        assert taken[0].crowded
    hours.pass_(60)
    assert not crowd.let_in("192.0.2.1").crowded


def test_a_household_of_many_addresses_is_one() -> None:
    crowd = Crowd(of_one=1)
    assert crowd.let_in("2001:db8:1:2::1").allowed
    assert not crowd.let_in("2001:db8:1:2:ffff::9").allowed
    assert crowd.let_in("2001:db8:1:3::1").allowed
    assert crowd.let_in("not an address").allowed


def test_a_mark_is_no_address_and_lives_a_day() -> None:
    hours = Hours()
    crowd = Crowd(clock=hours)
    first = crowd.let_in("203.0.113.7").source
    assert first == crowd.let_in("203.0.113.7").source != crowd.let_in("203.0.113.8").source
    assert "203" not in repr(crowd)
    hours.pass_(86_400)
    assert crowd.let_in("203.0.113.7").source != first


def test_nobody_is_remembered_longer_than_it_takes_to_count() -> None:
    hours = Hours()
    crowd = Crowd(many=10_000, clock=hours)
    for n in range(2_000):
        crowd.let_in(f"198.51.{n // 250}.{n % 250}")
    hours.pass_(600)
    crowd.let_in("203.0.113.7")
    assert len(crowd._by) == 1
