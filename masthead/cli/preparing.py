"""Making a data folder ready for this code: database, static files, the demo, an editor."""

from __future__ import annotations

from django.core.management import call_command

from masthead.accounts.granting import ensure_roles
from masthead.accounts.models import User
from masthead.accounts.services import ensure_first_editor, ensure_founder
from masthead.cli.marks import alone
from masthead.cli.stamps import is_static_prepared, write_stamp
from masthead.cli.steps import Steps
from masthead.demo.load import load_demo
from masthead.kernel.installation import Installation
from masthead.newsroom.approval import ensure_approval
from masthead.newsroom.desk.refreshing import needs_rebuild, rebuild
from masthead.stories.models import Edition

# example.org is reserved (RFC 2606 section 3): nobody's mailbox.
DEMO_EDITOR = "editor@example.org"


def prepare_folder(
    here: Installation, *, with_demo: bool, steps: Steps, with_founder: bool = True
) -> None:
    """Bring the folder up to this code; what people wrote is left as it is.

    The demo is loaded only when asked for and while there is no edition at all. Without it an
    empty newsroom gets an account for whoever started it, who is led through the first steps;
    ``masthead init``, which asks for the same by itself, goes without (``with_founder``).
    """
    with alone(here.data):
        with steps.step("Bringing the database up to date"):
            call_command("migrate", verbosity=0, interactive=False)
            ensure_roles()
            ensure_approval()
        if not is_static_prepared(here):
            with steps.step("Collecting style sheets, scripts and fonts"):
                call_command("collectstatic", verbosity=0, interactive=False)
        if needs_rebuild():
            with steps.step("Writing the desk’s lists"):
                rebuild()
        if with_demo and not Edition.objects.exists():
            with steps.step("Printing the demo newspaper"):
                load_demo()
            if not User.objects.exists():
                ensure_first_editor(email=DEMO_EDITOR, first_name="Demo", last_name="Editor")
        if not with_demo and with_founder and not Edition.objects.exists():
            ensure_founder()
        write_stamp(here)
