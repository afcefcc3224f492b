"""What stories announce to the layers above, after a commit."""

from django.dispatch import Signal

# Sent with story_id and state when what readers get of a story changed. `send_robust`: a listener
# that fails is logged by Django and must not undo or hide a publication that has happened.
story_changed = Signal()
