"""The vote for a page's headline."""

from __future__ import annotations

import pytest

from masthead.extraction.headline import Claim, choose_headline, cut_site, site_names

SITES = site_names(["The Quay"], "https://www.quay.example/news/1")


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("Bridge closes | The Quay", "Bridge closes"),
        ("Bridge closes - THE QUAY", "Bridge closes"),
        ("The Quay » Bridge closes", "Bridge closes"),
        ("Bridge closes – quay.example", "Bridge closes"),
        ("Bridge closes - for lorries", "Bridge closes - for lorries"),
        ("“It is closed” – The Quay", "“It is closed”"),
        ("Six-week repair", "Six-week repair"),
        ("The Quay", "The Quay"),
    ],
)
def test_a_sites_name_is_cut_and_nothing_else(title: str, cut: str) -> None:
    assert cut_site(title, SITES) == cut


def test_what_several_witnesses_say_wins() -> None:
    found = choose_headline(
        [
            Claim("Bridge closes to lorries", "markup", 1.2),
            Claim("Most read this week", "markup", 1.2),
            Claim("Bridge closes to lorries", "open-graph", 1.0),
            Claim("Bridge closes to lorries | The Quay", "markup", 0.6, is_whole=False),
        ],
        SITES,
    )
    assert found.value == "Bridge closes to lorries"
    assert not found.is_unsure


def test_a_kicker_in_the_heading_is_not_the_headline() -> None:
    found = choose_headline(
        [
            Claim("Transport Bridge closes to lorries", "markup", 1.8),
            Claim("Bridge closes to lorries", "open-graph", 1.0),
            Claim("Bridge closes to lorries | The Quay", "markup", 0.6, is_whole=False),
        ],
        SITES,
    )
    assert found.value == "Bridge closes to lorries"


def test_the_sites_name_is_a_headline_only_when_nothing_else_is() -> None:
    name = Claim("The Quay", "markup", 1.8)
    assert choose_headline([name, Claim("Bridge shut", "open-graph", 1.0)], SITES).value == (
        "Bridge shut"
    )
    assert choose_headline([name], SITES).value == "The Quay"


def test_without_a_claim_there_is_no_headline() -> None:
    found = choose_headline([], SITES)
    assert (found.value, found.confidence) == ("", 0.0)
