"""Acts about people and mail, by the names that Wagtail's audit log keeps them under."""

from __future__ import annotations

from typing import Any

from wagtail import hooks


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Give each act its words for the history."""
    actions.register_action("accounts.invite", "Invite", "Invited")
    actions.register_action("accounts.revoke", "Revoke invitation", "Invitation revoked")
    actions.register_action("accounts.join", "Join", "Accepted an invitation")
    actions.register_action("accounts.role", "Change role", "Role changed")
    actions.register_action("accounts.rename", "Rename", "Name or address changed")
    actions.register_action("accounts.switch_off", "Switch off", "Account switched off")
    actions.register_action("accounts.switch_on", "Switch on", "Account switched on")
    actions.register_action("accounts.sign_in_link", "Make sign-in link", "Sign-in link made")
    actions.register_action("accounts.reset_factors", "Reset factors", "Second factors removed")
    actions.register_action("accounts.second_factor", "Set rule", "Second-factor rule changed")
    actions.register_action("accounts.mail", "Set up mail", "Mail server changed")
