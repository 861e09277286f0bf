"""A painted text as a mail may carry it: no scripts, no pictures, no styles, and links that lead here from anywhere."""

from __future__ import annotations

import re

import nh3

from wiki.lib.addresses import absolute
from wiki.markup.cleaning import SCHEMES

_TAGS = (
    "a blockquote br code dd del dl dt em h2 h3 h4 h5 h6 hr li mark ol p pre strong sup table tbody td th thead tr ul"
)
TAGS = frozenset(_TAGS.split())
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}}
#: What a mail cannot show, and what stands there instead: a formula as it was typed, a picture's words, a box.
INSTEAD = (
    (re.compile(r'<math alttext="([^"]*)"[^>]*>.*?</math>', re.DOTALL), r"\1"),
    (re.compile(r'<img\b(?:[^>"]|"[^"]*")*? alt="([^"]*)"(?:[^>"]|"[^"]*")*>'), r"[\1]"),
    (re.compile(r"<input\b[^>]* checked\b[^>]*>"), "☑"),
    (re.compile(r"<input\b[^>]*>"), "☐"),
    (re.compile(r'<a class="footnote-back"[^>]*>[^<]*</a>'), ""),
    (re.compile(r"</(?:summary|figcaption)>"), "<br>"),
)


def for_mail(html: str, url: str) -> str:
    """The text that is read at this address of the site, for a mail."""
    for there, instead in INSTEAD:
        html = there.sub(instead, html)
    return nh3.clean(
        html,
        tags=set(TAGS),
        attributes=ATTRIBUTES,
        link_rel="nofollow noopener noreferrer",
        url_schemes=set(SCHEMES),
        url_relative=("rewrite_with_base", absolute(url)),
    )
