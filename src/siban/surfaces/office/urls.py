"""Addresses of the office: township acceptors, and the reviewers, deciders and heads of bureaus."""

from django.urls import path

from siban.surfaces.office import acting, beside, case, find, inbox, letters, marks, orders, papers, together
from siban.surfaces.office.benefits import entitlement, listing, pay_lists, standards

app_name = "office"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("find", find.page, name="find"),
    path("claim", inbox.claim, name="claim"),
    path("together/<slug:what>/form", together.form, name="together-form"),
    path("together/<slug:what>", together.act, name="together"),
    path("preview/<uuid:case_id>", inbox.preview, name="preview"),
    path("cases/<uuid:case_id>", case.show, name="case"),
    path("cases/<uuid:case_id>/earlier", case.earlier, name="earlier"),
    path("cases/<uuid:case_id>/identity", case.identity, name="identity"),
    path("cases/<uuid:case_id>/timeline", case.timeline, name="timeline"),
    path("cases/<uuid:case_id>/reveal", case.reveal, name="reveal"),
    path("cases/<uuid:case_id>/draft", letters.draft, name="draft"),
    path("cases/<uuid:case_id>/drafts/<slug:key>", letters.draft_page, name="draft-page"),
    path("cases/<uuid:case_id>/claim", acting.claim, name="claim-case"),
    path("cases/<uuid:case_id>/act", acting.act, name="act"),
    path("cases/<uuid:case_id>/beside/<slug:key>", beside.act, name="beside"),
    path("cases/<uuid:case_id>/marks", marks.add, name="mark"),
    path("cases/<uuid:case_id>/export.<slug:form>", beside.export, name="export"),
    path("objections/<uuid:objection_id>/receipt.pdf", papers.objection_receipt, name="objection-receipt"),
    path("hand-offs", beside.waiting, name="hand-offs"),
    path("pages/<uuid:page_id>", papers.photograph, name="page"),
    path("pages/<uuid:page_id>/sheets", papers.count, name="sheets"),
    path("orders/<uuid:order_id>", orders.order, name="order"),
    path("notices/<uuid:notice_id>.pdf", papers.notice, name="notice"),
    path("benefits/", listing.show, name="benefits"),
    path("benefits/lists/", pay_lists.show, name="pay-lists"),
    path("benefits/standards/", standards.show, name="standards"),
    path("benefits/standards/apply", standards.apply, name="apply-standard"),
    path("benefits/lists/make", pay_lists.make, name="make-pay-list"),
    path("benefits/lists/<uuid:list_id>", pay_lists.one, name="pay-list"),
    path("benefits/lists/<uuid:list_id>/act", pay_lists.act, name="pay-list-act"),
    path("benefits/lists/<uuid:list_id>/export", pay_lists.export, name="pay-list-export"),
    path("benefits/notices/<uuid:notice_id>.pdf", entitlement.notice, name="benefit-notice"),
    path("benefits/<uuid:benefit_id>", entitlement.show, name="benefit"),
    path("benefits/<uuid:benefit_id>/act", entitlement.act, name="benefit-act"),
]
