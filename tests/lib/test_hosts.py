"""A host is known however it is spelled."""

from __future__ import annotations

import time

import pytest

from wiki.lib.hosts import above, host_of, named_in, spelled


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "https://evil.example/",
        "http://evil.example:8080/a?b#c",
        "HTTPS://EVIL.Example/",
        "https://evil.example.",
        "https://evil.example./path",
        "https://.evil.example/",
        "//evil.example/x",
        "https:/evil.example/",
        "https:evil.example",
        "https:\\\\evil.example\\x",
        "https://user:secret@evil.example/",
        "https://good.example@evil.example/",
        "https://good.example\\@evil.example/",
        "https://evil%2eexample/",
        "https://%65vil.example/",
        "https://ev\u200bil.example/",
        "https://ev\u00adil.example/",
        "https://evil\u3002example/",
        "https://evil\uff0eexample/",
        "https://\uff45\uff56\uff49\uff4c.example/",
        " \thttps://evil.\nexample/",
        "mailto:somebody@evil.example?subject=x@good.example",
        "https://evil.example?x=@good.example",
        "https://evil.example#@good.example",
    ],
)
def test_it_is_found(address: str) -> None:
    if "\\@" in address:
        assert host_of(address) == "good.example"  # where a browser goes, which takes it for a slash
    else:
        assert host_of(address) == "evil.example"


@pytest.mark.parametrize(
    "address", ["", "/wiki/a/", "#there", "?x", "wiki/a", "javascript:alert(1)", "https://", "mailto:"]
)
def test_what_leads_to_no_host_has_none(address: str) -> None:
    assert host_of(address) == ""


def test_other_scripts_are_spelled_as_dns_has_them() -> None:
    assert host_of("https://Bücher.example/") == spelled("xn--bcher-kva.EXAMPLE") == "xn--bcher-kva.example"
    assert host_of("https://тест.example/") == "xn--e1aybc.example"
    assert spelled("a" * 254) == ""
    assert spelled("ü" * 64 + ".example").startswith("xn--")


def test_words_that_may_be_hosts_are_found() -> None:
    words = "See evil.example. Or (www.Evil.example), 'sub.evil.example'; not e. g. this... or that."
    assert list(named_in(words)) == ["evil.example", "www.evil.example", "sub.evil.example"]


def test_a_host_is_below_all_its_domains() -> None:
    assert list(above("a.b.example")) == ["a.b.example", "b.example", "example"]
    assert list(above("")) == []


@pytest.mark.parametrize("piece", ["a", "a.", ".", "\u3002", "ü.", "%2e", "a@", "\u0301\u0316", "//", "xn--a."])
def test_dear_input_costs_little(piece: str) -> None:
    text = piece * (65_536 // len(piece.encode()))
    began = time.process_time()
    list(named_in(text))
    host_of(f"https://{text}")
    host_of(text)
    assert time.process_time() - began < 0.5
