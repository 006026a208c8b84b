from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "siban.domain.voice"
    label = "voice"

    def ready(self) -> None:
        from siban.domain.voice import events  # noqa: F401  payloads register themselves
