"""Addresses of the office: township acceptors, and the reviewers, deciders and heads of bureaus."""

from django.urls import path

from siban.surfaces.office import acting, case, inbox, papers

app_name = "office"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("claim", inbox.claim, name="claim"),
    path("preview/<uuid:case_id>", inbox.preview, name="preview"),
    path("cases/<uuid:case_id>", case.show, name="case"),
    path("cases/<uuid:case_id>/identity", case.identity, name="identity"),
    path("cases/<uuid:case_id>/timeline", case.timeline, name="timeline"),
    path("cases/<uuid:case_id>/reveal", case.reveal, name="reveal"),
    path("cases/<uuid:case_id>/draft", case.draft, name="draft"),
    path("cases/<uuid:case_id>/drafts/<slug:key>", case.draft_page, name="draft-page"),
    path("cases/<uuid:case_id>/claim", acting.claim, name="claim-case"),
    path("cases/<uuid:case_id>/act", acting.act, name="act"),
    path("pages/<uuid:page_id>", papers.photograph, name="page"),
    path("notices/<uuid:notice_id>.pdf", papers.notice, name="notice"),
]
