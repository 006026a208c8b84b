"""Who and what the documents of these tests are about."""

from __future__ import annotations

from datetime import datetime

from siban.domain.notices.data import Agent, Basis, Contact, Party, Remedies

CASE = "62070226408319572"
ELDER_LAW = Basis(document="中华人民共和国老年人权益保障法", article="第三十三条")
REMEDIES = Remedies(reconsideration="甘州区人民政府", court="甘州区人民法院")
APPLICANT = Party(name="张桂兰", masked_number="6222**********1023")
AGENT = Agent(name="王建军", relation="儿子")
BUREAU = {
    "authority": "张掖市甘州区民政局",
    "we": "我局",
    "case_number": CASE,
    "applicant": APPLICANT,
    "agent": AGENT,
    "item": "高龄津贴申领",
    "matter": "高龄津贴",
    "contact": Contact(office="养老服务股", name="陈海燕", telephone="0936-012 0128"),
}
BARE = {
    "authority": "张掖市甘州区民政局",
    "case_number": CASE,
    "applicant": Party(name="张桂兰"),
    "item": "高龄津贴申领",
    "contact": Contact(office="养老服务股", telephone="0936-012 0128"),
}


def local(*parts: int) -> datetime:
    """A moment as the papers print it: local, so without a zone."""
    return datetime(*parts)  # noqa: DTZ001
