"""Words as rules know them."""

from __future__ import annotations

import pytest

from wiki.moderation.folding import unmasked, words


@pytest.mark.parametrize(
    "typed",
    [
        "casino",
        "CASINO",
        "Casinó",
        "casino\u0301",
        "ca\u200bsi\u00adno",
        "\uff43\uff41\uff53\uff49\uff4e\uff4f",
        "c\u0336a\u0336sino\ufe0f",
        "¡casino!",
    ],
)
def test_it_is_the_same_word(typed: str) -> None:
    assert words(typed) == ["casino"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        (" .-_/ ", []),
        ("best_casino, now", ["best", "casino", "now"]),
        ("Straße ﬁne İstanbul ΣΊΣΥΦΟΣ", ["strasse", "fine", "istanbul", "σισυφοσ"]),
        ("½ ②", ["1", "2", "2"]),
        ("日本語 abc", ["日", "本", "語", "abc"]),
        ("ﾃｽﾄ", ["テ", "ス", "ト"]),
        ("की का", ["की", "का"]),
        ("👩‍👩‍👧 ok", ["ok"]),
    ],
)
def test_words_are_found(typed: str, found: list[str]) -> None:
    assert words(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("cаsino ᴄᴀsɪɴᴏ", "casino casino"),
        ("сасао cacaо", "сасао cacao"),
        ("cacaо casin0 über σ ifnγ", "cacao casin0 uber σ ifnγ"),
    ],
)
def test_only_words_that_mix_letters_are_taken_for_others(typed: str, found: str) -> None:
    assert unmasked(words(typed), {"casino", "cacao"}) == found.split()
