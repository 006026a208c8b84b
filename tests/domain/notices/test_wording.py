"""What the notices of hearing, promise, benefit, complaint and archive say, as the law of each asks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from siban.domain.notices.data import Fault, Missing, Party, Place, Repayment
from siban.domain.notices.rules import Kind
from tests.domain.notices.common import APPLICANT
from tests.domain.notices.samples import FULL, SPARE
from tests.domain.notices.samples_more import HEARING_HELD
from tests.domain.notices.test_paper import printed, words


def said(kind: Kind, **other: object) -> str:
    return words(printed(replace(FULL[kind], **other)))


def holds(text: str, *parts: str) -> bool:
    missing = [part for part in parts if part not in text]
    assert not missing, missing
    return True


def test_all_45_the_applicant_is_told_in_writing_how_long_what_is_not_counted_takes():
    assert holds(
        said(Kind.HOLD),
        "《中华人民共和国行政许可法》第四十五条，现场检验所需的时间不算在办理期限里，现书面告诉贵单位",
        "最迟12月9日（含当日）大约11个工作日。",
        "从11月25日起，到现场检验做完那天为止",
        "原来告诉贵单位的是最迟12月2日（含当日）",
        "新的答复日期另行书面告诉贵单位",
    )


def test_when_a_hold_ends_the_days_left_out_and_the_new_last_day_are_told():
    assert holds(
        said(Kind.HOLD_END),
        "11月9日到11月23日（含首尾两天）",
        "最迟12月1日（含当日）书面答复贵单位",
        "原来是11月16日，顺延到这一天",
        "到12月15日（含当日）还没有答复的，可以在六十日内向甘州区人民政府申请行政复议",
    )
    assert "11月23日，只这一天" in words(printed(SPARE[Kind.HOLD_END]))


def test_all_46_47_who_has_an_interest_is_told_of_the_hearing_and_until_when_to_ask():
    text = said(Kind.HEARING)
    assert holds(text, "李秀英：", "您有权要求听证", "最迟12月1日（含当日）提出", "二十个工作日内组织听证")
    assert "听证不收您任何费用" in text and "听证的时间不算在办理期限里" in text


def test_all_48_a_hearing_names_time_place_and_who_presides_and_that_another_may_be_asked_for():
    text = words(printed(HEARING_HELD))
    assert holds(text, "2026年12月8日上午9:00", "甘州区政务大厅三楼会议室", "法制股孙文", "公开举行")
    assert holds(text, "可以申请换人", "我局根据笔录作决定")


def test_what_is_posted_names_nobody_in_full_and_shows_no_document_number():
    text = said(Kind.PUBLICATION)
    assert "马存德" not in text and "0419" not in text and "马*德" in text
    assert holds(
        text,
        "拟准予最低生活保障",
        "2026年11月25日到2026年12月1日（含首尾两天）",
        "一共7天，周末和节假日也算。",
        "最迟12月1日（含当日）提出",
        "0936-0120102",
        "每月拟发1860元",
    )


def test_an_organisation_is_posted_by_its_name():
    company = Party(name="甘州区党寨镇老杨粉皮坊", is_organisation=True)
    assert "甘州区党寨镇老杨粉皮坊" in said(Kind.PUBLICATION, applicant=company)


def test_one_conclusion_lists_every_part_of_an_yijianshi_and_how_each_result_is_fetched():
    text = said(Kind.CONCLUSION)
    assert holds(text, "三件事都办好了", "城乡居民医保参保", "村代办员送到家", "2个工作日，承诺5个工作日")
    assert "“新生儿出生‘一件事’”" in text  # marks within marks


def test_an_amendment_says_what_read_wrongly_and_that_the_rest_stands():
    assert holds(
        said(Kind.AMENDMENT), "决定更正如下，其他内容不变", "尾号0317", "尾号0371", "准予决定书（甘区民准〔2026〕96号）"
    )


def test_all_69_deceit_is_not_protected_and_the_offices_own_fault_is_made_good():
    text = said(Kind.REVOCATION)
    assert holds(
        text,
        "听取了您的陈述",
        "从2026年9月4日起没有效力",
        "5580元，最迟12月31日（含当日）",
        "法律不保护",
        "收到之日起六十日内可以向甘州区人民政府申请行政复议",
    )
    fault = said(Kind.REVOCATION, fault=Fault.OFFICE, repayment=None, heard=None)
    assert holds(fault, "不是您的过错", "依法赔偿", "可以陈述和申辩，您没有提出意见")


def test_a_suspension_says_what_brings_the_benefit_back_and_by_when():
    assert holds(
        said(Kind.SUSPENSION),
        "从2026年12月起暂停发放",
        "这不是取消",
        "最迟2027年5月31日（含当日）办好",
        "暂停的月份一起补发",
        "提起行政诉讼",
    )


def test_a_resumption_says_from_which_month_and_what_is_paid_for_the_months_between():
    assert holds(said(Kind.RESUMPTION), "从2026年12月起恢复发放", "200元补2026年10月到2026年11月的")
    assert "补2026年10月的" in said(Kind.RESUMPTION, arrears_to=None)


def test_after_a_death_the_family_is_written_to_and_nobody_is_told_to_apply_again():
    text = said(Kind.STOP)
    assert holds(text, "王建军：", "张桂兰按准予决定书", "从2026年11月起停止发放", "100元，最迟12月31日（含当日）")
    assert "重新申请" not in text
    assert "随时可以重新申请" in words(printed(SPARE[Kind.STOP]))


def test_a_complaint_is_answered_with_finding_measures_and_a_second_look():
    assert holds(
        said(Kind.COMPLAINT_ANSWER),
        "投诉编号TS2026-0318",
        "部分属实",
        "已向您当面道歉",
        "可以请甘州区政务服务管理局再查",
    )


def test_a_promise_lists_papers_with_dates_and_what_follows_if_they_do_not_come():
    assert holds(
        said(Kind.PROMISE),
        "户口本首页复印件最迟12月8日（含当日）",
        "办理结果先不发",
        "这次办理终止",
        "可能不再先受理后补材料",
        "见证人签名",
    )


def test_guobanfa_2020_42_a_declaration_tells_proof_basis_liability_check_and_publicity_and_what_is_declared():
    assert holds(
        said(Kind.DECLARATION),
        "由您自己选",
        "居住证明",
        "《甘肃省高龄老人津贴发放办法》第六条",
        "最迟2027年1月8日查完",
        "追究刑事责任",
        "信用修复以前不再适用告知承诺",
        "承诺书不公开",
        "我已经看过或听人念过",
        "我符合办理的条件",
        "我愿意承担上面写明的法律责任",
        "我自己的真实意思",
    )


def test_all_34_a_survey_names_two_who_went_and_who_was_met():
    assert holds(
        said(Kind.SURVEY),
        "入户调查表",
        "党寨镇民政办王海峰证件甘镇07-12",
        "廿里堡村委会李玉梅",
        "马玉花（申请人的妻子）",
    )


def test_a_hand_off_sheet_has_all_that_is_keyed_and_lines_for_what_comes_back():
    text = said(Kind.HANDOFF)
    assert holds(text, "全国社会救助信息系统", "622201196808120419", "6207022026001873", "请最迟12月8日（含当日）")


def test_money_is_receipted_with_the_day_of_the_official_receipt():
    text = said(Kind.AGENCY_RECEIPT)
    assert holds(
        text, "400元（现金）", "收款单位的正式票据，最迟11月25日（含当日）交给您", "另外一个人对账", "双方签名"
    )
    assert "样章" not in text


def test_who_objects_gets_what_she_said_who_looks_into_it_and_when_she_hears_of_it():
    text = said(Kind.OBJECTION_RECEIPT)
    assert holds(
        text, "甘党政示〔2026〕12号", "马*德", "城里买了房", "不会往下办", "最迟12月1日（含当日）", "139****0001"
    )


def test_a_second_publication_says_that_it_is_one_and_what_has_changed():
    second = replace(FULL[Kind.PUBLICATION], turn=2, changed=("家里按2人算。", "每月拟发改为1240元。"))
    text = words(printed(second))
    assert holds(text, "上一次公示期间有人提出异议，经查成立", "现第二次公示", "家里按2人算", "一共7天")
    with pytest.raises(ValueError, match="changed"):
        replace(FULL[Kind.PUBLICATION], turn=2)


def test_the_list_of_the_archive_holds_a_digest_for_every_part():
    listed = FULL[Kind.ARCHIVE]
    text = words(printed(listed))
    for one in (*listed.documents, *listed.notices, *listed.events):
        assert one.digest in text
    assert holds(text, "30年", "材料3份，文书3份，办理记录6条", "甘区民受〔2026〕128号")


def test_a_second_correction_says_that_it_is_counted_why_and_who_signed():
    text = said(
        Kind.CORRECTION,
        turn=2,
        again_because="补来的委托书已过期，第一次交来时还没有到期",
        again_signed_by="养老服务股股长马晓燕",
        missing=(Missing(name="委托书", reason="过期了", mend="重新写一份"),),
    )
    assert holds(text, "这是第二次告知，已经记录在案。", "由养老服务股股长马晓燕签字同意。")
    assert "一次说全" not in text


@pytest.mark.parametrize(
    "broken",
    [
        lambda: replace(FULL[Kind.CORRECTION], turn=2),
        lambda: replace(FULL[Kind.HOLD_END], until_day=date(2026, 11, 8)),
        lambda: replace(FULL[Kind.HEARING], ask_by=None),
        lambda: replace(HEARING_HELD, ask_by=date(2026, 12, 1)),
        lambda: replace(FULL[Kind.PUBLICATION], until_day=date(2026, 11, 24)),
        lambda: replace(FULL[Kind.PUBLICATION], objections_to=Place(name="村委会")),
        lambda: replace(FULL[Kind.AMENDMENT], changes=()),
        lambda: replace(FULL[Kind.REVOCATION], reasons=()),
        lambda: replace(FULL[Kind.REVOCATION], basis=()),
        lambda: replace(FULL[Kind.SUSPENSION], mend=()),
        lambda: replace(FULL[Kind.SUSPENSION], reasons=()),
        lambda: replace(FULL[Kind.STOP], reasons=()),
        lambda: replace(FULL[Kind.COMPLAINT_ANSWER], measures=()),
        lambda: replace(FULL[Kind.COMPLAINT_ANSWER], found=()),
        lambda: replace(FULL[Kind.PROMISE], promised=()),
        lambda: replace(FULL[Kind.DECLARATION], proofs=()),
        lambda: replace(FULL[Kind.SURVEY], staff=FULL[Kind.SURVEY].staff[:1] * 2),
        lambda: replace(FULL[Kind.AGENCY_RECEIPT], official_by=None),
        lambda: replace(FULL[Kind.ARCHIVE], events=()),
    ],
)
def test_what_the_law_asks_of_a_notice_cannot_be_left_out(broken):
    with pytest.raises(ValueError, match=r".+"):
        broken()


def test_repayment_without_a_way_to_pay_names_whom_to_ask():
    text = said(Kind.STOP, repayment=Repayment(fen=5050, by=date(2027, 1, 31)), applicant=APPLICANT)
    assert "50.50元，最迟2027年1月31日（含当日）" in text and "请打下面的电话问清再交" in text
