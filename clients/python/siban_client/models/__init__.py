"""Contains all the data models used in inputs/outputs"""

from .acts_out import ActsOut
from .add_pages_file_params import AddPagesFileParams
from .advice import Advice
from .again import Again
from .amendment import Amendment
from .answer import Answer
from .call_back import CallBack
from .capacity import Capacity
from .case_out import CaseOut
from .case_out_scenario import CaseOutScenario
from .case_page_out import CasePageOut
from .case_row import CaseRow
from .channel import Channel
from .check_out import CheckOut
from .clock_out import ClockOut
from .consultation import Consultation
from .consultation_offices import ConsultationOffices
from .correct import Correct
from .correct_ticks import CorrectTicks
from .dead_out import DeadOut
from .dead_page import DeadPage
from .declaration_check import DeclarationCheck
from .decline import Decline
from .deliver import Deliver
from .deliver_manner import DeliverManner
from .deliveries_out import DeliveriesOut
from .delivery_out import DeliveryOut
from .deny import Deny
from .document_out import DocumentOut
from .documents_out import DocumentsOut
from .elsewhere import Elsewhere
from .ending import Ending
from .entry_out import EntryOut
from .establishing import Establishing
from .event_out import EventOut
from .event_out_details import EventOutDetails
from .extension_asked import ExtensionAsked
from .fault import Fault
from .feed_out import FeedOut
from .field import Field
from .field_fault import FieldFault
from .filling import Filling
from .filling_form import FillingForm
from .filling_scenario import FillingScenario
from .filling_ticks import FillingTicks
from .findings import Findings
from .follow_up import FollowUp
from .form_field_out import FormFieldOut
from .form_out import FormOut
from .form_out_values import FormOutValues
from .found import Found
from .found_by import FoundBy
from .frame import Frame
from .fulfil import Fulfil
from .fulfil_pictures import FulfilPictures
from .grant import Grant
from .ground import Ground
from .guide_out import GuideOut
from .guide_step import GuideStep
from .hand_back import HandBack
from .handing_on import HandingOn
from .happened import Happened
from .hearing import Hearing
from .hit import Hit
from .hold import Hold
from .inbox_out import InboxOut
from .interest import Interest
from .interest_answer import InterestAnswer
from .item_out import ItemOut
from .items_out import ItemsOut
from .kind import Kind
from .list_items_kind_type_0 import ListItemsKindType0
from .list_tasks_part import ListTasksPart
from .look import Look
from .manner import Manner
from .marking import Marking
from .material_out import MaterialOut
from .minutes import Minutes
from .need import Need
from .notice_out import NoticeOut
from .notices_out import NoticesOut
from .number_and_tail import NumberAndTail
from .objection import Objection
from .objection_answer import ObjectionAnswer
from .opening import Opening
from .opening_scenario import OpeningScenario
from .opinion import Opinion
from .part import Part
from .party import Party
from .people_out import PeopleOut
from .person_in import PersonIn
from .person_out import PersonOut
from .place import Place
from .plain import Plain
from .pledge import Pledge
from .pledge_in import PledgeIn
from .pledge_signed import PledgeSigned
from .post import Post
from .problem import Problem
from .progress_out import ProgressOut
from .proof import Proof
from .publication import Publication
from .question_out import QuestionOut
from .rating_in import RatingIn
from .rating_in_level import RatingInLevel
from .rating_out import RatingOut
from .rating_out_level import RatingOutLevel
from .reason import Reason
from .receive import Receive
from .ref import Ref
from .representation import Representation
from .review import Review
from .revocation_proposal import RevocationProposal
from .revocation_proposal_fault import RevocationProposalFault
from .second import Second
from .second_faults import SecondFaults
from .seen_out import SeenOut
from .sent import Sent
from .setting import Setting
from .setting_value_type_3 import SettingValueType3
from .sex import Sex
from .shown import Shown
from .signing import Signing
from .site_out import SiteOut
from .sites_out import SitesOut
from .situation import Situation
from .situation_scenario import SituationScenario
from .slip_in import SlipIn
from .state import State
from .step_out import StepOut
from .subscription import Subscription
from .supply import Supply
from .supply_pictures import SupplyPictures
from .supply_ticks import SupplyTicks
from .survey import Survey
from .task_out import TaskOut
from .text_out import TextOut
from .tick_in import TickIn
from .tier import Tier
from .timeline_out import TimelineOut
from .to_bring import ToBring
from .urge_answer import UrgeAnswer
from .verified import Verified
from .version_out import VersionOut
from .version_out_content import VersionOutContent
from .way import Way
from .webhook_made import WebhookMade
from .webhook_out import WebhookOut
from .webhooks_out import WebhooksOut
from .wish import Wish
from .withdrawal import Withdrawal
from .words import Words
from .wrong import Wrong

