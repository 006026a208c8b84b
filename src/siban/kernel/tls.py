"""A district's own certificates: its authority, the server's, those of enrolled devices, and the list of the revoked.

Offline pages and cameras need https, which a district without the internet cannot buy. EC P-256 throughout (RFC 5480,
RFC 5280); the authority may sign for nothing but servers and devices, and its key lies beside the master key.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from django.conf import settings

from siban.kernel.clock import now

CA_DAYS, LEAF_DAYS, CRL_DAYS = 3650, 397, 365
"""How long each is good for. No browser takes a server certificate of more than 398 days."""
EARLIER = timedelta(hours=1)
"""Certificates begin a little before now: clocks of devices differ."""


class NoAuthority(LookupError):
    """There is no authority yet."""


class NoDevice(LookupError):
    """No device of this name was enrolled."""


class NameTaken(ValueError):
    """A device of this name is enrolled already."""


@dataclass(frozen=True, slots=True)
class Device:
    """An enrolled device, until when its certificate is good, and whether it was revoked."""

    name: str
    serial: int
    until: datetime
    revoked: bool


def folder() -> Path:
    return Path(settings.MASTER_KEY_FILE).parent / "tls"


def ca_file() -> Path:
    """The authority's certificate: what every device is told to trust."""
    return folder() / "ca.crt"


def crl_file() -> Path:
    return folder() / "revoked.crl"


def has_authority() -> bool:
    return ca_file().exists()


def make_authority(name: str) -> None:
    """The district's authority, made once."""
    if has_authority():
        return
    key = ec.generate_private_key(ec.SECP256R1())
    subject = _name(name)
    builder = _builder(subject, subject, key, CA_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(sign=True), critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    _write_key(folder() / "ca.key", key)
    _write(ca_file(), certificate.public_bytes(Encoding.PEM))
    write_crl()


def issue_server(names: Sequence[str]) -> None:
    """The server's certificate for these names and addresses, in place of the one before. Raises NoAuthority."""
    key = ec.generate_private_key(ec.SECP256R1())
    shown = x509.SubjectAlternativeName([_general(name) for name in dict.fromkeys(names)])
    certificate = _leaf(names[0], key, ExtendedKeyUsageOID.SERVER_AUTH, shown)
    _write_key(folder() / "server.key", key)
    _write(folder() / "server.crt", certificate.public_bytes(Encoding.PEM))


def server_names() -> tuple[str, ...]:
    """The names that the server's certificate is for."""
    certificate = x509.load_pem_x509_certificate((folder() / "server.crt").read_bytes())
    shown = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return tuple(str(one.value) for one in shown)


def enrol(name: str) -> tuple[Path, str]:
    """A certificate for one device, as a file to be installed there once, and the password of that file.

    The key is kept nowhere else. Raises NoAuthority, NameTaken.
    """
    place = folder() / "devices" / f"{name}.crt"
    if place.exists() and not _is_revoked(_load(place).serial_number):
        raise NameTaken
    key = ec.generate_private_key(ec.SECP256R1())
    certificate = _leaf(name, key, ExtendedKeyUsageOID.CLIENT_AUTH, None)
    password = "-".join(secrets.token_hex(2) for _ in range(4))
    packed = pkcs12.serialize_key_and_certificates(
        name.encode(), key, certificate, [_authority()[0]], BestAvailableEncryption(password.encode())
    )
    parcel = folder() / "devices" / f"{name}.p12"
    _write(parcel, packed)
    _write(place, certificate.public_bytes(Encoding.PEM))
    return parcel, password


def devices() -> tuple[Device, ...]:
    """Every device that was enrolled, by name."""
    found = []
    for place in sorted((folder() / "devices").glob("*.crt")):
        certificate = _load(place)
        serial = certificate.serial_number
        found.append(Device(place.stem, serial, certificate.not_valid_after_utc, _is_revoked(serial)))
    return tuple(found)


def revoke(name: str) -> None:
    """Shut one device out, from the moment the server reads the new list. Raises NoDevice."""
    place = folder() / "devices" / f"{name}.crt"
    if not place.exists():
        raise NoDevice
    serial = _load(place).serial_number
    if not _is_revoked(serial):
        (folder() / "devices" / f"{name}.p12").unlink(missing_ok=True)
        with (folder() / "revoked").open("a") as kept:
            kept.write(f"{serial:x} {now().isoformat(timespec='seconds')} {name}\n")
    write_crl()


def write_crl() -> None:
    """The signed list of who is revoked, for another year."""
    certificate, key = _authority()
    moment = now()
    builder = x509.CertificateRevocationListBuilder().issuer_name(certificate.subject)
    builder = builder.last_update(moment - EARLIER).next_update(moment + timedelta(days=CRL_DAYS))
    builder = builder.add_extension(x509.CRLNumber(int(moment.timestamp() * 1000)), critical=False)
    builder = builder.add_extension(_issuer_key(certificate), critical=False)
    for serial, at in _revoked().items():
        one = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(at)
        builder = builder.add_revoked_certificate(one.build())
    _write(crl_file(), builder.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))


def server_options(*, devices_only: bool) -> list[str]:
    """What granian is told. With `devices_only` nobody gets in without the certificate of an enrolled device.

    Raises NoAuthority.
    """
    if not (folder() / "server.crt").exists():
        raise NoAuthority
    options = ["--ssl-certificate", str(folder() / "server.crt"), "--ssl-keyfile", str(folder() / "server.key")]
    options += ["--ssl-protocol-min", "tls1.2"]
    if devices_only:
        write_crl()
        options += ["--ssl-ca", str(ca_file()), "--ssl-crl", str(crl_file()), "--ssl-client-verify"]
    return options


def fingerprint() -> str:
    """SHA-256 of the authority's certificate, as the dialogs of browsers and systems show it."""
    return _authority()[0].fingerprint(hashes.SHA256()).hex(":").upper()


def _authority() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    if not has_authority():
        raise NoAuthority
    key = load_pem_private_key((folder() / "ca.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return _load(ca_file()), key


def _leaf(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    use: x509.ObjectIdentifier,
    shown: x509.SubjectAlternativeName | None,
) -> x509.Certificate:
    authority, ca_key = _authority()
    builder = _builder(_name(name), authority.subject, key, LEAF_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(sign=False), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([use]), critical=False)
    builder = builder.add_extension(_issuer_key(authority), critical=False)
    if shown is not None:
        builder = builder.add_extension(shown, critical=False)
    return builder.sign(ca_key, hashes.SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, days: int
) -> x509.CertificateBuilder:
    moment = now()
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(moment - EARLIER).not_valid_after(moment + timedelta(days=days))
    return builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _usage(*, sign: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not sign,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=sign,
        crl_sign=sign,
        encipher_only=False,
        decipher_only=False,
    )


def _issuer_key(authority: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    known = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(known)


def _load(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _revoked() -> dict[int, datetime]:
    path = folder() / "revoked"
    lines = path.read_text().splitlines() if path.exists() else []
    return {int(serial, 16): datetime.fromisoformat(at) for serial, at, _name in (line.split(" ", 2) for line in lines)}


def _is_revoked(serial: int) -> bool:
    return serial in _revoked()


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    _write(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def _write(path: Path, data: bytes) -> None:
    """For its owner's eyes only, and whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as new:
        new.write(data)
        new.flush()
        os.fsync(new.fileno())
    os.replace(draft, path)
