"""Wagtail's groups become ours; a table for counts that all processes share.

Wagtail makes the groups "Editors" and "Moderators". Until now Masthead used the first for all
staff: it becomes the role Editor, with its people and what an administrator changed in it.
"""

from django.core.management import call_command
from django.db import migrations

# What the group had been given when it had anything over stories: not to be given again, since an
# administrator may have taken some of it away.
_GIVEN_BEFORE = [
    "wagtailadmin.access_admin",
    *(f"stories.{act}_story" for act in ("add", "change", "view", "publish", "lock", "unlock")),
    *(f"stories.{act}_story" for act in ("withdraw", "kill")),
    *(
        f"stories.{act}_{kind}"
        for kind in ("recording", "author", "topic", "section")
        for act in ("add", "change", "view")
    ),
    "stories.view_edition",
    "wire.view_item",
    "wire.view_source",
    *(f"wagtailimages.{act}_image" for act in ("add", "change", "choose")),
]


def rename_groups(apps, schema_editor):
    _rename(apps, "Editors", "Editor")
    _rename(apps, "Moderators", "Moderator")


def _rename(apps, old, new):
    Group = apps.get_model("auth", "Group")
    group = Group.objects.filter(name=old).first()
    if group is None:
        return
    # Over pages and documents, which a newsroom here does not have.
    apps.get_model("wagtailcore", "GroupPagePermission").objects.filter(group=group).delete()
    granted = apps.get_model("wagtailcore", "GroupCollectionPermission").objects
    granted.filter(
        group=group, permission__content_type__app_label="wagtaildocs"
    ).delete()
    other = Group.objects.filter(name=new).first()
    if other is not None:
        other.user_set.add(*group.user_set.all())
        return
    group.name = new
    group.save()
    if new == "Editor" and group.permissions.filter(content_type__app_label="stories").exists():
        RoleGrant = apps.get_model("accounts", "RoleGrant")
        RoleGrant.objects.bulk_create(
            RoleGrant(group=group, permission=name) for name in _GIVEN_BEFORE
        )
    elif new == "Moderator":
        # Wagtail let its moderators publish pages and change pictures; ours do neither.
        granted.filter(group=group).delete()


def mark_administrators(apps, schema_editor):
    User = apps.get_model("accounts", "User")
    chiefs = User.objects.filter(is_superuser=True)
    if chiefs:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Administrator")
        group.user_set.add(*chiefs)


def make_table_of_counts(apps, schema_editor):
    call_command("createcachetable", "--database", schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_roles_and_mail"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]
    operations = [
        migrations.RunPython(rename_groups, migrations.RunPython.noop),
        migrations.RunPython(mark_administrators, migrations.RunPython.noop),
        migrations.RunPython(make_table_of_counts, migrations.RunPython.noop),
    ]
