"""Addresses of the resident's pages. None of them carries personal data."""

from django.urls import path, re_path

from siban.surfaces.portal import (
    demonstration,
    finding,
    guide,
    home,
    items,
    place,
    publications,
    rate,
    sites,
    theme,
    track,
    verify,
)

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("find", finding.find, name="find"),
    path("items", items.all_items, name="items"),
    path("items/life/<slug:event>", items.of_life_event, name="life"),
    path("guide/<slug:item>", guide.guide, name="guide"),
    path("guide/<slug:item>/qr.svg", guide.qr, name="guide_qr"),
    path("guide/<slug:item>/share", guide.share, name="share"),
    path("theme/<slug:key>", theme.theme, name="theme"),
    path("track", track.form, name="track"),
    path("track/urge", track.urge, name="urge"),
    path("track/case", track.case, name="tracked"),
    path("track/looks", track.looks, name="looks"),
    path("track/done", track.forget, name="forget"),
    path("track/open", track.open_result, name="open-result"),
    path("track/notice/<uuid:notice>", track.notice, name="notice"),
    path("t/<str:code>", track.by_code, name="by_code"),
    path("verify", verify.form, name="verify"),
    path("v/<str:code>", verify.by_code, name="verified"),
    path("rate", rate.rate, name="rate"),
    path("rate/thanks", rate.thanks, name="thanks"),
    path("publications", publications.everything, name="publications"),
    path("publications/objected", publications.objected, name="objected"),
    path("publications/<uuid:publication>", publications.one, name="publication"),
    path("sites", sites.all_sites, name="sites"),
    re_path(r"^sites/(?P<region>[0-9]{12})$", sites.site, name="site"),
    path("place", place.choose, name="place"),
    path("demo/messages", demonstration.messages, name="messages"),
]
