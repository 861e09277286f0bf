"""The languages whose code is coloured, by Pygments' first name for each.

Named one by one, since a lexer meets a stranger's text: each was given some seventy kinds of odd code of 3,000 to
20,000 characters. Left out, since a single one of their expressions can take seconds: console, idris, make, nix,
ocaml, sas.
"""

from __future__ import annotations

_NAMES = """
    ada awk bash batch bibtex bnf c clojure cmake coq cpp csharp css d dart delphi diff django docker elixir elm erlang
    fortran fsharp gas go graphql groovy haskell html http java javascript json julia kotlin lean4 lua matlab
    mysql nginx octave perl php postgresql powershell prolog protobuf pycon pytb python racket ruby rust scala scheme
    scss sparql splus sql stan swift tex toml turtle typescript verilog vim xml yaml zig
"""
LANGUAGES = frozenset(_NAMES.split())
