from __future__ import annotations

import pytest

from wiki.lib.looks import looks_of_name, looks_of_slug


@pytest.mark.parametrize(
    "other",
    [
        "ADA LOVELACE",
        "Ada  Lovelace",
        "AdaLovelace",
        "Ada Lovelace.",
        "Аdа Lоvеlасе",  # Cyrillic а, о, е, с
        "Αda Lovelace",  # Greek capital
        "Ada Love1ace",
        "Ada LoveIace",
        "Ada L0velace",
        "Àdá Lovelacé",
        "𝓐𝓭𝓪 𝐋ovelace",
        "Ａｄａ　Ｌｏｖｅｌａｃｅ",
        "ꓮda Lovelace",
        "ᎪᎠᎪ Lovelace",
        "Ada Lo\u200dvelace",
        "Ada Loνelace",
        "Ada Lovvelace".replace("vv", "v"),
        "Аԁа Ⅼovelace",
    ],
)
def test_two_names_that_an_eye_takes_for_one_look_alike(other: str) -> None:
    assert looks_of_name(other) == looks_of_name("Ada Lovelace")


@pytest.mark.parametrize(("one", "other"), [("Marvin", "Μaгvin".replace("г", "r")), ("Bob", "Вob"), ("Arne", "Ame")])
def test_capitals_and_letters_that_run_together_do_too(one: str, other: str) -> None:
    assert looks_of_name(one) == looks_of_name(other)


@pytest.mark.parametrize("other", ["Ada Byron", "Ida Lovelace", "Ada Lovelace II", "Вада", "艾达", "Adele Lovelace"])
def test_another_name_does_not(other: str) -> None:
    assert looks_of_name(other) != looks_of_name("Ada Lovelace")


@pytest.mark.parametrize("name", ["艾达", "Ελένη", "Владимир", "محمد", "אדה", "अदा", "1"])
def test_a_name_of_any_script_looks_like_something(name: str) -> None:
    assert looks_of_name(name)


def test_what_slugs_look_like_is_as_it_was_when_it_was_kept() -> None:
    assert looks_of_slug("zoë-аnd-ada") == "zoe-and-ada"
    assert looks_of_slug("1l-oO") == "1l-oO"
