"""One document of every kind as the demonstration would issue it, and the same with every optional part left out."""

from __future__ import annotations

from datetime import date

from siban.domain.notices.data import (
    Acceptance,
    Agent,
    ApplicationForm,
    Basis,
    Benefit,
    Block,
    Correction,
    Decline,
    Delivery,
    Deny,
    End,
    Extension,
    Field,
    Grant,
    Ground,
    Handover,
    Mandate,
    Missing,
    NoticeData,
    Paper,
    Party,
    Place,
    Promised,
    Receipt,
    Section,
    Termination,
)
from siban.domain.notices.rules import Kind
from tests.domain.notices import samples_more
from tests.domain.notices.common import APPLICANT, BARE, BUREAU, CASE, ELDER_LAW, REMEDIES, local

FULL: dict[Kind, NoticeData] = {
    Kind.ACCEPTANCE: Acceptance(
        **BUREAU,
        received_on=date(2026, 11, 23),
        accepted_on=date(2026, 11, 24),
        basis=ELDER_LAW,
        answer_by=date(2026, 12, 8),
        answer_days=10,
        legal_by=date(2026, 12, 22),
        legal_days=20,
        remedies=REMEDIES,
    ),
    Kind.DECLINE: Decline(
        **BUREAU,
        received_on=date(2026, 11, 23),
        ground=Ground.NOT_COMPETENT,
        basis=Basis(document="中华人民共和国行政许可法", article="第三十二条第一款第二项"),
        reasons=("高龄津贴由户口所在地的民政部门发放。", "您的户口在临泽县沙河镇，不在甘州区。"),
        competent=Place(
            name="临泽县民政局",
            address="临泽县沙河镇县府街12号",
            telephone="0936-012 0555",
            hours="周一到周五 上午8:30—12:00，下午2:30—6:00",
        ),
        remedies=REMEDIES,
    ),
    Kind.CORRECTION: Correction(
        **BUREAU,
        received_on=date(2026, 11, 23),
        basis=Basis(document="中华人民共和国行政许可法", article="第三十二条第一款第四项"),
        missing=(
            Missing(
                name="张桂兰的社保卡",
                reason="津贴打到社保卡上，交来的是别人的卡",
                mend="带本人社保卡来拍照，没有的先到银行补办",
            ),
            Missing(
                name="委托书",
                reason="委托书上没有委托人的手印，也没有见证人",
                mend="窗口有空白的，按手印、请一位见证人签名",
            ),
            Missing(name="户口本", reason="首页照片看不清户号", mend="重拍一张首页，四角都要拍到"),
        ),
        until=date(2026, 12, 24),
        until_days=30,
        bring_to=Place(
            name="党寨镇廿里堡村便民服务点",
            address="党寨镇廿里堡村委会一楼",
            telephone="0936-012 0107",
            hours="周一到周五 上午8:30—12:00，下午2:30—6:00",
        ),
        online=True,
    ),
    Kind.EXTENSION: Extension(
        **BUREAU,
        accepted_on=date(2026, 11, 24),
        basis=Basis(document="中华人民共和国行政许可法", article="第四十二条"),
        reason="您在外地住过，居住证明要向当地核对，对方还没有回信",
        before=date(2026, 12, 22),
        answer_by=date(2027, 1, 6),
        days=10,
        approved_by="本局局长",
        remedies=REMEDIES,
    ),
    Kind.GRANT: Grant(
        **BUREAU,
        accepted_on=date(2026, 11, 24),
        decided_on=date(2026, 12, 4),
        findings="您已满80周岁，户口在甘州区，没有领过同类津贴，符合发放条件",
        basis=(ELDER_LAW, Basis(document="甘肃省高龄老人津贴发放办法", article="第五条")),
        benefit=Benefit(
            fen=10000,
            first_month=date(2026, 12, 1),
            last_month=date(2027, 11, 1),
            paid="每月15日前打到社保卡（尾号0371）",
        ),
        paper="甘肃省老年人优待证　第0702-18845号",
        valid_from=date(2026, 12, 1),
        valid_to=date(2027, 11, 30),
        collect="优待证由廿里堡村代办员送到家，不用跑",
        yearly="每年11月核对一次，在手机上或到村里露个面就行",
        duties=("户口迁出甘州区的，请在30日内告诉村便民服务点。",),
        remedies=REMEDIES,
    ),
    Kind.DENY: Deny(
        **BUREAU,
        accepted_on=date(2026, 11, 24),
        decided_on=date(2026, 12, 4),
        reasons=(
            "高龄津贴从满80周岁的当月起发，您1947年3月出生，还差3个月。",
            "您现在每月领取的养老补贴与高龄津贴不能同时领。",
        ),
        basis=(ELDER_LAW, Basis(document="甘肃省高龄老人津贴发放办法", article="第五条")),
        advice=("2027年3月起可以重新申请，材料不用再交，我们留着。", "生活有困难的，可以到村里申请临时救助。"),
        remedies=REMEDIES,
    ),
    Kind.TERMINATION: Termination(
        **BUREAU,
        received_on=date(2026, 11, 23),
        ended_on=date(2026, 12, 28),
        end=End.NOT_PURSUED,
        reasons=("11月24日告知要补3样材料，最迟12月24日，到期没有收到。",),
        basis=Basis(document="甘州区政务服务办件规程", article="第十八条"),
        remedies=REMEDIES,
    ),
    Kind.DELIVERY: Delivery(
        **BUREAU,
        results=("准予决定书　甘区民准〔2026〕96号　1份", "甘肃省老年人优待证　1本"),
        handovers=(
            Handover(
                from_office="区民政局养老服务股",
                to="党寨镇廿里堡村便民服务点",
                giver="陈海燕",
                receiver="李玉梅",
                at=local(2026, 12, 7, 10, 20),
                how="政务专递",
            ),
            Handover(from_office="党寨镇廿里堡村便民服务点", to="王建军（儿子，代收）", giver="李玉梅"),
        ),
        remark="优待证已当面核对照片和姓名。",
    ),
    Kind.RECEIPT: Receipt(
        site="党寨镇廿里堡村便民服务点",
        case_number=CASE,
        item="高龄津贴申领",
        applicant=APPLICANT,
        agent=Agent(name="王建军", relation="儿子"),
        clerk="李玉梅",
        taken_at=local(2026, 11, 23, 9, 42),
        telephone="0936-012 0107",
        papers=(
            Paper(name="张桂兰的身份证", how="看过，已还", quantity="拍2张"),
            Paper(name="张桂兰的社保卡", how="看过，已还", quantity="拍1张"),
            Paper(name="王建军的身份证", how="看过，已还", quantity="拍2张"),
            Paper(name="委托书（按手印，马存德作证）", how="收原件", quantity="1份"),
            Paper(name="高龄津贴申请表（按手印）", how="收原件", quantity="1份"),
        ),
        looked_up="户口本由我们向公安查，不用交。",
        answer_by=date(2026, 11, 30),
    ),
    Kind.APPLICATION_FORM: ApplicationForm(
        title="高龄津贴申请表",
        authority="张掖市甘州区民政局",
        case_number=CASE,
        item="高龄津贴申领",
        version="第2版",
        applicant=APPLICANT,
        agent=Agent(name="王建军", relation="儿子"),
        sections=(
            Section(
                title="一、申请人",
                fields=(
                    Field(label="姓名", value="张桂兰"),
                    Field(label="性别", value="女"),
                    Field(label="出生日期", value="1946年10月2日"),
                    Field(label="民族", value="汉族"),
                    Field(label="证件号码", value="622201194610021023", wide=True),
                    Field(label="户口所在地", value="甘肃省张掖市甘州区党寨镇廿里堡村三社17号", wide=True),
                    Field(label="电话", value="136****0107（王建军的）"),
                    Field(label="和谁住", value="儿子一家"),
                ),
            ),
            Section(
                title="二、津贴怎么发",
                fields=(
                    Field(label="社保卡开户行", value="甘肃农信党寨支行"),
                    Field(label="卡号", value="6217***********0371"),
                    Field(label="开始领的月份", value="2026年12月"),
                    Field(label="领过同类津贴吗", value="没有"),
                    Field(label="备注", wide=True),
                ),
            ),
            Section(
                title="三、共同生活的家庭成员",
                blocks=(
                    Block(
                        columns=("姓名", "关系", "证件号码", "月收入"),
                        rows=(
                            ("王建军", "儿子", "622201197203114011", "3200元"),
                            ("李秀英", "儿媳", "622201197406054028", "2800元"),
                            ("王小雨", "孙女", "620702200511234029", "在校"),
                        ),
                    ),
                ),
            ),
        ),
        authorisation=(
            "我和上面写明的家庭成员同意民政部门为办理这件事，向公安、人社、税务、不动产登记、银行等单位"
            "核对我们的户籍、收入和财产情况。核对结果只用来办这件事。"
        ),
        photo=True,
        by_fingerprint=True,
    ),
    Kind.MANDATE: Mandate(
        site="党寨镇廿里堡村便民服务点",
        case_number=CASE,
        item="高龄津贴申领",
        principal=APPLICANT,
        principal_telephone="136 0000 0107",
        representative=Party(name="王建军", masked_number="6222**********4011"),
        representative_telephone="136 0000 0107",
        relation="儿子",
        until=date(2027, 5, 31),
        by_fingerprint=True,
    ),
}

