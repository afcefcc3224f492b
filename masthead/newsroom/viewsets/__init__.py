"""Wagtail's viewsets, one module a kind of thing that editors manage."""
