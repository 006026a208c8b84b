from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "siban.domain.cases"
    label = "cases"
