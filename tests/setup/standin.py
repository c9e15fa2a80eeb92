"""A tiny stand-in for an instance: answers /health on its port, and can be told to be stubborn or to die young."""

import http.server
import os
import signal
import sys


class Door(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        well = self.path == "/health" and "sick" not in sys.argv
        self.send_response(200 if well else 503)
        self.end_headers()
        self.wfile.write(b'{"relay": "standing still"}' if not well else b"{}")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        pass


if __name__ == "__main__":
    if "stubborn" in sys.argv:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    if "fragile" in sys.argv:
        sys.exit("born to die")
    print("settings seen:", os.environ.get("STANDIN_WORD", "none"), flush=True)
    http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Door).serve_forever()
