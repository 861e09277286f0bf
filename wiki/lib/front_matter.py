"""Write a text with front matter above it, so that whoever reads YAML's scalars as strings gets each value back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml
from django.http import HttpResponse

#: What YAML takes for the end of a line, and a reader of ours refuses where it stands bare.
_HIDDEN_BREAK = re.compile(r"[\r\x85\u2028\u2029]")
_BLOCK = re.compile(r"[^\s\x00-\x1f\ufeff][^\x00-\x09\x0b-\x1f\x7f-\x9f\ufeff]*")


class _Dumper(yaml.SafeDumper):
    """Lists are set in under their keys, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)


def _string(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    if _HIDDEN_BREAK.search(text):
        style = '"'
    elif "\n" in text:
        style = "|" if _BLOCK.fullmatch(text) else '"'
    else:
        style = None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _string)


def written(fields: Mapping[str, Any], body: str) -> str:
    """A file that says these fields, empty ones left out, and below them this text."""
    told = {name: value for name, value in fields.items() if value not in ("", None, [], (), {})}
    head = yaml.dump(told, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=float("inf"))
    return f"---\n{head}---\n\n{body}"


def markdown(fields: Mapping[str, Any], body: str) -> HttpResponse:
    """The answer that is this file."""
    return HttpResponse(written(fields, body), content_type="text/markdown; charset=utf-8")
