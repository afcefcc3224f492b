"""Words that stand in several places of the newsroom."""

# Beside every field for alternative text.
ALT_HINT = (
    "Who or what it shows, doing what, where: one sentence for those who cannot see it. "
    "No “picture of”, and not the caption again."
)