SPARE: dict[Kind, NoticeData] = {
    Kind.ACCEPTANCE: Acceptance(**BARE, received_on=date(2026, 11, 24), accepted_on=date(2026, 11, 24)),
    Kind.DECLINE: Decline(
        **BARE, received_on=date(2026, 11, 24), ground=Ground.NO_APPROVAL_NEEDED, papers_returned=False
    ),
    Kind.CORRECTION: Correction(
        **BARE,
        received_on=date(2026, 11, 23),
        missing=(Missing(name="身份证", reason="没有交", mend="带来拍照"),),
        until=date(2026, 12, 24),
    ),
    Kind.EXTENSION: Extension(
        **BARE,
        accepted_on=date(2026, 11, 24),
        reason="要等外地回信",
        before=date(2026, 12, 22),
        answer_by=date(2026, 12, 31),
        days=7,
    ),
    Kind.GRANT: Grant(**BARE, accepted_on=date(2026, 11, 24), decided_on=date(2026, 11, 24), basis=(ELDER_LAW,)),
    Kind.DENY: Deny(
        **BARE,
        accepted_on=date(2026, 11, 24),
        decided_on=date(2026, 11, 24),
        reasons=("不满80周岁。",),
        basis=(ELDER_LAW,),
    ),
    Kind.TERMINATION: Termination(
        **BARE, received_on=date(2026, 11, 23), ended_on=date(2026, 11, 24), end=End.WITHDRAWN, papers_returned=False
    ),
    Kind.DELIVERY: Delivery(
        **BARE, results=("准予决定书　1份",), handovers=(Handover(from_office="区民政局", to="张桂兰（本人）"),)
    ),
    Kind.RECEIPT: Receipt(
        site="甘州区政务大厅",
        case_number=CASE,
        item="高龄津贴申领",
        applicant=Party(name="张桂兰"),
        clerk="李玉梅",
        taken_at=local(2026, 11, 24, 14, 5),
    ),
    Kind.APPLICATION_FORM: ApplicationForm(
        title="高龄津贴申请表",
        authority="张掖市甘州区民政局",
        case_number=CASE,
        item="高龄津贴申领",
        version="第1版",
        applicant=Party(name="张桂兰"),
    ),
    Kind.MANDATE: Mandate(
        site="甘州区政务大厅", item="高龄津贴申领", principal=Party(name="张桂兰"), representative=Party(name="王建军")
    ),
}

FULL |= samples_more.FULL
SPARE |= samples_more.SPARE

TOLERATED = Acceptance(
    **BUREAU,
    received_on=date(2026, 11, 23),
    accepted_on=date(2026, 11, 24),
    answer_by=date(2027, 1, 5),
    answer_days=30,
    legal_by=date(2027, 1, 20),
    provisional=True,
    promised=(
        Promised(name="户口本首页复印件", by=date(2026, 12, 8)),
        Promised(name="居住证明", by=date(2026, 12, 8)),
    ),
    meanwhile="12月上旬村里会派两个人上门看看，请留人在家。",
    remedies=REMEDIES,
)
