"""Addresses of the desk. None of them names a person: what is typed is sent by POST."""

from django.urls import path

from siban.surfaces.desk.views import away, intake, later, papers, pledges, start, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("rows", today.rows, name="rows"),
    path("rail", today.rail, name="rail"),
    path("find", today.find, name="find"),
    path("start", start.start, name="start"),
    path("who", start.who, name="who"),
    path("people", start.register, name="register"),
    path("people/<uuid:person>/number", start.reveal, name="reveal"),
    path("villages", start.villages, name="villages"),
    path("items", start.items, name="items"),
    path("cases", start.open_case, name="open"),
    path("cases/<uuid:case_id>", intake.case, name="case"),
    path("cases/<uuid:case_id>/scenario", intake.scenario, name="scenario"),
    path("cases/<uuid:case_id>/who", intake.represented, name="represented"),
    path("cases/<uuid:case_id>/mandate", intake.mandate, name="mandate"),
    path("cases/<uuid:case_id>/form", intake.printed, name="form"),
    path("cases/<uuid:case_id>/papers", intake.listed, name="papers"),
    path("cases/<uuid:case_id>/words/<str:kind>", pledges.printed, name="word"),
    path("cases/<uuid:case_id>/words/<str:kind>/signed", pledges.signed, name="word-signed"),
    path("cases/<uuid:case_id>/signing", pledges.signing, name="signing"),
    path("cases/<uuid:case_id>/again", pledges.start_again, name="again"),
    path("cases/<uuid:case_id>/fulfil", pledges.fulfil, name="fulfil"),
    path("cases/<uuid:case_id>/second", pledges.ask_second, name="second"),
    path("cases/<uuid:case_id>/answer", later.answer, name="answer"),
    path("cases/<uuid:case_id>/claim", later.claim, name="claim"),
    path("cases/<uuid:case_id>/supply", later.supply, name="supply"),
    path("cases/<uuid:case_id>/deliver", later.deliver, name="deliver"),
    path("cases/<uuid:case_id>/withdraw", later.withdraw, name="withdraw"),
    path("cases/<uuid:case_id>/urge", later.urge, name="urge"),
    path("cases/<uuid:case_id>/urge/answer", later.answer_urge, name="answer-urge"),
    path("notices/<uuid:notice_id>.pdf", papers.notice, name="notice"),
    path("pages/<uuid:page_id>", papers.picture, name="picture"),
    path("away", away.page, name="away"),
    path("away/leave", away.leave, name="leave"),
    path("away/back", away.back, name="back"),
]
