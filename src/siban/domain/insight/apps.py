from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "siban.domain.insight"
    label = "insight"

    def ready(self) -> None:
        from siban.domain.insight import subscribers  # noqa: F401  subscribers register themselves
