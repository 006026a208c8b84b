"""What comes out of the printer: valid PDF/A, complete words, nothing that a person typed taken as a command."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import cv2
import numpy
import pytest
import typst
from django.conf import settings as django_settings
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from siban.domain.notices import frozen, render
from siban.domain.notices.data import Missing, NoticeData, Paper, Party, issuer_of
from siban.domain.notices.rules import NUMBERED, SORTS, Kind, document_number, series
from siban.domain.notices.signed import Signed, read_signed, signed_text
from siban.domain.notices.typeset import Typesetter, code_points, lacking_in, typesetter
from siban.domain.notices.wording.parts import Stamp
from siban.kernel.clock import SHANGHAI
from siban.kernel.crypto import keyring
from siban.kernel.ids import new_id
from tests.domain.notices.samples import APPLICANT, FULL, SPARE, TOLERATED
from tests.domain.notices.samples_more import HEARING_HELD

CODE = "7K4M2Q9XWB"
AT = datetime(2026, 11, 24, 10, 30, tzinfo=SHANGHAI)


def stamp(kind: Kind, **other: object) -> Stamp:
    number = document_number(series("甘区民", kind), 2026, 128) if kind in NUMBERED else None
    return Stamp(issued_on=date(2026, 11, 24), number=number, code=CODE, is_demonstration=True, **other)


def printed(data: NoticeData) -> PdfReader:
    return PdfReader(io.BytesIO(render.rendered(data, stamp(data.kind), AT)))


def words(reader: PdfReader) -> str:
    """The text without the spaces and line ends of the layout."""
    return "".join("".join(page.extract_text() for page in reader.pages).split()).replace("\u200b", "")


@pytest.mark.parametrize(
    "data", [*FULL.values(), *SPARE.values(), TOLERATED, HEARING_HELD], ids=lambda data: data.kind.value
)
def test_every_kind_is_a_valid_archive_pdf_with_its_numbers_and_dates(data):
    reader = printed(data)
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata and "<pdfaid:conformance>B</pdfaid:conformance>" in metadata
    assert 1 <= len(reader.pages) <= 2
    assert reader.metadata.title == getattr(data, "title", SORTS[data.kind].title)
    assert reader.metadata.creation_date == datetime(2026, 11, 24, tzinfo=UTC)
    text = words(reader)
    assert (data.case_number or "") in text
    if data.kind in NUMBERED:
        assert f"甘区民{SORTS[data.kind].letter}〔2026〕128号" in text
        assert "2026年11月24日" in text and "12345" in text and data.contact.telephone.replace(" ", "") in text
    elif data.kind not in (Kind.ARCHIVE, Kind.OBJECTION_RECEIPT):  # which name the numbers of others
        assert "〔2026〕" not in text
    assert data.item in text and "None" not in text


@pytest.mark.parametrize("data", SPARE.values(), ids=lambda data: data.kind.value)
def test_wording_without_the_optional_parts_has_no_holes(data):
    drawn = json.dumps(render.layout(data, stamp(data.kind)), ensure_ascii=False)
    for hole in ("，，", "。。", "，。", "、，", "（）", "《》", "：。", "“”"):
        assert hole not in drawn


def test_acceptance_says_from_when_by_when_and_how_it_was_counted():
    text = words(printed(FULL[Kind.ACCEPTANCE]))
    for part in (
        "依照《中华人民共和国老年人权益保障法》第三十三条，我局自2026年11月24日起受理，最迟12月8日（含当日）书面答复您",
        "受理次日起10个工作日，周末和节假日不算。",
        "到12月22日（含当日）还没有答复的，可以在六十日内向甘州区人民政府申请行政复议。",
        "王建军（儿子）",
    ):
        assert part in text


def test_acceptance_by_silence_says_what_follows_from_it():
    silent = replace(FULL[Kind.ACCEPTANCE], by_silence=True, accepted_on=date(2026, 11, 23))
    text = words(printed(silent))
    assert "我局没有在5个工作日内告诉您受理不受理" in text and "受理日期是2026年11月23日" in text


def test_tolerated_acceptance_lists_what_is_to_follow_and_what_happens_if_it_does_not():
    text = words(printed(TOLERATED))
    assert "户口本首页复印件，最迟12月8日（含当日）" in text and "办理结果先不发" in text and "最迟2027年1月5日" in text


def test_correction_tells_everything_with_reason_and_remedy():
    text = words(printed(FULL[Kind.CORRECTION]))
    for missing in FULL[Kind.CORRECTION].missing:
        assert missing.name in text and missing.reason in text and missing.mend in text
    assert "还差三样" in text and "一次说全" in text and "最迟12月24日（含当日）" in text


def test_grant_prints_sum_months_basis_and_remedies():
    text = words(printed(FULL[Kind.GRANT]))
    for part in ("100元", "从2026年12月起发，发到2027年11月，共12个月", "第五条", "甘州区人民法院", "尾号0371"):
        assert part in text


def test_delivery_record_has_two_handovers_with_places_to_sign():
    text = words(printed(FULL[Kind.DELIVERY]))
    assert (
        text.count("交的人签名") == 2 and text.count("收的人签名（李玉梅）") == 1 and "2026年12月7日上午10:20" in text
    )


def test_receipt_says_that_it_is_not_acceptance_and_what_silence_means():
    text = words(printed(FULL[Kind.RECEIPT]))
    assert "还不是受理" in text and "最迟11月30日（含当日）" in text and "就算从11月23日起已经受理" in text


def test_an_organisation_is_addressed_as_one():
    company = Party(name="廿里堡村股份经济合作社", is_organisation=True)
    text = words(printed(replace(FULL[Kind.ACCEPTANCE], applicant=company, agent=None)))
    assert "贵单位申请" in text and "答复贵单位" in text


@pytest.mark.parametrize(
    "broken",
    [
        lambda: replace(FULL[Kind.DENY], reasons=()),
        lambda: replace(FULL[Kind.DENY], basis=()),
        lambda: replace(FULL[Kind.GRANT], basis=()),
        lambda: replace(FULL[Kind.DECLINE], competent=None),
        lambda: replace(FULL[Kind.CORRECTION], missing=()),
        lambda: replace(FULL[Kind.DELIVERY], handovers=()),
    ],
)
def test_a_notice_without_what_the_law_asks_cannot_be_made(broken):
    with pytest.raises(ValueError, match=r".+"):
        broken()


HOSTILE = '#panic("x") $x^2$ *b* _i_ `r` \\ <a> @b https://x.y/ ]#[ "q" \'s\' // c /* #let d=1 \n= H'


def test_what_a_person_typed_is_never_read_as_markup():
    text = words(printed(replace(FULL[Kind.DENY], item=HOSTILE, applicant=Party(name=HOSTILE), reasons=(HOSTILE,))))
    assert text.count("".join(HOSTILE.split())) >= 3


@pytest.mark.parametrize("name", ["𠮷田", "阿依古丽·买买提", "㛃㬎䶮", "李𬭎", "é ü Ж あ 한"])
def test_rare_characters_and_minority_names_print_as_they_are(name):
    text = words(printed(replace(FULL[Kind.RECEIPT], applicant=Party(name=name))))
    assert "".join(name.split()) in text and "〓" not in text


def test_a_character_that_no_font_has_is_replaced_and_named():
    text = words(printed(replace(FULL[Kind.ACCEPTANCE], applicant=Party(name="张\U0003fffd😀ก兰"))))
    assert "张〓〓〓兰" in text and all(code in text for code in ("U+3FFFD", "U+1F600", "U+0E01"))


def test_control_characters_do_not_reach_the_paper():
    assert "张桂兰" in words(
        printed(replace(FULL[Kind.ACCEPTANCE], applicant=Party(name="张\x00\x1b桂\ud800兰\ufffe")))
    )


def test_lacking_glyphs_are_read_from_the_compilers_message():
    message = 'error: the text `"\\u{3fffd}"` could not be displayed\nerror: the text `"ก"` could not be displayed with'
    assert lacking_in(message) == {"\U0003fffd", "ก"} and code_points("\U0003fffd") == "U+3FFFD"


def test_long_names_wrap_and_long_lists_flow_on_without_leaving_a_seal_alone():
    long = replace(
        FULL[Kind.CORRECTION],
        applicant=Party(name="阿依古丽·买买提" * 6, masked_number=APPLICANT.masked_number),
        missing=tuple(Missing(name=f"第{n}样", reason="没有交" * 8, mend="带来拍照" * 6) for n in range(16)),
    )
    reader = printed(long)
    assert 2 <= len(reader.pages) <= 4
    assert "12345" in "".join(reader.pages[-1].extract_text().split())
    many = replace(
        FULL[Kind.RECEIPT], papers=tuple(Paper(name=f"材料{n}", how="收原件", quantity="1份") for n in range(30))
    )
    assert "材料29" in words(printed(many))


def test_the_same_notice_is_the_same_to_the_byte():
    data = FULL[Kind.GRANT]
    other = Typesetter(django_settings.DATA / "notices", None)
    sheet = render.layout(data, stamp(data.kind))
    assert render.rendered(data, stamp(data.kind), AT) == other.pdf("letter.typ", sheet, AT)


@pytest.mark.parametrize(("kind", "path"), [(Kind.GRANT, "v"), (Kind.RECEIPT, "t"), (Kind.APPLICATION_FORM, "v")])
def test_the_printed_qr_reads_back_as_its_address(kind, path, settings):
    settings.PUBLIC_URL = "https://ganzhou.example"
    sheet = render.layout(FULL[kind], stamp(kind))
    page = typesetter().pages(SORTS[kind].template, sheet, AT, "png", ppi=200)[0]
    image = cv2.imdecode(numpy.frombuffer(page, numpy.uint8), cv2.IMREAD_COLOR)
    found, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(image)
    assert found == f"https://ganzhou.example/{path}/{CODE}"


@pytest.mark.parametrize("kind", [Kind.GRANT, Kind.RECEIPT, Kind.APPLICATION_FORM])
def test_without_a_public_front_the_printed_qr_is_checked_offline(kind, settings):
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    sheet = render.layout(FULL[kind], stamp(kind))
    page = typesetter().pages(SORTS[kind].template, sheet, AT, "png", ppi=300)[0]
    image = cv2.imdecode(numpy.frombuffer(page, numpy.uint8), cv2.IMREAD_COLOR)
    found, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(image)
    said = read_signed(found)
    assert said is not None and said.code == CODE and said.issuer == issuer_of(FULL[kind])
    assert said.number == (stamp(kind).number or FULL[kind].case_number or "")


@given(st.integers(0, 400), st.characters(codec="utf-8", categories=["L", "N", "P"]))
def test_a_text_with_one_letter_changed_is_not_believed(place, letter):
    text = signed_text(Signed("甘区民准〔2026〕12号", date(2026, 11, 24), "张掖市甘州区民政局", CODE))
    place %= len(text)
    bent = text[:place] + letter + text[place + 1 :]
    assert read_signed(text) is not None
    assert bent == text or read_signed(bent) is None
    assert read_signed(text, [bytes(32)]) is None


def test_only_the_demonstration_draws_a_seal_and_it_says_that_it_is_a_sample():
    real = render.rendered(FULL[Kind.GRANT], replace(stamp(Kind.GRANT), is_demonstration=False), AT)
    assert "样章" not in words(PdfReader(io.BytesIO(real)))
    assert "样章" in words(printed(FULL[Kind.GRANT]))


def test_a_draft_has_neither_number_nor_code_and_is_safe_to_show():
    pages = render.preview_svg(FULL[Kind.CORRECTION])
    assert pages and all(page.startswith("<svg") for page in pages)
    assert all(
        unsafe not in page for page in pages for unsafe in ("<script", "javascript:", "onload", "<foreignObject")
    )
    sheet = render.layout(FULL[Kind.CORRECTION], Stamp(issued_on=date(2026, 11, 24), is_draft=True))
    assert sheet["number"] is sheet["code"] is sheet["qr"] is None and sheet["draft"] is True
    assert render.preview_png(FULL[Kind.RECEIPT])[0].startswith(b"\x89PNG")


def test_the_bureaus_own_fonts_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Own:
        def __init__(self, **_where: object) -> None: ...

        def families(self) -> list[str]:
            return ["FangSong_GB2312", "方正小标宋简体", "SimHei", "Wingdings"]

    monkeypatch.setattr(typst, "Fonts", Own)
    faces = Typesetter(tmp_path, tmp_path).faces
    assert faces.song[0] == "FangSong_GB2312" and faces.hei[0] == "SimHei" and faces.display[0] == "方正小标宋简体"
    assert faces.own_display and "Wingdings" not in faces.song


def test_data_of_every_kind_survives_being_frozen():
    wrapped, notice = keyring.wrap_new(), new_id()
    for data in (*FULL.values(), *SPARE.values(), TOLERATED, HEARING_HELD):
        sealed = frozen.seal(wrapped, notice, data)
        assert "张桂兰".encode() not in sealed
        assert frozen.unseal(wrapped, notice, data.kind, sealed) == data


def test_what_was_frozen_by_an_earlier_release_still_opens_and_prints():
    stored = json.loads((Path(__file__).parent / "frozen_2026.json").read_text())
    wrapped, notice = keyring.wrap_new(), new_id()
    assert set(stored) == set(Kind)
    for kind, plain in stored.items():
        sealed = keyring.seal(wrapped, json.dumps(plain).encode(), b"notice:" + notice.bytes)
        assert len(printed(frozen.unseal(wrapped, notice, Kind(kind), sealed)).pages) >= 1
