"""What every request passes through."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


class LanguageMiddleware:
    def __init__(self, answer: Answer) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answer(request)


class ActorMiddleware(LanguageMiddleware):
    pass


class RefusalMiddleware(LanguageMiddleware):
    pass
