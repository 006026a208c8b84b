from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "siban.domain.insight"
    label = "insight"
