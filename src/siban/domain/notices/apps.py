from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "siban.domain.notices"
    label = "notices"
