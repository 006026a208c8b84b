"""A numbered notice is signed after rendering; the signature covers the whole paper and breaks with any change."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
from pyhanko.pdf_utils.generic import NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext
from pypdf import PdfReader

from siban.domain.notices import render, services
from siban.domain.notices.demonstration import FIELD, SUBJECT, DemonstrationSeal
from siban.domain.notices.errors import SealOutOfReach
from siban.domain.notices.models import Notice
from siban.domain.notices.rules import NUMBERED, Kind
from siban.domain.notices.seals import Sealing, seal_for
from siban.kernel.models import File
from tests.domain.notices.conftest import MOMENT
from tests.domain.notices.samples import FULL
from tests.domain.notices.test_paper import AT, stamp

SEALING = Sealing(authority="civil-affairs", name="张掖市甘州区民政局", number="甘区民准〔2026〕96号", issued_at=MOMENT)


@pytest.fixture
def seal(tmp_path) -> DemonstrationSeal:
    return DemonstrationSeal(tmp_path / "secrets" / "seal.p12")


@pytest.fixture
def paper() -> bytes:
    return render.rendered(FULL[Kind.GRANT], stamp(Kind.GRANT), AT)


def issue(acting, authority, key, kind: Kind = Kind.GRANT, *, is_demonstration: bool) -> Notice:
    with acting(authority) as change:
        notice = services.issue(
            change,
            kind,
            FULL[kind],
            key=key,
            authority=authority if kind in NUMBERED else None,
            is_demonstration=is_demonstration,
        )
    return Notice.objects.get(pk=notice.pk)


def status_of(signed: bytes, seal: DemonstrationSeal):
    """What pyHanko says of the only signature, the seal's own certificate being trusted."""
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    trust = ValidationContext(trust_roots=[seal._signer.signing_cert], allow_fetching=False)
    # pyHanko runs a loop of its own; this thread may have that of a browser test.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(validate_pdf_signature, signature, signer_validation_context=trust).result()


def test_the_signature_is_valid_and_covers_the_whole_paper(seal, paper):
    status = status_of(seal.sign(paper, SEALING), seal)
    assert status.valid and status.intact and status.trusted and status.bottom_line
    assert status.coverage.name == "ENTIRE_FILE" and status.modification_level is not None
    assert status.signing_cert.subject.native["common_name"] == SUBJECT
    assert "样章" in SUBJECT and "没有法律效力" in status.signing_cert.subject.native["organization_name"]


@pytest.mark.parametrize("place", [0.02, 0.2, 0.5, 0.8, 0.9])
def test_a_flipped_byte_anywhere_breaks_it(seal, paper, place):
    signed = bytearray(seal.sign(paper, SEALING))
    signed[int(len(paper) * place)] ^= 1
    try:
        status = status_of(bytes(signed), seal)
    except (PdfReadError, SignatureValidationError, ValueError, KeyError, IndexError):
        return  # the byte was one that holds the file together: it does not even open
    assert not status.intact and not status.bottom_line


def test_what_is_added_afterwards_is_seen(seal, paper):
    signed = seal.sign(paper, SEALING)
    assert status_of(signed + b"\n% added\n", seal).coverage.name != "ENTIRE_FILE"
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/PageMode"] = NameObject("/UseOutlines")
    writer.update_root()
    out = io.BytesIO()
    writer.write(out)
    assert not status_of(out.getvalue(), seal).bottom_line


