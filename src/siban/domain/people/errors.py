"""What people and their papers can be refused for. Each sentence is for the person at the window and names nobody."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from siban.kernel.refusals import BadInput, NotFound, Refusal


class BadNumber(BadInput):
    """A document number that cannot be taken; `field` is "number" unless a form calls its own field otherwise."""

    code = "number-refused"

    def __init__(self, *, field: str = "number", **values: Any) -> None:
        super().__init__(field=field, **values)


class NumberMissing(BadNumber):
    code = "number-missing"
    sentence = _("还没有填证件号码。")
    advice = _("照着证件填，也可以用读卡器或拍照。")


class UnknownKind(BadNumber):
    code = "number-kind-unknown"
    sentence = _("没有这种证件。")
    advice = _("请从列出的证件里选一种。")


class OldNumber(BadNumber):
    """15 digits: replaced by 18 under GB 11643-1999, out of use with the cards of the first generation in 2013."""

    code = "number-old-15"
    sentence = _("这是15位的老号码，一代身份证2013年起已经停用。")
    advice = _("请照现在的身份证或户口簿填18位的号码；没有换过的，先到派出所换证。")


class WrongLength(BadNumber):
    code = "number-wrong-length"
    sentence = _("证件号码应当是%(due)s位，现在填了%(given)s位。")
    advice = _("对着证件看看，是漏了还是多打了。")


class LettersInside(BadNumber):
    code = "number-letters"
    sentence = _("身份证号码里混进了数字以外的字。")
    advice = _("前17位都是数字，只有最后一位可以是X。")


class BadRegion(BadNumber):
    code = "number-region"
    sentence = _("号码开头的6位不是地区代码。")
    advice = _("地区代码不会以0开头，请对着证件再填一遍。")


class ImpossibleBirth(BadNumber):
    code = "number-birth-impossible"
    sentence = _("号码第7到14位是出生日期，现在填的这一天日历上没有。")
    advice = _("请对着证件核对中间8位。")


class FutureBirth(BadNumber):
    code = "number-birth-future"
    sentence = _("号码里的出生日期在今天以后。")
    advice = _("请对着证件核对中间8位。")


class BirthTooEarly(BadNumber):
    code = "number-birth-too-early"
    sentence = _("号码里的出生日期在1890年以前。")
    advice = _("请对着证件核对中间8位，多半是年份打错了。")


class WrongCheckDigit(BadNumber):
    code = "number-check-digit"
    sentence = _("号码对不上校验位：有一位打错了，或者相邻两位颠倒了。")
    advice = _("请对着证件一位一位再核一遍。")


class BadPassport(BadNumber):
    code = "number-passport"
    sentence = _("护照号码应当是5到15位字母和数字。")
    advice = _("请照护照资料页右上角填。")


class BadHkMacaoPermit(BadNumber):
    code = "number-hk-macao"
    sentence = _("港澳居民来往内地通行证号码是H或M开头，后面8位数字（老证10位）。")
    advice = _("请照卡面填；香港、澳门自己的身份证号码不能代替。")


class BadTaiwanPermit(BadNumber):
    code = "number-taiwan"
    sentence = _("台湾居民来往大陆通行证号码是8位数字（老证10位数字，后面可有一个字母）。")
    advice = _("请照卡面填，括号里的签发次数不用填。")


class BadForeignResident(BadNumber):
    code = "number-foreign-resident"
    sentence = _("老版外国人永久居留身份证号码是3个字母加12位数字。")
    advice = _("2023年起的新版是18位数字，请按居民身份证填。")


class NotACreditCode(BadNumber):
    code = "number-credit-code-form"
    sentence = _("统一社会信用代码是18位数字和大写字母，没有I、O、S、V、Z，第3到8位是数字。")
    advice = _("请照营业执照或登记证书填，0和O、1和I最容易混。")


class OldOrganisationNumber(BadNumber):
    """An organisation code (9 characters) or business registration (15 digits): void since 2018 (GB 32100-2015)."""

    code = "number-organisation-old"
    sentence = _("这是老的组织机构代码或工商注册号，已经换成18位的统一社会信用代码。")
    advice = _("请照现在的营业执照或登记证书填；没有换过的，先到登记机关换照。")


class BadName(BadInput):
    code = "name-refused"

    def __init__(self, *, field: str = "name", **values: Any) -> None:
        super().__init__(field=field, **values)


class NameLength(BadName):
    code = "name-length"
    sentence = _("名字应当是2到50个字。")
    advice = _("请照证件上的名字填全。")


class NameCharacters(BadName):
    code = "name-characters"
    sentence = _("名字里有不能用的符号。")
    advice = _("请照证件填；少数民族名字中间的点打“·”，外国人的名字填字母。")


class NamePrivateCharacter(BadName):
    """A character of the private use area, as old systems made for rare names: each system means another by it."""

    code = "name-private-character"
    sentence = _("名字里有一个老系统自造的字，换一台机器就认不出来。")
    advice = _("请用手写或部首输入法重打这个字，国家标准里多半已经有了。")


class BadPhone(BadInput):
    code = "phone-refused"
    sentence = _("电话号码不对。")
    advice = _("手机是1开头的11位；座机请带区号，例如0936-8212345。没有手机的，填家里人或代办员的，注明是谁的。")

    def __init__(self, *, field: str = "phone", **values: Any) -> None:
        super().__init__(field=field, **values)


class BadContact(BadInput):
    code = "contact-refused"
    sentence = _("这一栏的内容太长，或有不能用的符号。")
    advice = _("请写短一点，只用文字和数字。")


class NameDiffers(BadName):
    """The number is on record under another name; whose is not said."""

    code = "name-differs"
    sentence = _("这个证件号码登记过，名字和现在填的不一样。")
    advice = _("请对着证件核对名字和号码；确实改过名的，带户口簿，用“更正姓名”。")


class PersonNotFound(NotFound):
    code = "person-not-found"
    sentence = _("没有找到这个人。")
    advice = _("请核对证件号码；第一次来的，照证件登记。")


class PersonErased(NotFound):
    code = "person-erased"
    sentence = _("这个人的资料已按本人要求删除，看不到了。")
    advice = _("要办事请重新登记。")


class StillNeeded(Refusal):
    """PIPL 47 II: what a law keeps is kept."""

    code = "person-still-needed"
    sentence = _("现在还不能删除：%(reason)s。")
    advice = _("等这些都了结、保管期满了，再来删除。")


class SearchTooShort(BadInput):
    code = "search-too-short"
    sentence = _("只打一个字，找出来的人太多。")
    advice = _("请至少打名字里连着的两个字，或拼音、证件号码、电话。")


class PurposeMissing(BadInput):
    code = "purpose-missing"
    sentence = _("看全号要写清用途。")
    advice = _("用途会记下来，本人可以查。")


class MandateSelf(Refusal):
    code = "mandate-self"
    status = 422
    sentence = _("不能自己委托自己。")
    advice = _("请填受托人的证件。")


class MandateDates(Refusal):
    code = "mandate-dates"
    status = 422
    sentence = _("委托的截止日期已经过了，或长过三年。")
    advice = _("请和委托人商量一个今后三年以内的日期。")


class MandateOver(Refusal):
    code = "mandate-over"
    sentence = _("这份委托已经撤销。")
    advice = _("还要代办的，请委托人重新签一份。")


class RelationSelf(Refusal):
    code = "relation-self"
    status = 422
    sentence = _("不能把自己登记成自己的家里人。")
    advice = _("请填另一个人的证件。")


class HouseholdTooLarge(BadInput):
    code = "household-too-large"
    sentence = _("一户最多填%(most)s个人。")
    advice = _("核对一下是不是填重了；真有这么多人的，请分户填。")


class HouseholdTwice(BadInput):
    code = "household-twice"
    sentence = _("家庭成员里有一个人填了两遍。")
    advice = _("同一个身份证号码只填一行，本人也只填一行。")
