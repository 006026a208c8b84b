"""A case (办件): one application, from first contact to archive, and what belongs to it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import Q

from siban.domain.cases.models_delivery import FollowUp as FollowUp
from siban.domain.cases.models_delivery import Posting as Posting
from siban.domain.cases.models_families import Family as Family
from siban.domain.cases.models_proceedings import Consultation as Consultation
from siban.domain.cases.models_proceedings import HandOff as HandOff
from siban.domain.cases.models_proceedings import Interest as Interest
from siban.domain.cases.models_proceedings import Objection as Objection
from siban.domain.cases.models_proceedings import Package as Package
from siban.domain.cases.models_proceedings import Participant as Participant
from siban.domain.cases.models_proceedings import Proceeding as Proceeding
from siban.domain.cases.models_proceedings import ProceedingPage as ProceedingPage
from siban.domain.cases.rules import (
    ADVICE_NAMES,
    CAPACITY_NAMES,
    CHANNEL_NAMES,
    DOCUMENT_STATE_NAMES,
    MANNER_NAMES,
    OUTCOME_NAMES,
    STATE_NAMES,
    STEP_STATE_NAMES,
    Capacity,
    DocumentState,
    State,
    StepState,
)
from siban.domain.catalog.models import ItemVersion
from siban.domain.people.models import Mandate, Person
from siban.domain.people.rules import Pledge as PledgeKind
from siban.domain.places.models import Authority, Office, Site
from siban.kernel.clock import local_date
from siban.kernel.ids import new_id
from siban.kernel.models import File, Stream


class Case(models.Model):
    """办件. Its stream carries every act on it; the row is what pages read."""

    stream = models.OneToOneField(Stream, on_delete=models.PROTECT, primary_key=True, related_name="+")
    number = models.CharField(max_length=17, unique=True)
    state = models.CharField(max_length=12, choices=STATE_NAMES)
    item = models.CharField(max_length=60)
    version = models.ForeignKey(ItemVersion, on_delete=models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    """In whose name it is accepted and decided."""
    applicant = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="cases")
    representative = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.CharField(max_length=16, choices=CAPACITY_NAMES, default=Capacity.SELF)
    channel = models.CharField(max_length=10, choices=CHANNEL_NAMES)
    tier = models.CharField(max_length=10)
    """The tier that took it in; it decides the limit and who answers."""
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    origin = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    """The office that took it in, to which its results come back."""
    holder = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    """The office whose turn it is, or that was the last to hold it."""
    region = models.CharField(max_length=12)
    """The place that decides who is competent, 12 digits."""
    first_contact = models.UUIDField(null=True)
    """首问: the user first asked, who answers for it until another has taken over."""
    scenario = models.JSONField(default=dict)
    sealed_form = models.BinaryField(null=True)
    """The values of the form, under the applicant's key."""
    sealed_established = models.BinaryField(null=True)
    """核定: what was established beside the form, act by act, each with its reason; under the applicant's key."""
    handling = models.CharField(max_length=10)
    promised_visits = models.PositiveSmallIntegerField(default=0)
    corrections = models.PositiveSmallIntegerField(default=0)
    step_count = models.PositiveSmallIntegerField(default=0)
    signed_digest = models.CharField(max_length=32, blank=True)
    """What the printed form said, so that a signature stands for the same words."""
    opened_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    concluded_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """When it ended before acceptance: declined or closed."""
    outcome = models.CharField(max_length=12, choices=OUTCOME_NAMES, null=True)
    promised_due = models.DateField(null=True)
    """The promised clock's date as last counted; the clock itself explains it."""
    by_fingerprint = models.BooleanField(default=False)
    """Who applies cannot write: a fingerprint before a witness stands for the signature."""
    sealed_witness = models.BinaryField(null=True)
    """The witness's name, under the applicant's key."""
    family = models.ForeignKey(Family, on_delete=models.PROTECT, null=True, related_name="cases")
    """The 一件事 of which it is a part."""
    screen_chosen_at = models.DateTimeField(null=True)
    """When she chose to get the result on the tracking page, where the item's result allows it."""
    again_of = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    """The earlier case of the same item from whose papers this one was started again."""
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(number__regex=r"^\d{17}$"), name="case_number_17_digits"),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True, concluded_at__isnull=True)
                | Q(outcome__isnull=False, concluded_at__isnull=False),
                name="case_concluded_with_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ACCEPTED, State.HANDLING]) | Q(accepted_at__isnull=False),
                name="case_accepted_when_handling",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DRAFT) | Q(received_at__isnull=False) | Q(state__in=["closed", "archived"]),
                name="case_received_after_draft",
            ),
        ]
        indexes = [
            models.Index(fields=["applicant", "-opened_at"], name="case_applicant"),
            models.Index(fields=["origin", "state"], name="case_origin_state"),
            models.Index(fields=["item", "-concluded_at"], name="case_item_concluded"),
            models.Index(fields=["region", "state"], name="case_region_state"),
        ]

    @property
    def id(self) -> UUID:
        return self.stream_id

    @property
    def accepted_on(self) -> date | None:
        return local_date(self.accepted_at) if self.accepted_at else None

    @property
    def received_on(self) -> date | None:
        return local_date(self.received_at) if self.received_at else None

    @property
    def concluded_on(self) -> date | None:
        return local_date(self.concluded_at) if self.concluded_at else None


