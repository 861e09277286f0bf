from __future__ import annotations

import pytest

from tests.markup.hostile import html


def test_it_works() -> None:
    assert html('![what it is](/media/a.png "What it *says*")') == (
        '<figure class="picture"><img src="/media/a.png" alt="what it is" loading="lazy">'
        "<figcaption>What it *says*</figcaption></figure>\n"
    )


def test_a_caption_is_escaped() -> None:
    assert "<figcaption>&lt;b&gt; &amp; c</figcaption>" in html('![a](/b.png "<b> & c")')


@pytest.mark.parametrize(
    "source",
    [
        "![a](/b.png)",
        "x ![a](/b.png 'c')",
        "![a](/b.png 'c') ![d](/e.png 'f')",
        "- ![a](/b.png 'c')",
        "![a](http://b/c 'd')",
    ],
)
def test_only_a_picture_with_a_title_alone_in_its_paragraph_has_a_caption(source: str) -> None:
    assert "<figcaption>" not in html(source)
