"""The way of a story past an editor's eyes: Wagtail's workflow, with the role Editor approving."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from masthead.accounts.roles import Role
from masthead.stories.models import Story

NAME = "Approval"


@transaction.atomic
def ensure_approval() -> None:
    """Have editors approve what reporters submit, unless stories have a way of their own already.

    Made once: a workflow that an administrator renamed, changed or took off stories stays so.
    """
    content_type = ContentType.objects.get_for_model(Story)
    if WorkflowContentType.objects.filter(content_type=content_type).exists():
        return
    if Workflow.objects.filter(name=NAME).exists():
        return
    task = GroupApprovalTask.objects.create(name="Read by an editor")
    task.groups.set(Group.objects.filter(name=Role.EDITOR.value))
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=content_type)