class CaseParty(models.Model):
    """经手单位: which office takes part in a case; lists read it by index."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    region = models.CharField(max_length=12)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "office"], name="case_party_once")]
        indexes = [
            models.Index(fields=["office", "-opened_at"], name="case_party_office"),
            models.Index(fields=["region", "-opened_at"], name="case_party_region"),
        ]


class Document(models.Model):
    """材料 as handed in: what the catalogue asks for, and whether it is here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    material = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=DOCUMENT_STATE_NAMES, default=DocumentState.MISSING)
    manner = models.CharField(max_length=10, choices=MANNER_NAMES, null=True)
    reason = models.CharField(max_length=60, blank=True)
    """Why it is missing: a key of the material's own reasons."""
    copies = models.PositiveSmallIntegerField(default=0)
    supplied_at = models.DateTimeField(null=True)
    told = models.BooleanField(default=False)
    """Named in a correction notice."""
    promised_until = models.DateField(null=True)
    """容缺: until when the applicant has promised to bring it; kept after it came, as the record of the promise."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "material"], name="document_once"),
            models.CheckConstraint(
                condition=~Q(state=DocumentState.PROMISED) | Q(promised_until__isnull=False),
                name="document_promised_with_date",
            ),
        ]


class DocumentPage(models.Model):
    """材料页: a photographed page of a document."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="pages")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_page_number")]


class Pledge(models.Model):
    """承诺书: what the applicant signed in place of papers, a promise to bring them or a declaration."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pledges")
    kind = models.CharField(max_length=12)
    notice = models.UUIDField()
    """The paper as it was printed last."""
    digest = models.CharField(max_length=32)
    """What it says, so that a signature stands for the same words."""
    check_by = models.DateField(null=True)
    """Until when a declaration is checked, as it tells the applicant."""
    signed_at = models.DateTimeField(null=True)
    """When the signed paper was photographed; None until then."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "kind"], name="pledge_once"),
            models.CheckConstraint(condition=Q(kind__in=[kind.value for kind in PledgeKind]), name="pledge_kind"),
        ]


class PledgePage(models.Model):
    """承诺书页: a photographed page of the signed paper."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="pages")
    file = models.OneToOneField(File, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "number"], name="pledge_page_number")]


class CaseStep(models.Model):
    """环节: a step in the hands of an office, handed over, taken (签收), done or returned, each with its time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    stage = models.CharField(max_length=12)
    role = models.CharField(max_length=12)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=STEP_STATE_NAMES, default=StepState.DISPATCHED)
    task = models.UUIDField()
    dispatched_at = models.DateTimeField()
    dispatched_by = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    claimed_by = models.UUIDField(null=True)
    done_at = models.DateTimeField(null=True)
    advice = models.CharField(max_length=10, choices=ADVICE_NAMES, null=True)
    sealed_opinion = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="case_step_number"),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(state__in=[StepState.DISPATCHED, StepState.CLAIMED]),
                name="case_step_one_open",
            ),
        ]


class Visit(models.Model):
    """跑一趟: a trip of the applicant to a window. Only one that the procedure asked for counts against the promise."""

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="visits")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    purpose = models.CharField(max_length=12)
    asked = models.BooleanField()


class HandOver(models.Model):
    """交接: a result, or papers, passing from hand to hand; a result against signature (送达回证)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="hand_overs")
    number = models.PositiveSmallIntegerField()
    giver = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    taker = models.ForeignKey(Office, on_delete=models.PROTECT, null=True, related_name="+")
    """The office that took it; None: the applicant or who acts for her."""
    given_by = models.UUIDField(null=True)
    taken_by = models.UUIDField(null=True)
    manner = models.CharField(max_length=12)
    signature = models.OneToOneField(File, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="hand_over_number")]
