"""Files of the output folder over HTTP, on this machine only, with a channel to the browser."""

from __future__ import annotations

import functools
import html
import http.server
import json
import threading
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

CHANNEL = "/-/live"
_OWN = Path(__file__).parent
_SCRIPT = f'<link rel="stylesheet" href="{CHANNEL}.css"><script src="{CHANNEL}.js" type="module"></script></head>'.encode()
_HEARTBEAT = 15.0  # seconds


class Channel:
    """What the last build came to. Browsers wait here for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.number = 0
        self.fault = ""

    def tell(self, fault: str) -> None:
        """A build has ended: with a fault, or with ``""``."""
        with self._changed:
            self.number += 1
            self.fault = fault
            self._changed.notify_all()

    def wait(self, known: int) -> bool:
        """Until there is a build later than ``known``; False when the wait was long and nothing came."""
        with self._changed:
            return self._changed.wait_for(lambda: self.number != known, timeout=_HEARTBEAT)

    def event(self) -> bytes:
        return f"data: {json.dumps({'build': self.number, 'fault': self.fault})}\n\n".encode()


class Handler(http.server.SimpleHTTPRequestHandler):
    """Pages with the live script put in, everything else as it is; nothing is kept by the browser."""

    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        "": "application/octet-stream",
        ".atom": "application/atom+xml",
        ".js": "text/javascript",
        ".svg": "image/svg+xml",
    }

    def __init__(self, *args: object, root: Path, base: str, channel: Channel) -> None:
        self.base = base
        self.channel = channel
        super().__init__(*args, directory=str(root))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        if path == CHANNEL:
            self._stream()
        elif path in (f"{CHANNEL}.js", f"{CHANNEL}.css"):
            kind = "text/javascript" if path.endswith("js") else "text/css"
            self._send(200, kind, (_OWN / f"live{Path(path).suffix}").read_bytes())
        else:
            self._page(path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _page(self, path: str) -> None:
        if self.base and path != self.base and not path.startswith(self.base + "/"):
            self._send_on(f"{self.base}/")
            return
        root = Path(self.directory)
        inside = path[len(self.base) :].lstrip("/")
        file = _file_at(root, inside)
        if file is not None and file.is_dir():
            if inside and not path.endswith("/"):
                self._send_on(f"{self.base}/{quote(file.relative_to(root.resolve()).as_posix())}/", 301)
                return
            file /= "index.html"
        status = 200
        if file is None or not file.is_file():
            status, file = 404, root / "404.html"
        if not file.is_file():
            self._send(status, "text/html; charset=utf-8", _waiting(self.channel.fault))
            return
        kind = self.guess_type(str(file))
        data = file.read_bytes()
        if kind == "text/html":
            data = data.replace(b"</head>", _SCRIPT, 1)
        self._send(status, f"{kind}; charset=utf-8" if kind.startswith("text/") or "xml" in kind else kind, data)

    def _send_on(self, address: str, status: int = 302) -> None:
        self.send_response(status)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _stream(self) -> None:
        """Server-sent events: the present state at once, then each build."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        try:
            while True:
                known = self.channel.number
                self.wfile.write(self.channel.event())
                while not self.channel.wait(known):
                    self.wfile.write(b": still here\n\n")
        except (BrokenPipeError, ConnectionResetError):
            return  # the page was left

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the terminal is for builds."""


def _file_at(root: Path, inside: str) -> Path | None:
    """What stands at an address below a folder; ``None`` when the address is none, or leads out of the folder."""
    try:
        file = (root / inside).resolve()
        file.is_dir()
    except (OSError, ValueError):  # too long for a name, or a zero byte in it
        return None
    return file if file.is_relative_to(root.resolve()) else None


def _waiting(fault: str) -> bytes:
    """What stands where there is no site yet."""
    words = "The site cannot be built yet." if fault else "The site is being built."
    page = f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Preview</title></head><body><h1>{words}</h1>'
    return (page + f"<pre>{html.escape(fault)}</pre></body></html>").encode().replace(b"</head>", _SCRIPT, 1)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that goes away in the middle of an answer is no error of ours; anything else is told."""
        import sys

        if not isinstance(sys.exception() if hasattr(sys, "exception") else None, BrokenPipeError | ConnectionResetError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def start(root: Path, base: str, channel: Channel, port: int, tries: int = 20) -> Server:
    """A server in a thread of its own, on ``port`` or the next free one. Raises :class:`OSError` when none of ``tries`` is free."""
    handler = functools.partial(Handler, root=root, base=base, channel=channel)
    for candidate in range(port, port + tries):
        try:
            server = Server(("127.0.0.1", candidate), handler)
            break
        except OSError:
            if candidate == port + tries - 1:
                raise
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
