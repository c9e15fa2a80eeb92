"""Guards every answer with the headers of a closed house, and refuses a body too large without reading it all."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.web.parts import ALLOWED
from shared.web.problems import Problem, answer

BODY_LIMIT = 1_000_000
"""Bytes of one request, unless a service says otherwise."""
LARGE_FILES = 4
"""So many files of the largest size fit into one form: one that is a little too large can still be named at its field."""


def safe_headers(issuer: str) -> Mapping[str, str]:
    """Nothing from elsewhere is loaded, framed, referred to or kept in a cache. Forms may lead to the issuer, since
    logging out is one."""
    parts = urlsplit(issuer)
    policy = (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
        f"form-action 'self' {parts.scheme}://{parts.netloc}"
    )
    return {
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Cache-Control": "no-store",
    }


class Closed:
    """The headers above on every answer; one that sets its own (a stylesheet may be cached) keeps it."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self.app, self.headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded if scope["type"] == "http" else send)


class BodyLimit:
    """413 at once when the length says so; else as soon as more than `limit` bytes have come, length or not. A form with
    files may say a length up to `with_files`, and gets as far once it is let through."""

    def __init__(self, app: ASGIApp, limit: int = BODY_LIMIT, with_files: int = 0) -> None:
        self.app, self.limit, self.with_files = app, limit, max(limit, with_files)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        length, kind = headers.get("content-length", "0"), headers.get("content-type", "")
        most = self.with_files if kind.lower().startswith("multipart/form-data") else self.limit
        if not length.isdigit() or int(length) > most:
            problem = Problem(413, "too_large", headers={"Connection": "close"})
            await answer(Request(scope), problem)(scope, receive, send)
            return
        scope[ALLOWED] = allowed = {"limit": self.limit}  # held by reference, wherever the scope is copied
        await self.app(scope, self._counted(receive, allowed), send)

    @staticmethod
    def _counted(receive: Receive, allowed: Mapping[str, int]) -> Receive:
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > allowed["limit"]:
                raise HTTPException(413, headers={"Connection": "close"})
            return message

        return counted
