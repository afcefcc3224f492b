"""Pictures for the demo newsroom, drawn by code so that none needs a licence."""
