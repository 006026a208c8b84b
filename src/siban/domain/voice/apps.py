from django.apps import AppConfig


class VoiceConfig(AppConfig):
    name = "siban.domain.voice"
    label = "voice"
