"""How often one address may ask for what could be guessed at."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from siban.kernel import tries
from siban.kernel.crypto import keyring
from siban.kernel.refusals import Refusal

MINUTE = 60


class TooOften(Refusal):
    code = "too-often"
    status = 429
    sentence = _("这里查得太勤了，先歇一会儿。")
    advice = _("过几分钟再查；急的话打12345。")


def spend(request: HttpRequest, what: str, most: int, seconds: int = 5 * MINUTE) -> None:
    """Count one try of this address. Raises TooOften after `most`, until `seconds` have passed since the last.

    The address is kept as a token only, and forgotten with the counter.
    """
    address = get_adapter(request).get_client_ip(request)
    counter = f"portal:{what}:{keyring.token('address', address).hex()}"
    if not tries.spend(counter, most, seconds):
        raise TooOften
