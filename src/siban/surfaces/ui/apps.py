from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "siban.surfaces.ui"
    label = "ui"
