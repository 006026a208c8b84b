from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "siban.surfaces.desk"
    label = "desk"