def test_the_sealed_paper_is_still_an_archive_pdf(seal, paper):
    signed = seal.sign(paper, SEALING)
    # ISO 19005-2, 6.1.3: an update is appended, what was there is untouched
    assert signed.startswith(paper)
    reader = PdfReader(io.BytesIO(signed))
    root = reader.trailer["/Root"]
    assert root["/Metadata"].get_data() == PdfReader(io.BytesIO(paper)).trailer["/Root"]["/Metadata"].get_data()
    # 6.1.2: PDF/A-2 is PDF 1.7
    assert reader.pdf_header == "%PDF-1.7" and "/Version" not in root and "/Extensions" not in root
    assert "/ID" in reader.trailer and "/Encrypt" not in reader.trailer and root["/OutputIntents"]
    form = root["/AcroForm"]
    assert "/NeedAppearances" not in form and "/XFA" not in form  # 6.4.1, 6.4.2
    (field,) = form["/Fields"]
    widget = field.get_object()
    # 6.3.2: printed, neither hidden nor invisible; a rectangle without extent needs no appearance
    assert widget["/T"] == FIELD and widget["/F"] & 0b100 and not widget["/F"] & 0b100011
    assert [float(side) for side in widget["/Rect"]] == [0, 0, 0, 0]
    signature = widget["/V"]
    assert (
        signature["/SubFilter"] == SigSeedSubFilter.PADES.value and signature["/Name"] == "张掖市甘州区民政局（样章）"
    )
    # 6.1.12: the reference of a certifying signature names no digest of its own
    assert not {"/DigestLocation", "/DigestMethod", "/DigestValue"} & set(signature["/Reference"][0])
    # 6.4.3: the range spans all but the signature
    start, before, after, rest = signature["/ByteRange"]
    assert start == 0 and after + rest == len(signed) and after - before == len(signature["/Contents"]) * 2 + 2


def test_key_and_certificate_are_made_once_and_only_the_owner_reads_them(seal, paper):
    first = status_of(seal.sign(paper, SEALING), seal).signing_cert
    again = DemonstrationSeal(seal.path)
    assert again._signer.signing_cert.dump() == first.dump()
    assert seal.path.stat().st_mode & 0o077 == 0 and [one.name for one in seal.path.parent.iterdir()] == ["seal.p12"]


def test_two_processes_that_begin_at_once_agree_on_one_key(seal):
    other = DemonstrationSeal(seal.path)
    other._make()
    seal._make()
    assert seal._signer.signing_cert.dump() == other._signer.signing_cert.dump()


def test_a_numbered_demonstration_notice_is_sealed_and_kept_as_it_was_signed(acting, authority, key):
    notice = issue(acting, authority, key, is_demonstration=True)
    first = render.pdf(notice)
    demonstration = seal_for(is_demonstration=True)
    assert isinstance(demonstration, DemonstrationSeal) and status_of(first, demonstration).bottom_line
    assert render.pdf(Notice.objects.get(pk=notice.pk)) == first and File.objects.count() == 1


@pytest.mark.parametrize("kind", [Kind.RECEIPT, Kind.PROMISE, Kind.AGENCY_RECEIPT, Kind.ARCHIVE])
def test_what_bears_no_seal_is_not_signed(acting, authority, key, kind):
    made = render.pdf(issue(acting, authority, key, kind, is_demonstration=True))
    assert not PdfFileReader(io.BytesIO(made)).embedded_signatures


def test_a_real_notice_never_bears_the_demonstration_seal(acting, authority, key):
    made = render.pdf(issue(acting, authority, key, is_demonstration=False))
    assert not PdfFileReader(io.BytesIO(made)).embedded_signatures


class Recording:
    """A bureau's adapter, as the setting names it."""

    seen: tuple[Sealing, ...] = ()

    def sign(self, pdf: bytes, sealing: Sealing) -> bytes:
        Recording.seen += (sealing,)
        return pdf + b"% sealed"


class Unplugged:
    def sign(self, pdf: bytes, sealing: Sealing) -> bytes:
        raise SealOutOfReach


def test_the_bureaus_own_seal_is_asked_for_real_notices_alone(acting, authority, key, settings):
    settings.SEAL = f"{__name__}.Recording"
    assert render.pdf(issue(acting, authority, key, is_demonstration=False)).endswith(b"% sealed")
    assert not render.pdf(issue(acting, authority, key, is_demonstration=True)).endswith(b"% sealed")
    (sealing,) = Recording.seen
    assert (sealing.authority, sealing.number) == (authority.key, "试区民准〔2026〕1号")
    assert sealing.name == "张掖市甘州区民政局" and sealing.issued_at == MOMENT


def test_where_the_seal_system_does_not_answer_nothing_is_kept_and_the_notice_stands(acting, authority, key, settings):
    notice = issue(acting, authority, key, is_demonstration=False)
    settings.SEAL = f"{__name__}.Unplugged"
    with pytest.raises(SealOutOfReach):
        render.pdf(notice)
    assert Notice.objects.get(pk=notice.pk).file is None
    settings.SEAL = ""
    assert render.pdf(Notice.objects.get(pk=notice.pk)).startswith(b"%PDF-")
