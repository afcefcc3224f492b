"""What stories announce to the layers above."""

from django.dispatch import Signal

# Sent with story and publication within the transaction that changes what readers get of a story: a
# listener writes what must not be parted from the change. One that fails undoes it.
story_changing = Signal()

# Sent with story_id and state when what readers get of a story changed. `send_robust`: a listener
# that fails is logged by Django and must not undo or hide a publication that has happened.
story_changed = Signal()
