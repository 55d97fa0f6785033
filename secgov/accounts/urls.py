"""Addresses of signing in and of one's own account. Those of allauth are listed one by one: what is not here, such as
signing up or changing one's address, has none."""

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount.providers.openid_connect import views as organisation
from django.urls import path
from django.views.decorators.http import require_POST

from secgov.views import own_account

sign_out = require_POST(account.logout)
sign_out.login_required = False  # type: ignore[attr-defined]
ORGANISATION = {"provider_id": "organisation"}

# The names that Django, the templates and the tests use come last: `reverse` takes either.
urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-in/", account.login, name="login"),
    path("sign-out/", sign_out, name="account_logout"),
    path("sign-out/", sign_out, name="logout"),
    path("sign-in/code/", account.request_login_code, name="account_request_login_code"),
    path("sign-in/code/confirm/", account.confirm_login_code, name="account_confirm_login_code"),
    path("sign-in/second-factor/", factor.authenticate, name="mfa_authenticate"),
    path("sign-in/passkey/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/organisation/", organisation.login, ORGANISATION, name="openid_connect_login"),
    path("sign-in/organisation/return/", organisation.callback, ORGANISATION, name="openid_connect_callback"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/again/second-factor/", factor.reauthenticate, name="mfa_reauthenticate"),
    path("sign-in/again/passkey/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/sent/", account.password_reset_done, name="account_reset_password_done"),
    path("password/reset/done/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    path(
        "password/reset/<str:uidb36>/<str:key>/",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("account/password/", account.password_change, name="account_change_password"),
    path("account/password/first/", account.password_set, name="account_set_password"),
    path("account/second-factor/", own_account.factors, name="mfa_list_webauthn"),
    path("account/second-factor/", own_account.factors, name="mfa_index"),
    path("account/second-factor/app/", app.activate_totp, name="mfa_activate_totp"),
    path("account/second-factor/app/remove/", app.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/second-factor/codes/anew/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("account/second-factor/passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
    path("account/second-factor/passkeys/<int:pk>/remove/", own_account.remove_passkey, name="mfa_remove_webauthn"),
]
