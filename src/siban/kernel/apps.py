from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """What every part needs and no part owns."""

    name = "siban.kernel"
    label = "kernel"

    def ready(self) -> None:
        # Every process can read every payload, knows every subscriber, and knows who is asked before a person is
        # erased, whatever it has imported so far.
        autodiscover_modules("events", "subscribers", "keeping")
