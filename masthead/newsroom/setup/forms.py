"""The forms of the first steps."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError

# The languages that most local newsrooms write in; an edition's screen takes every other tag.
LANGUAGES = [
    ("ar", "Arabic – العربية"),
    ("zh", "Chinese – 中文"),
    ("nl", "Dutch – Nederlands"),
    ("en-GB", "English, British"),
    ("en-US", "English, American"),
    ("en", "English, other"),
    ("fr", "French – français"),
    ("de", "German – Deutsch"),
    ("el", "Greek – ελληνικά"),
    ("he", "Hebrew – עברית"),
    ("hi", "Hindi – हिन्दी"),
    ("it", "Italian – italiano"),
    ("fa", "Persian – فارسی"),
    ("pl", "Polish – polski"),
    ("pt", "Portuguese – português"),
    ("ru", "Russian – русский"),
    ("es", "Spanish – español"),
    ("sw", "Swahili – Kiswahili"),
    ("tr", "Turkish – Türkçe"),
    ("uk", "Ukrainian – українська"),
    ("cy", "Welsh – Cymraeg"),
]
# A menu of more is a list that nobody reads.
MOST_SECTIONS = 20


class StationForm(forms.Form):
    """The newspaper: name, host, clock, language."""

    name = forms.CharField(label="What is it called?", max_length=200)
    host = forms.CharField(
        label="Which host name do readers type?",
        max_length=253,
        help_text="Without https://, such as news.example.org. Leave it as it is to look around "
        "on this machine first; you can change it later.",
    )
    zone = forms.ChoiceField(
        label="Which clock does it keep?",
        choices=[(zone, zone.replace("_", " ")) for zone in sorted(available_timezones())],
        help_text="This is what the machine says. Times on the pages follow it.",
    )
    language = forms.ChoiceField(
        label="Which language is it written in?", choices=LANGUAGES, initial="en-GB"
    )


class SectionsForm(forms.Form):
    """The sections, one a line."""

    names = forms.CharField(
        label="Sections, one a line",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="In the order of the menu. You can add, rename and move them later.",
    )

    def clean_names(self) -> list[str]:
        """The names, without doubles."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["names"].splitlines())
        names = list(dict.fromkeys(line for line in lines if line))
        if not names:
            raise ValidationError("Write one section at least.")
        if len(names) > MOST_SECTIONS:
            raise ValidationError(f"Write {MOST_SECTIONS} sections at most.")
        if long := next((name for name in names if len(name) > 100), None):
            raise ValidationError(f"“{long[:40]}…” is too long for a menu.")
        return names


class YouForm(forms.Form):
    """The first person: name, address, and a password unless a passkey takes its place."""

    first_name = forms.CharField(
        label="First name", max_length=150, widget=forms.TextInput({"autocomplete": "given-name"})
    )
    last_name = forms.CharField(
        label="Last name",
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        help_text="You sign in with it.",
        widget=forms.EmailInput({"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        required=False,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="At least twelve characters.",
    )

    def __init__(self, *args: Any, needs_password: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.needs_password = needs_password

    def clean_password(self) -> str | None:
        """The password; None when another way in is there or comes next."""
        password: str = self.cleaned_data["password"]
        if not password and self.needs_password:
            raise ValidationError("Choose a password, or use a passkey.")
        return password or None


class FeedForm(forms.Form):
    """A feed to take stories from."""

    name = forms.CharField(label="What to call it", max_length=100)
    address = forms.CharField(
        label="Address of the feed",
        max_length=2000,
        help_text="Of an RSS, Atom or JSON feed, such as https://council.example/news.rss.",
    )