__all__ = (
    "ActsOut",
    "AddPagesFileParams",
    "Advice",
    "Again",
    "Amendment",
    "Answer",
    "CallBack",
    "Capacity",
    "CaseOut",
    "CaseOutScenario",
    "CasePageOut",
    "CaseRow",
    "Channel",
    "CheckOut",
    "ClockOut",
    "Consultation",
    "ConsultationOffices",
    "Correct",
    "CorrectTicks",
    "DeadOut",
    "DeadPage",
    "DeclarationCheck",
    "Decline",
    "Deliver",
    "DeliverManner",
    "DeliveriesOut",
    "DeliveryOut",
    "Deny",
    "DocumentOut",
    "DocumentsOut",
    "Elsewhere",
    "Ending",
    "EntryOut",
    "Establishing",
    "EventOut",
    "EventOutDetails",
    "ExtensionAsked",
    "Fault",
    "FeedOut",
    "Field",
    "FieldFault",
    "Filling",
    "FillingForm",
    "FillingScenario",
    "FillingTicks",
    "Findings",
    "FollowUp",
    "FormFieldOut",
    "FormOut",
    "FormOutValues",
    "Found",
    "FoundBy",
    "Frame",
    "Fulfil",
    "FulfilPictures",
    "Grant",
    "Ground",
    "GuideOut",
    "GuideStep",
    "HandBack",
    "HandingOn",
    "Happened",
    "Hearing",
    "Hit",
    "Hold",
    "InboxOut",
    "Interest",
    "InterestAnswer",
    "ItemOut",
    "ItemsOut",
    "Kind",
    "ListItemsKindType0",
    "ListTasksPart",
    "Look",
    "Manner",
    "Marking",
    "MaterialOut",
    "Minutes",
    "Need",
    "NoticeOut",
    "NoticesOut",
    "NumberAndTail",
    "Objection",
    "ObjectionAnswer",
    "Opening",
    "OpeningScenario",
    "Opinion",
    "Part",
    "Party",
    "PeopleOut",
    "PersonIn",
    "PersonOut",
    "Place",
    "Plain",
    "Pledge",
    "PledgeIn",
    "PledgeSigned",
    "Post",
    "Problem",
    "ProgressOut",
    "Proof",
    "Publication",
    "QuestionOut",
    "RatingIn",
    "RatingInLevel",
    "RatingOut",
    "RatingOutLevel",
    "Reason",
    "Receive",
    "Ref",
    "Representation",
    "Review",
    "RevocationProposal",
    "RevocationProposalFault",
    "Second",
    "SecondFaults",
    "SeenOut",
    "Sent",
    "Setting",
    "SettingValueType3",
    "Sex",
    "Shown",
    "Signing",
    "SiteOut",
    "SitesOut",
    "Situation",
    "SituationScenario",
    "SlipIn",
    "State",
    "StepOut",
    "Subscription",
    "Supply",
    "SupplyPictures",
    "SupplyTicks",
    "Survey",
    "TaskOut",
    "TextOut",
    "TickIn",
    "Tier",
    "TimelineOut",
    "ToBring",
    "UrgeAnswer",
    "Verified",
    "VersionOut",
    "VersionOutContent",
    "Way",
    "WebhookMade",
    "WebhookOut",
    "WebhooksOut",
    "Wish",
    "Withdrawal",
    "Words",
    "Wrong",
)
