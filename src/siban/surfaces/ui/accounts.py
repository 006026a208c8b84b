"""How staff sign in."""

from allauth.account.adapter import DefaultAccountAdapter


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts are given by an administrator, never made by sign-up."""

    def is_open_for_signup(self, request: object) -> bool:
        return False
