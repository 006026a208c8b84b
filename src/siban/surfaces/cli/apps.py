from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "siban.surfaces.cli"
    label = "cli"
