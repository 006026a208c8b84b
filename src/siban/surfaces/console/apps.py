from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "siban.surfaces.console"
    label = "console"
