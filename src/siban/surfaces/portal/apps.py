from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "siban.surfaces.portal"
    label = "portal"
