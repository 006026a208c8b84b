"""Files are what they say, or they are refused with a sentence."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from siban.kernel import files
from siban.kernel.crypto import Unreadable, keyring
from siban.kernel.models import DataKey

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def photo(kind: str = "JPEG", size: tuple[int, int] = (80, 60), exif: bytes | None = None) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", size, "white")
    picture.save(out, kind, **({"exif": exif} if exif else {}))
    return out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_photographs_are_kept_as_jpeg(kind):
    kept, media_type = files.clean(photo(kind))
    assert media_type == "image/jpeg" and Image.open(io.BytesIO(kept)).format == "JPEG"


def test_place_and_device_of_a_photograph_are_not_kept():
    exif = Image.Exif()
    exif[0x010F] = "MakerOfPhones"
    kept, _ = files.clean(photo(exif=exif.tobytes()))
    assert b"MakerOfPhones" not in kept


def test_huge_photograph_is_made_readable_not_huge():
    kept, _ = files.clean(photo(size=(5000, 3000)))
    assert max(Image.open(io.BytesIO(kept)).size) == files.LONGEST_SIDE


def test_sixty_megabytes_are_refused():
    with pytest.raises(files.FileTooLarge) as refusal:
        files.clean(b"\xff\xd8\xff\xe0" + bytes(60 * 1024 * 1024))
    assert refusal.value.status == 413


@pytest.mark.parametrize(
    "data", [b"MZ\x90\x00" + bytes(200), b"<html><script>1</script></html>", b"PK\x03\x04" + bytes(100), b"hello"]
)
def test_what_is_neither_photograph_nor_pdf_is_refused(data):
    with pytest.raises(files.FileNotReadable):
        files.clean(data)


def test_cut_photograph_is_refused():
    with pytest.raises(files.FileNotReadable):
        files.clean(photo()[:150])


def test_empty_file_is_refused():
    with pytest.raises(files.FileEmpty):
        files.clean(b"")


@given(st.binary(max_size=400))
def test_any_bytes_are_kept_or_refused(data):
    try:
        _kept, media_type = files.clean(data)
    except (files.FileEmpty, files.FileNotReadable):
        return
    assert media_type in {"image/jpeg", "application/pdf"}


@pytest.mark.django_db
def test_file_on_disk_is_sealed_and_belongs_to_one_person(tmp_path, settings):
    settings.FILES_ROOT = tmp_path
    key = DataKey.objects.create(wrapped=keyring.wrap_new())
    row = files.store(PDF, key=key)
    twin = files.store(PDF, key=key)
    assert files.read(row) == PDF and row.address != twin.address
    assert all(PDF not in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    row.key = DataKey.objects.create(wrapped=keyring.wrap_new())
    with pytest.raises(Unreadable):
        files.read(row)
