"""Addresses of earlier times on the servers that are told of them: a real nginx, and the rules of `_redirects` as hosts document them."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.sites import Project, Site
from tests.test_addresses import redirect

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
needs_nginx = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt-get install nginx-light)")
LONG = "a-very-long-name-" * 12 + "end"
CONF = """\
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {output}/redirects.nginx;
    server {{
        listen 127.0.0.1:{port};
        root {output};
        absolute_redirect off;
        error_page 404 /404.html;
        if ($annals_gone) {{ return 410; }}
        if ($annals_moved) {{ return 301 $annals_moved; }}
    }}
}}
"""


def moved(project: Project) -> Site:
    redirect(project, "actors/northern-front.md", "/actors/nf/", "/actors/الجبهة/", f"/actors/{LONG}/", "/old.files/nf.atom")
    redirect(project, "reports/2001/02/01-siege-of-riverton.md", "{from: /old/siege/, to: bridges}")
    front = "addresses: [/reports/2001/03/12-arabic/, /2001/03/12/, /images/a.b.jpg]\ndate: 2002-01-01\nreason: It was wrong."
    project.write("takedowns/one.md", f"---\n{front}\n---\n")
    return project.build("--fatal", "errors")


class Nginx:
    """A server of one site, on a port that was free."""

    def __init__(self, output: Path, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        user = "user root;" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""
        conf = folder / "nginx.conf"
        conf.write_text(CONF.format(folder=folder, output=output, port=self.port, user=user), "utf-8")
        self.log = folder / "error.log"
        self.process = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(conf), "-e", str(self.log)])

    def ask(self, path: str) -> tuple[int, str]:
        """The status of a path, and where it leads."""
        for _ in range(100):
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            try:
                connection.request("GET", path)
                answer = connection.getresponse()
                return answer.status, answer.getheader("Location") or ""
            except ConnectionRefusedError:
                assert self.process.poll() is None, self.log.read_text("utf-8")
                time.sleep(0.05)
            finally:
                connection.close()
        raise TimeoutError

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


@pytest.fixture
def nginx(project: Project, tmp_path: Path) -> Iterator[Nginx]:
    folder = tmp_path / "nginx"
    folder.mkdir()
    server = Nginx(moved(project).folder, folder)
    yield server
    server.stop()


@needs_nginx
def test_nginx_redirects_what_has_moved_and_says_410_to_what_is_gone(nginx: Nginx) -> None:
    front = "/actors/northern-front/"
    assert nginx.ask("/actors/nf/") == (301, front)
    assert nginx.ask(quote("/actors/الجبهة/")) == (301, front)
    assert nginx.ask(f"/actors/{LONG}/") == (301, front)
    assert nginx.ask("/old.files/nf.atom") == (301, front)
    assert nginx.ask("/old/siege/") == (301, "/reports/2001/02/01-siege-of-riverton/#bridges")
    assert nginx.ask("/reports/2001/03/12-arabic/") == (410, "")
    assert nginx.ask("/reports/2001/03/12-arabic/anything/below") == (410, "")
    assert nginx.ask("/images/a.b.jpg") == (410, "")
    assert nginx.ask("/images/axb.jpg")[0] == 404  # a full stop is a full stop
    assert nginx.ask(front)[0] == 200
    assert nginx.ask("/nowhere/")[0] == 404


@needs_nginx
def test_nginx_takes_twenty_thousand_redirects(project: Project, tmp_path: Path) -> None:
    many = ", ".join(f"/old/reports/of/some/length/{number:05}/" for number in range(20_000))
    text = (project.content / "actors/jane-example.md").read_text("utf-8")
    project.write("actors/jane-example.md", text.replace("---\n", f"---\nredirect_from: [{many}]\n", 1))
    folder = tmp_path / "nginx"
    folder.mkdir()
    server = Nginx(project.build("--fatal", "errors").folder, folder)
    try:
        assert server.ask("/old/reports/of/some/length/19999/") == (301, "/actors/jane-example/")
        assert server.log.read_text("utf-8") == ""
    finally:
        server.stop()


def test_every_line_of_redirects_follows_the_rules_of_the_hosts(project: Project) -> None:
    """Netlify and Cloudflare Pages: from, to and status between blanks; from is a path, with one * at its end at most; no more than
    1,000 characters a line; what ends in * comes after what does not, for Cloudflare takes no fixed one after them; and Netlify passes
    over what leads to where it begins.
    """
    lines = [line for line in moved(project).text("_redirects").splitlines() if not line.startswith("#")]
    splats = []
    for line in lines:
        start, to, status = line.split(" ")
        assert start.isascii()
        assert to.isascii()
        assert start.startswith("/")
        assert start.count("*") == start.endswith("*")
        assert "?" not in start + to
        assert "#" not in start
        assert status in ("301", "301!", "410!")
        assert len(line) <= 1_000
        splats.append(start.endswith("*"))
        assert not start.endswith("*") or to.rstrip("/") != start.rstrip("/*")
    assert True in splats
    assert splats.index(True) > max(number for number, line in enumerate(lines) if " 301" in line)
    for_cloudflare = [line for line in lines if not line.endswith("!")]
    assert len({line.split(" ")[0] for line in for_cloudflare}) == len(for_cloudflare)
