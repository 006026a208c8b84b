from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "siban.domain.cases"
    label = "cases"

    def ready(self) -> None:
        from siban.domain.cases import events, subscribers  # noqa: F401  payloads and subscribers register themselves
