"""The officers of the story: each logs in as in life and asks the doors of the town, nothing else."""

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import httpx

from deploy import ports
from deploy.realm import REALM
from shared.policy.profile import Instance, Profile

PATIENCE = 120.0
"""How long (seconds) an answer or a hop is waited for: a town may be restarting while its story is told."""
TOKEN_LASTS = 200.0
DECIDES = frozenset({
    "handover-acceptance", "handover-return", "protection", "verification-return", "verification-answer", "proof", "plan",
    "benefit-appraisal", "benefit-decision", "referral-acceptance", "referral-refusal", "referral-return", "closure",
    "reopening",
})  # fmt: skip
"""What an officer of the story decides about a person: they look at the case first, and say at which look they decided."""
SAW = "Trove-Saw"


class StoryBroken(Exception):
    """The town answered otherwise than the story says. The message holds no personal data."""


@dataclass
class Town:
    """The running town as the story sees it: where its doors are, and the issuer that knows its officers."""

    profile: Profile
    issuer: str
    passwords: Mapping[str, str]
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=30, trust_env=False))
    _tokens: dict[str, tuple[str, float]] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    @classmethod
    def at(cls, home: Path, profile: Profile, issuer: str) -> "Town":
        return cls(profile, issuer, json.loads((home / "demo-users.json").read_text("utf-8")))

    def origin(self, source: str) -> str:
        line = next((i for i in self.profile.instances if i.source == source), None)
        if line is None:
            raise StoryBroken(f"the profile has no instance {source}")
        return ports.address(line.port)

    def officer(self, username: str) -> "Officer":
        return Officer(self, username, next(user.agency for user in self.profile.users if user.username == username))

    def token(self, username: str) -> str:
        """A bearer token of this officer for all instances; kept until shortly before it ends."""
        with self._turn:
            known = self._tokens.get(username)
            if known is None or time.monotonic() - known[1] > TOKEN_LASTS:
                known = self._tokens[username] = (self._login(username), time.monotonic())
            return known[0]

    def _login(self, username: str) -> str:
        scopes = " ".join(f"for-{instance.source}" for instance in self._doors_of(username))
        answer = self.client.post(
            f"{self.issuer}/protocol/openid-connect/token",
            data={
                "grant_type": "password", "client_id": "trove-cli", "username": username,
                "password": self.passwords[username], "scope": f"openid {scopes}",
            },
        )  # fmt: skip
        answer.raise_for_status()
        token: str = answer.json()["access_token"]
        return token

    def _doors_of(self, username: str) -> list[Instance]:
        """Those of the own agency and those where all meet; an inspector comes to every door."""
        user = next(user for user in self.profile.users if user.username == username)
        common, everywhere = ("reporting", "notifications"), "inspector" in user.roles
        return [i for i in self.profile.instances if everywhere or i.agency == user.agency or i.service in common]


def issuer_of(home: Path) -> str:
    """The issuer of the town that runs from this home, as its instances were told."""
    for file in sorted((home / "instances").glob("*.env")):
        for line in file.read_text("utf-8").splitlines():
            name, _, value = line.removeprefix("export ").partition("=")
            if name.endswith("_ISSUER"):
                return value.strip("'\"")
    raise StoryBroken(f"no town was started from {home} (realm {REALM})")


