"""What a reader sees when something was not carried out. Nothing of the request is echoed or logged."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from siban.kernel.refusals import Refusal
from siban.surfaces.ui.context import Page


def message(
    request: HttpRequest, status: int, sentence: str, advice: str = "", *, refusal: bool = False, code: str = ""
) -> HttpResponse:
    """A sentence and what to do next: for htmx a box put where the page keeps its refusals, else a page of its own."""
    context: dict[str, object] = {"sentence": sentence, "advice": advice, "code": code, "refusal": refusal}
    if getattr(request, "htmx", False):
        response = render(request, "ui/refusal.html", context, status=status)
        response["HX-Retarget"] = "#refusal"
        response["HX-Reswap"] = "innerHTML show:window:top"
        return response
    context["ui"] = Page(request, nameless=True)
    context["frame"] = "ui/work.html" if getattr(request, "actor", None) else "ui/public.html"
    return render(request, "ui/message.html", context, status=status)


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The answer to an act that was refused, in the reader's language, with the refusal's own status."""
    return message(request, refusal.status, refusal.what(), refusal.next(), refusal=True, code=refusal.code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return message(
        request, HTTPStatus.BAD_REQUEST, _("这次提交的内容读不出来。"), _("请回到上一页，再提交一次。"), refusal=True
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return message(request, HTTPStatus.FORBIDDEN, _("这一页您不能看。"), _("要是工作需要，请找本单位负责人开通。"))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return message(
        request,
        HTTPStatus.NOT_FOUND,
        _("没有这一页。"),
        _("地址可能少了几个字，或者这一页已经撤下。请从首页再找一次。"),
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return message(
        request,
        HTTPStatus.FORBIDDEN,
        _("这一页打开太久了，刚才的提交没有收下。"),
        _("请回到上一页，刷新以后再提交一次。填过的内容还在。"),
        refusal=True,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the database and the context of a page, since either may be what failed."""
    return HttpResponse(render_to_string("ui/error.html"), status=HTTPStatus.INTERNAL_SERVER_ERROR)
