"""The demonstration seal: a real signature by a key that says of itself that it is worth nothing in law.

Key and certificate are made once for an installation, in a file beside the master key.
"""

from __future__ import annotations

import io
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cached_property
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils.extensions import DeveloperExtension
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf

from siban.domain.notices.seals import Sealing
from siban.kernel.clock import now

SUBJECT = "siban 样章 demonstration seal"
FIELD = "seal"
YEARS = 30
"""A demonstration is thrown away long before."""
RESERVED = 4096
"""Bytes kept for the signature as hexadecimal; it takes 2,000. Without this pyHanko signs twice, once to measure."""


class ArchiveWriter(IncrementalPdfFileWriter):
    """Appends the signature and nothing else, so that PDF/A-2b stays PDF/A-2b.

    pyHanko would write the metadata anew, whose extension schemas then no longer read as ISO 19005-2, 6.6.2.3 asks, and
    for this curve declare PDF 2.0, while PDF/A-2 is PDF 1.7.
    """

    def _update_meta(self) -> None:
        """Title, author and dates stay those of the notice; the signature has its own time."""

    def ensure_output_version(self, version: tuple[int, int]) -> None:
        """1.7, as the layout declares it."""

    def register_extension(self, ext: DeveloperExtension) -> None:
        """None declared: readers verify this signature without."""


class DemonstrationSeal:
    """EC P-256 and SHA-256, as CMS (ETSI.CAdES.detached), certified: no change is allowed afterwards."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or Path(settings.MASTER_KEY_FILE).parent / "demonstration-seal.p12"

    def sign(self, pdf: bytes, sealing: Sealing) -> bytes:
        """See seals.Seal. The field is invisible: the layout has drawn the round seal with 样章 already."""
        metadata = PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
            name=f"{sealing.name}（样章）",
            reason=f"{sealing.number}　样章，没有法律效力",
        )
        writer = ArchiveWriter(io.BytesIO(pdf))
        # pyHanko runs a loop of its own, which the caller's thread may have already.
        with ThreadPoolExecutor(1) as thread:
            done = thread.submit(sign_pdf, writer, metadata, signer=self._signer, bytes_reserved=RESERVED)
            signed: io.BytesIO = done.result()
        return signed.getvalue()

    @cached_property
    def _signer(self) -> SimpleSigner:
        if not self.path.exists():
            self._make()
        return SimpleSigner.load_pkcs12_data(self.path.read_bytes(), other_certs=[])

    def _make(self) -> None:
        """Write key and certificate aside and link them into place, so that two processes agree on one."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, draft = tempfile.mkstemp(dir=self.path.parent)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(_new_pair())
                out.flush()
                os.fsync(out.fileno())
            os.link(draft, self.path)
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)


def _new_pair() -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "仅供演示，没有法律效力"),
            x509.NameAttribute(NameOID.COMMON_NAME, SUBJECT),
        ]
    )
    usage = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(made - timedelta(days=1))
        .not_valid_after(made + timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(SUBJECT.encode(), key, certificate, None, NoEncryption())
