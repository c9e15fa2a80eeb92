"""Logs a person in at a terminal by a code they type on any screen: OAuth 2.0 Device Authorization Grant (RFC 8628)."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx
from rich.console import Console

from deploy.realm import CLI

CODE = "urn:ietf:params:oauth:grant-type:device_code"
SLOWER = 5.0
"""Seconds by which one asks less often when told to (RFC 8628, 3.5)."""
EARLIER = 30.0
"""Seconds before its end a token is renewed."""


def say_where(console: Console) -> Callable[[str, str], None]:
    """For `Device.say`: on this console."""

    def say(address: str, code: str) -> None:
        console.print(f"Open {address} and log in; it must show the code {code}.", highlight=False, soft_wrap=True)

    return say


class NotLoggedIn(Exception):
    """Nobody logged in; the message says what the issuer answered."""


@dataclass
class Device:
    """`say` is told where to log in, with the code in it, and the code alone. `scopes` name the doors that shall be opened."""

    issuer: str
    scopes: Sequence[str]
    say: Callable[[str, str], None]
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, trust_env=False))
    _known: dict[str, Any] = field(default_factory=dict)
    _until: float = 0.0

    def token(self) -> str:
        """A bearer token; the first time somebody logs in for it, later it is renewed. Raises `NotLoggedIn`, httpx errors."""
        if not self._known:
            self._keep(self._log_in())
        elif time.monotonic() > self._until:
            self._keep(self._must(self._token(grant_type="refresh_token", refresh_token=self._known["refresh_token"])))
        return str(self._known["access_token"])

    def _keep(self, given: Mapping[str, Any]) -> None:
        self._known, self._until = dict(given), time.monotonic() + given["expires_in"] - EARLIER

    def _log_in(self) -> Mapping[str, Any]:
        scope = " ".join(["openid", *self.scopes])
        asked = self.client.post(f"{self._at}/auth/device", data={"client_id": CLI, "scope": scope})
        begun = self._must(asked)
        self.say(begun.get("verification_uri_complete", begun["verification_uri"]), begun["user_code"])
        pause, ends = float(begun.get("interval", SLOWER)), time.monotonic() + begun["expires_in"]
        while time.monotonic() < ends:
            time.sleep(pause)
            answer = self._token(grant_type=CODE, device_code=begun["device_code"])
            match "" if answer.is_success else answer.json().get("error", ""):
                case "authorization_pending":
                    continue
                case "slow_down":
                    pause += SLOWER
                case _:
                    return self._must(answer)
        raise NotLoggedIn("nobody logged in before the code ended")

    @property
    def _at(self) -> str:
        return f"{self.issuer}/protocol/openid-connect"

    def _token(self, **asked: str) -> httpx.Response:
        return self.client.post(f"{self._at}/token", data={"client_id": CLI, **asked})

    def _must(self, answer: httpx.Response) -> Mapping[str, Any]:
        try:
            said: dict[str, Any] = answer.json()
        except ValueError:
            said = {}
        if not answer.is_success:
            raise NotLoggedIn(f"the issuer answered {answer.status_code} {said.get('error', '')}".strip())
        return said