@dataclass(frozen=True)
class Officer:
    """One person at a desk. Each deed has an id of its own and is asked again under it when the answer was lost."""

    town: Town
    username: str
    agency: str

    def begin(self, service: str, /, **fields: Any) -> UUID:
        """Open a case; its id."""
        return UUID(self.post(service, "/api/cases", fields, wanted=201)["case"])

    def do(
        self, service: str, case: UUID, path: str, /, *, version: int | None = None, **fields: Any
    ) -> dict[str, Any]:
        saw = self._look(service, case) if path in DECIDES else None
        return self.post(service, f"/api/cases/{case}/{path}", fields, version=version, saw=saw)

    def _look(self, service: str, case: UUID) -> str | None:
        """Look at a case; at which position of its ledger that is written down."""
        answer = self._ask("GET", service, f"/api/cases/{case}")
        self._wanted(answer, 200, f"/api/cases/{case}")
        saw: str | None = answer.headers.get(SAW)
        return saw

    def refused(
        self, service: str, case: UUID, path: str, wanted: int, /, *, version: int | None = None, **fields: Any
    ) -> str:
        """The same, where the story wants a refusal with this status; the rule that refused."""
        problem = self.post(service, f"/api/cases/{case}/{path}", fields, version=version, wanted=wanted)
        return str(problem.get("rule") or problem.get("type"))

    def look(self, service: str, case: UUID) -> dict[str, Any]:
        return dict(self.get(service, f"/api/cases/{case}"))

    def wait_for(
        self, service: str, case: UUID, true: Callable[[dict[str, Any]], bool] = lambda _: True
    ) -> dict[str, Any]:
        """The case at this desk as soon as it has come and `true` says so; asked with the print of the last answer, so
        that waiting is not reading."""
        deadline, known = time.monotonic() + PATIENCE, {"If-None-Match": ""}
        while True:
            answer = self._ask("GET", service, f"/api/cases/{case}", headers=known)
            if answer.status_code == 200 and true(found := answer.json()):
                return dict(found)
            known["If-None-Match"] = answer.headers.get("etag", "")
            if time.monotonic() > deadline:
                raise StoryBroken(
                    f"the case did not come to {service}.{self.agency} in {PATIENCE:.0f} s ({answer.status_code})"
                )
            time.sleep(0.05)

    def get(self, service: str, path: str) -> Any:
        return self._wanted(self._ask("GET", service, path), 200, path)

    def post(
        self, service: str, path: str, fields: Mapping[str, Any], *, version: int | None = None, wanted: int = 200,
        command_id: UUID | None = None, saw: str | None = None,
    ) -> dict[str, Any]:  # fmt: skip
        headers = {"Idempotency-Key": str(command_id or uuid4())} | ({SAW: saw} if saw else {})
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return dict(self._wanted(self._ask("POST", service, path, json=fields, headers=headers), wanted, path))

    def paper(self, case: UUID, paper: str) -> bytes:
        return self.printed("intake", f"/cases/{case}/papers/{paper}.pdf")

    def printed(self, service: str, path: str) -> bytes:
        """A paper as PDF. Raises `StoryBroken` where none is made."""
        answer = self._ask("GET", service, path)
        if answer.status_code != 200 or not answer.content.startswith(b"%PDF"):
            raise StoryBroken(f"{path.rpartition('/')[2]} was not printed ({answer.status_code})")
        return answer.content

    def ask_at(self, source: str, path: str) -> httpx.Response:
        """The answer of any instance of the town, as it is."""
        return self._ask_at(source, "GET", path)

    def _ask(self, method: str, service: str, path: str, **more: Any) -> httpx.Response:
        return self._ask_at(self._source(service), method, path, **more)

    def _ask_at(self, source: str, method: str, path: str, **more: Any) -> httpx.Response:
        """Ask until there is an answer: a door that is away is waited for, the same deed keeps its id."""
        origin = self.town.origin(source)
        deadline = time.monotonic() + PATIENCE
        headers = more.pop("headers", {})
        while True:
            headers["Authorization"] = f"Bearer {self.town.token(self.username)}"
            try:
                answer = self.town.client.request(method, origin + path, headers=headers, **more)
                if answer.status_code != 503:
                    return answer
            except httpx.TransportError as away:
                if time.monotonic() > deadline:
                    raise StoryBroken(f"{source} does not answer: {type(away).__name__}") from away
            if time.monotonic() > deadline:
                raise StoryBroken(f"{source} stays unavailable")
            time.sleep(0.2)

    def _source(self, service: str) -> str:
        if service in ("reporting", "notifications"):
            return next(i.source for i in self.town.profile.instances if i.service == service)
        return f"{service}.{self.agency}"

    def _wanted(self, answer: httpx.Response, wanted: int, path: str) -> Any:
        if answer.status_code != wanted:
            noun = path.rpartition("/")[2] if path.startswith(("/api/cases/", "/api/reports/")) else path
            said = answer.json() if "json" in answer.headers.get("content-type", "") else {}
            why = {key: said.get(key) for key in ("rule", "title", "faults", "detail") if said.get(key)}
            raise StoryBroken(f"{self.username} at {noun}: {answer.status_code} instead of {wanted} {why}")
        return answer.json() if answer.content else {}
