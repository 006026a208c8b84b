from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "siban.domain.exchange"
    label = "exchange"
