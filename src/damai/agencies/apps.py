from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "damai.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Listen for failed sign-ins, announced by signal and in no other way; teach the ledger the words of codes."""
        from allauth.mfa.signals import authentication_failed
        from django.contrib.auth.signals import user_login_failed

        from . import accounts

        user_login_failed.connect(accounts.log_failed_sign_in, dispatch_uid="damai.agencies")
        authentication_failed.connect(accounts.log_failed_factor, dispatch_uid="damai.agencies")

        from damai.ledger.queries import teach

        from . import models, queries

        factors = {"totp": "TOTP", "webauthn": "passkey", "recovery_codes": "kode pemulihan"}
        teach("agencies", kind=dict(models.AgencyKind.choices) | factors, role=dict(models.Role.choices))
        teach("agencies", what=dict(models.PersonalData.choices))
        names = queries.agency_name
        teach("", agency=names, from_agency=names, to_agency=names, owner=names, convener=names)
