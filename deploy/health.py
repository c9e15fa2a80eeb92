"""Asks instances how they are, all at the same time."""

import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor

import httpx

_ASKING = httpx.Client(timeout=5, trust_env=False, limits=httpx.Limits(max_keepalive_connections=0))
"""One for all: each new one reads the system's certificates again, which takes longer than the answer. An address may be another
process a moment later, so no connection is kept."""


def is_well(address: str) -> bool:
    return ask(address).startswith("well")


def ask(address: str) -> str:
    """`well`, `red: …` with what the instance says itself, or `does not answer`."""
    try:
        answer = _ASKING.get(f"{address}/health")
    except httpx.HTTPError:
        return "does not answer"
    return "well" if answer.is_success else f"red: {answer.text[:200]}"


def ask_all(addresses: Mapping[str, str]) -> dict[str, str]:
    with ThreadPoolExecutor(16) as pool:
        return dict(zip(addresses, pool.map(ask, addresses.values()), strict=True))


def wait_until_well(addresses: Iterable[str], seconds: float, *, meanwhile: Callable[[], None]) -> set[str]:
    """Wait until all are well, doing something else between the rounds; those that are not in time are returned."""
    unwell, end = set(addresses), time.monotonic() + seconds
    with ThreadPoolExecutor(8) as pool:
        while unwell and time.monotonic() < end:
            asked = sorted(unwell)
            unwell = {address for address, well in zip(asked, pool.map(is_well, asked), strict=True) if not well}
            meanwhile()
            if unwell:
                time.sleep(0.25)
    return unwell
