"""What Python says of a text that it cannot read: named here so that it can be told in other languages.

The sentences of Python 3.10 to 3.14 that beginners meet. One that is not here is told in Python's own words.
"""

from __future__ import annotations

from grader.words import mark

OF_PYTHON = (
    mark("invalid syntax"),
    mark("invalid syntax. Perhaps you forgot a comma?"),
    mark("invalid syntax. Maybe you meant '==' or ':=' instead of '='?"),
    mark("expected '{sign}'"),
    mark("expected an indented block"),
    mark("expected an indented block after {what} on line {line}"),
    mark("expected 'except' or 'finally' block"),
    mark("unexpected indent"),
    mark("unindent does not match any outer indentation level"),
    mark("inconsistent use of tabs and spaces in indentation"),
    mark("'{sign}' was never closed"),
    mark("unmatched '{sign}'"),
    mark("closing parenthesis '{closing}' does not match opening parenthesis '{opening}'"),
    mark("closing parenthesis '{closing}' does not match opening parenthesis '{opening}' on line {line}"),
    mark("unterminated string literal (detected at line {line})"),
    mark("unterminated triple-quoted string literal (detected at line {line})"),
    mark("unterminated f-string literal (detected at line {line})"),
    mark("unexpected EOF while parsing"),
    mark("unexpected character after line continuation character"),
    mark("invalid character '{sign}' (U+{code})"),
    mark("invalid non-printable character U+{code}"),
    mark("invalid decimal literal"),
    mark("leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers"),
    mark("cannot assign to {what}"),
    mark("cannot assign to {what} here. Maybe you meant '==' instead of '='?"),
    mark("positional argument follows keyword argument"),
    mark("non-default argument follows default argument"),
    mark("parameter without a default follows parameter with a default"),
    mark("'return' outside function"),
    mark("Missing parentheses in call to 'print'. Did you mean print(...)?"),
    mark("Generator expression must be parenthesized"),
    mark("source code string cannot contain null bytes"),
)
