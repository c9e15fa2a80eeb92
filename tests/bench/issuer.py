"""A small issuer of identities, so that the bench needs no Keycloak: it publishes its key and signs one clerk's token."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.bench.cases import CLERK

HOUR = 3600


@contextmanager
def issuer(audience: str) -> Iterator[tuple[str, str]]:
    """(its address, a token of the clerk for this instance)."""
    key = RSAKey.generate_key(2048, {"kid": "bench", "use": "sig", "alg": "RS256"})
    server = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    url = f"http://127.0.0.1:{server.server_port}"
    server.RequestHandlerClass = _publishing({
        "/.well-known/openid-configuration": {"issuer": url, "jwks_uri": f"{url}/certs"},
        "/certs": {"keys": [key.as_dict(private=False)]},
    })  # fmt: skip
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        claims = {
            "iss": url, "aud": audience, "exp": int(time.time()) + HOUR, "typ": "Bearer", "sub": CLERK.actor,
            "agency": CLERK.agency, "unit": "", "roles": [CLERK.role],
        }  # fmt: skip
        yield url, jwt.encode({"alg": "RS256", "kid": "bench"}, claims, key)
    finally:
        server.shutdown()
        server.server_close()


def _publishing(pages: dict[str, object]) -> type[BaseHTTPRequestHandler]:
    class Publishing(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(pages[self.path]).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
            """The bench prints figures only."""

    return Publishing
