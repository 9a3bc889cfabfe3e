"""Servers of files, run on a site with the rules that it brings along."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.patience import PATIENCE

MODULES = "authz_core dir headers mime mpm_event rewrite setenvif"

NGINX = """\
daemon off;
user root;
pid {work}/nginx.pid;
error_log {work}/log warn;
events {{}}
http {{
    access_log off;
    client_body_temp_path {work}/body;
    fastcgi_temp_path {work}/fastcgi;
    proxy_temp_path {work}/proxy;
    scgi_temp_path {work}/scgi;
    uwsgi_temp_path {work}/uwsgi;
    include {folder}/nginx-http.conf;
    server {{
        listen 127.0.0.1:{port};
        root {folder};
        include {folder}/nginx-server.conf;
    }}
}}
"""
APACHE = """\
{modules}
ServerName localhost
Listen 127.0.0.1:{port}
PidFile {work}/apache.pid
ErrorLog {work}/log
TypesConfig /dev/null
DocumentRoot {folder}
<Directory {folder}>
    AllowOverride FileInfo Indexes
    Require all granted
</Directory>
"""


def nginx(folder: Path, work: Path, port: int) -> list[str]:
    """The command of an nginx that serves a folder."""
    (work / "nginx.conf").write_text(NGINX.format(folder=folder, work=work, port=port), encoding="utf-8")
    return [program("nginx"), "-e", f"{work}/log", "-c", f"{work}/nginx.conf"]


def apache(folder: Path, work: Path, port: int) -> list[str]:
    """The command of an Apache that serves a folder, with the modules where Debian has them."""
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES.split())
    text = APACHE.format(modules=modules, folder=folder, work=work, port=port)
    (work / "apache.conf").write_text(text, encoding="utf-8")
    return [program("apache2"), "-X", "-d", f"{work}", "-f", f"{work}/apache.conf"]


def program(*names: str) -> str:
    """Where the first program of these that there is lies; skips the test where there is none."""
    path = os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/sbin"])
    for name in names:
        if found := shutil.which(name, path=path):
            return found
    pytest.skip(f"{names[0]} is not installed; make tools installs it, as root")


SERVERS: dict[str, Callable[[Path, Path, int], list[str]]] = {"nginx": nginx, "apache": apache}


@contextmanager
def serving(server: str, folder: Path, work: Path) -> Iterator[str]:
    """The address of a server of a folder, which ends with the context."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with subprocess.Popen(SERVERS[server](folder, work, port), stdout=subprocess.DEVNULL) as process:
        try:
            wait(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Return as soon as a server listens."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), PATIENCE):
            return
        time.sleep(0.05)
    raise AssertionError("the server does not listen")
