from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "siban.domain.messages"
    label = "siban_messages"
