from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "damai.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Listen for failed sign-ins, which the sign-in packages announce by signal and in no other way."""
        from allauth.mfa.signals import authentication_failed
        from django.contrib.auth.signals import user_login_failed

        from . import accounts

        user_login_failed.connect(accounts.log_failed_sign_in, dispatch_uid="damai.agencies")
        authentication_failed.connect(accounts.log_failed_factor, dispatch_uid="damai.agencies")
