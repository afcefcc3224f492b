"""A page's bytes in, a draft's fields out; no database, no Django, no network."""

from masthead.extraction.page import extract
from masthead.extraction.values import (
    BodyPart,
    Draft,
    Found,
    LeadPicture,
    NotAnArticle,
    Reason,
    RelatedLink,
)

__all__ = [
    "BodyPart",
    "Draft",
    "Found",
    "LeadPicture",
    "NotAnArticle",
    "Reason",
    "RelatedLink",
    "extract",
]
