"""The closed sets of the catalogue: kinds, tiers, modes, stages and what a form field takes."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kind of power behind an item (事项类型)."""

    LICENSING = "licensing"
    CONFIRMATION = "confirmation"
    BENEFIT = "benefit"
    REWARD = "reward"
    ADJUDICATION = "adjudication"
    OTHER_POWER = "other-power"
    PUBLIC_SERVICE = "public-service"


class Tier(StrEnum):
    """A tier of the district's network, lowest last."""

    DISTRICT = "district"
    TOWNSHIP = "township"
    VILLAGE = "village"


class StepTier(StrEnum):
    """Where a step is done; `ORIGIN` is wherever the application was taken in."""

    DISTRICT = "district"
    TOWNSHIP = "township"
    VILLAGE = "village"
    ORIGIN = "origin"


class Mode(StrEnum):
    """How a tier takes an item in: own power, entrusted (委托受理), or receives only (代收). rules.md §1."""

    OWN = "own"
    ENTRUSTED = "entrusted"
    RECEIVES = "receives"


class Handling(StrEnum):
    """即办件 or 承诺件."""

    INSTANT = "instant"
    PROMISED = "promised"


class Unit(StrEnum):
    """What a limit counts."""

    WORKING = "working"
    CALENDAR = "calendar"


class Stage(StrEnum):
    """Which state of a case a step belongs to."""

    RECEIVED = "received"
    HANDLING = "handling"
    DELIVERING = "delivering"


class StepAct(StrEnum):
    """What a step is, where it is more than passing the papers on: 审核 入户调查 现场核查 公示 决定."""

    REVIEW = "review"
    SURVEY = "survey"
    VERIFICATION = "verification"
    PUBLICATION = "publication"
    DECISION = "decision"


class Jurisdiction(StrEnum):
    """Which place decides who is competent (管辖): 户籍地 常住地 参保地 项目所在地 经营所在地 服务所在地."""

    HOUSEHOLD = "household"
    RESIDENCE = "residence"
    INSURED = "insured"
    PROJECT = "project"
    BUSINESS = "business"
    SERVICE = "service"


class Channel(StrEnum):
    """A way by which an application can come in."""

    WINDOW = "window"
    PORTAL = "portal"
    AGENT = "agent"
    KIOSK = "kiosk"
    HOME_VISIT = "home-visit"


class FieldType(StrEnum):
    """What a form field takes; `REGION` is the 12-digit code of a village, community or township."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    MONEY = "money"
    BANK_ACCOUNT = "bank-account"
    PHONE = "phone"
    ADDRESS = "address"
    BOOLEAN = "boolean"
    PERSON_NAME = "person-name"
    REGION = "region"


class MaterialKind(StrEnum):
    """In which shape a material is wanted."""

    ORIGINAL = "original"
    COPY = "copy"
    FORM = "form"
    CERTIFICATE = "certificate"


class Silence(StrEnum):
    """What follows when an authority does not answer an application in time."""

    ACCEPTED = "accepted"
    COMPLAINT = "complaint"


class Outcome(StrEnum):
    """What a remedy is open against."""

    GRANT = "grant"
    DENY = "deny"
    DECLINE = "decline"
    INACTION = "inaction"


class RemedyKind(StrEnum):
    """行政复议, 行政诉讼, or complaint only."""

    RECONSIDERATION = "reconsideration"
    LAWSUIT = "lawsuit"
    COMPLAINT = "complaint"
    MEDIATION = "mediation"


class FirstMonth(StrEnum):
    """Which month a granted benefit is first paid for."""

    APPLICATION = "application"  # 申请当月
    ACCEPTANCE = "acceptance"  # 受理当月
    DECISION = "decision"  # 批准当月
    AFTER_DECISION = "after-decision"  # 批准次月
    AFTER_AGE = "after-age"  # 到龄次月
    BIRTH = "birth"  # 出生当月
