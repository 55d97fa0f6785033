"""Who gets what at the addresses of accounts and of signing in: rows and arguments of the table in test_access.py."""

from collections.abc import Callable
from typing import Any

from secgov.models import Membership, Person

# Columns as in test_access.py.
TABLE = """\
secgov:accounts                   GET       404   403   403   403   403   403   403   403   403   200   403
secgov:invite                     GET       404   403   403   403   403   403   403   403   403   200   403
secgov:account                    GET       404   403   403   403   403   403   403   403   403   200   403
secgov:send_again                 POST      404   403   403   403   403   403   403   403   403   404   403
secgov:revoke_invitation          POST      404   403   403   403   403   403   403   403   403   404   403
secgov:give_roles                 GET       404   403   403   403   403   403   403   403   403   200   403
secgov:close_account              GET       404   403   403   403   403   403   403   403   403   200   403
secgov:open_account               POST      404   403   403   403   403   403   403   403   403   302   403
secgov:reset_second_factor        GET       404   403   403   403   403   403   403   403   403   200   403
secgov:add_person_membership      GET       404   403   403   403   403   403   403   403   403   200   403
secgov:add_membership             GET       404   403   403   403   403   403   403   403   403   200   200
secgov:date_membership            GET       404   403   403   403   403   403   403   403   403   200   200
secgov:end_membership             POST      404   403   403   403   403   403   403   403   403   302   302
secgov:own_account                GET       404   200   200   200   200   200   200   200   200   200   200
secgov:end_other_sessions         POST      404   302   302   302   302   302   302   302   302   302   302
secgov:end_session                POST      404   302   302   302   302   302   302   302   302   302   302
secgov:second_factor_done         GET       404   302   302   302   302   302   302   302   302   302   302
secgov:accept_invitation          GET       404
account_login                     GET       200   302   302   302   302   302   302   302   302   302   302
account_logout                    POST      302
account_request_login_code        GET       200   302   302   302   302   302   302   302   302   302   302
account_confirm_login_code        GET       302
mfa_authenticate                  GET       302
mfa_login_webauthn                GET       302
openid_connect_login              GET       404
openid_connect_callback           GET       404
account_reauthenticate            GET       404   403   403   403   403   403   403   403   403   403   403
mfa_reauthenticate                GET       404   403   403   403   403   403   403   403   403   403   403
mfa_reauthenticate_webauthn       GET       404   403   403   403   403   403   403   403   403   403   403
account_reset_password            GET       200
account_reset_password_done       GET       200
account_reset_password_from_key   GET       200
account_reset_password_from_key_done GET       200
account_change_password           GET       404   302   302   302   302   302   302   302   302   302   302
account_set_password              GET       404   200   200   200   200   200   200   200   200   200   200
mfa_index                         GET       404   200   200   200   200   200   200   200   200   200   200
mfa_list_webauthn                 GET       404   200   200   200   200   200   200   200   200   200   200
mfa_activate_totp                 GET       404   200   200   200   200   200   200   200   200   200   200
mfa_generate_recovery_codes       GET       404   200   200   200   200   200   200   200   200   200   200
mfa_add_webauthn                  GET       404   200   200   200   200   200   200   200   200   200   200
mfa_deactivate_totp               GET       404
mfa_view_recovery_codes           GET       404
mfa_edit_webauthn                 GET       404
mfa_remove_webauthn               GET       404
admin_sign_in                     GET       302   404   404   404   404   404   404   404   404   404   404
"""


def somebody(at: Any) -> list[Any]:
    return [Person.objects.get(user__email="party@cast.test").pk]


def belonging(at: Any) -> list[Any]:
    """A membership of somebody who has no column."""
    return [at.meeting.committee.abbreviation, Membership.objects.get(person__user__email="alternate@cast.test").pk]


ARGUMENTS: dict[str, Callable[[Any], list[Any]]] = {
    **dict.fromkeys(
        (
            *("secgov:account", "secgov:send_again", "secgov:revoke_invitation", "secgov:give_roles"),
            *("secgov:close_account", "secgov:open_account", "secgov:reset_second_factor"),
            "secgov:add_person_membership",
        ),
        somebody,
    ),
    "secgov:add_membership": lambda at: [at.meeting.committee.abbreviation],
    "secgov:date_membership": belonging,
    "secgov:end_membership": belonging,
    "secgov:end_session": lambda at: [0],
    "secgov:accept_invitation": lambda at: ["nobody-has-this-token"],
    "account_reset_password_from_key": lambda at: ["1", "nobody-has-this-key"],
    "mfa_edit_webauthn": lambda at: [0],
    "mfa_remove_webauthn": lambda at: [0],
}
