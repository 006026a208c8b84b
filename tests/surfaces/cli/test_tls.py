"""The district's own certificates: https under a name that is not localhost, devices enrolled, and shut out again."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from typer.testing import CliRunner

from siban.kernel import tls
from siban.surfaces.cli.main import app
from siban.surfaces.cli.serve import Secured, Supervisor

NAME = "banshi.ganzhou.test"
WSGI = """
def application(environ, start):
    start("200 OK", [("Content-Type", "text/plain")])
    return [b"here"]
"""


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path: Path) -> None:
    settings.MASTER_KEY_FILE = tmp_path / "secrets" / "master.key"


def siban(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["tls", *words])
    return result.exit_code, result.output


@contextmanager
def served(tmp_path: Path, *, devices_only: bool) -> Iterator[int]:
    """The web server as `siban serve --tls` starts it, with a page that needs no database."""
    (tmp_path / "page.py").write_text(WSGI)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    secured = Secured(tls.server_options(devices_only=devices_only), NAME, tls.crl_file())
    command = list(Supervisor("127.0.0.1", port, 1, secured=secured).web.command)
    command[-1] = "page:application"
    running = subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path)})
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert time.monotonic() < deadline and running.poll() is None
                time.sleep(0.05)
        yield port
    finally:
        running.terminate()
        running.wait(20)


def page(port: int, *, name: str = NAME, device: tuple[Path, Path] | None = None, trusting: bool = True) -> str:
    """What a client reads that asks for this name, which is resolved to this machine. Raises ssl.SSLError, OSError."""
    context = ssl.create_default_context(cafile=str(tls.ca_file()) if trusting else None)
    if device is not None:
        context.load_cert_chain(*device)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        with context.wrap_socket(plain, server_hostname=name) as line:
            line.sendall(f"GET / HTTP/1.1\r\nHost: {name}\r\nConnection: close\r\n\r\n".encode())
            said = b""
            while part := line.recv(4096):
                said += part
    if not said:
        raise ConnectionError("shut out")
    return said.decode()


def unpacked(tmp_path: Path, said: str, device: str) -> tuple[Path, Path]:
    """What the device holds once the file is installed."""
    parcel = tls.folder() / "devices" / f"{device}.p12"
    password = said.split("密码 ")[1].split()[0]
    key, certificate, _chain = pkcs12.load_key_and_certificates(parcel.read_bytes(), password.encode())
    assert key is not None and certificate is not None
    held = tmp_path / f"{device}.crt", tmp_path / f"{device}.key"
    held[0].write_bytes(certificate.public_bytes(Encoding.PEM))
    held[1].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return held


def test_https_under_the_districts_own_name_is_believed_with_its_authority_alone(tmp_path: Path) -> None:
    assert siban("enrol", "x")[0] == 1, "first the authority"
    code, said = siban("init", "--name", NAME, "--name", "127.0.0.1")
    assert code == 0 and tls.fingerprint() in said
    with served(tmp_path, devices_only=False) as port:
        assert page(port).endswith("here")
        with pytest.raises(ssl.SSLCertVerificationError):
            page(port, name="another.ganzhou.test")
        with pytest.raises(ssl.SSLCertVerificationError):
            page(port, trusting=False)


def test_only_enrolled_devices_come_in_and_a_revoked_one_is_shut_out(tmp_path: Path) -> None:
    siban("init", "--name", NAME)
    held = {name: unpacked(tmp_path, siban("enrol", name)[1], name) for name in ("tablet-1", "tablet-2")}
    assert siban("enrol", "tablet-1")[0] == 1, "enrolled already"
    with served(tmp_path, devices_only=True) as port:
        assert page(port, device=held["tablet-1"]).endswith("here")
        with pytest.raises((ssl.SSLError, ConnectionError)):
            page(port)
    assert siban("revoke", "tablet-1")[0] == 0 and siban("revoke", "nobody")[0] == 1
    with served(tmp_path, devices_only=True) as port:
        with pytest.raises((ssl.SSLError, ConnectionError)):
            page(port, device=held["tablet-1"])
        assert page(port, device=held["tablet-2"]).endswith("here")
    said = siban("devices")[1]
    assert "已注销" in said and "有效" in said
    assert siban("enrol", "tablet-1")[0] == 0, "a revoked name may be enrolled anew"


def test_a_running_system_takes_in_who_was_revoked(monkeypatch: pytest.MonkeyPatch) -> None:
    siban("init", "--name", NAME)
    siban("enrol", "tablet-1")
    secured = Secured(tls.server_options(devices_only=True), NAME, tls.crl_file())
    assert not secured.changed() and not secured.changed()
    siban("revoke", "tablet-1")
    os.utime(tls.crl_file(), (1, 1))
    assert secured.changed() and not secured.changed()


def test_keys_are_for_their_owner_alone_and_the_authority_signs_nothing_else(tmp_path: Path) -> None:
    siban("init", "--name", NAME)
    before = tls.ca_file().read_bytes()
    siban("init", "--name", "other.test")
    assert tls.ca_file().read_bytes() == before and tls.server_names() == ("other.test",)
    assert {path.stat().st_mode & 0o077 for path in tls.folder().rglob("*.key")} == {0}
    assert siban("enrol", "../x")[0] == 1
