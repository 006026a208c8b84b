"""What every part needs and no part owns."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "siban.kernel"
    label = "kernel"
