from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "siban.domain.work"
    label = "work"
