"""Views of the newsroom: shells around selectors and services."""
