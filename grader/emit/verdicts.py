"""One exercise on the feedback page: what was asked, what came instead, what to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from grader.advice import is_not_started
from grader.emit.markup import Line, details, identifier, prose, text
from grader.emit.reading import Record, digits, exact, failing_examples, is_lost, no_points_lost, told, waiting
from grader.emit.reading import title as asked_of
from grader.words import mark, plural, translate

# What is shown of each state: a sign, which only repeats the words, and the words.
STATES = {
    "full": ("✓", mark("complete")),
    "part": ("◐", mark("partly right")),
    "none": ("✗", mark("not right yet")),
    "todo": ("○", mark("not started")),
    "pending": ("◌", mark("waits for an accelerator")),
    "broken": ("!", mark("not graded")),
    "empty": ("○", mark("nothing to judge")),
}
CAME = {
    "failed": mark("Came"),
    "raised": mark("Raised"),
    "timed_out": mark("Took too long"),
    "crashed": mark("Crashed"),
    "out_of_memory": mark("Memory"),
    "not_found": mark("Missing"),
    "broken": mark("Grader"),
}
ON_ACCELERATOR = mark("On the accelerator: {asked}")
SHOWN_BESIDE = 3
LONGEST_BESIDE = 400
Link = Callable[[Line], str]


@dataclass(frozen=True)
class Lost:
    """A case that was not passed; `alike` further ones ended with the same message."""

    asked: str
    label: str
    came: str
    alike: int = 0
    # Of a mistake that is known, what it is; other cases may have been lost by it in other words.
    cause: str = ""


def state(exercise: Record) -> str:
    """One of STATES."""
    outcomes = {case["outcome"] for case in exercise["cases"]}
    if "broken" in outcomes:
        return "broken"
    judged = [case for case in exercise["cases"] if case["outcome"] != "pending"]
    if not judged:
        return "pending" if outcomes else "empty"
    if outcomes <= {"passed", "pending"}:
        return "full"
    if all(is_not_started(case["message"]) for case in judged):
        return "todo"
    return "part" if "passed" in outcomes else "none"


def words_of(exercise: Record) -> str:
    """Its state in words."""
    examples = failing_examples(exercise)
    return no_points_lost(examples) if examples else translate(STATES[state(exercise)][1])


def is_to_do(exercise: Record) -> bool:
    """Whether there is something to look at in it: it was started, and a case failed or it was not graded."""
    return state(exercise) in ("part", "none", "broken")


def points(part: Record, is_graded: bool = True) -> str:
    """`4 of 8 points`; with some pending, so far; without a verdict, no number."""
    if not is_graded:
        return translate("not graded")
    possible = exact(part["possible"])
    forms = (
        (mark("{earned} of {possible} point so far"), mark("{earned} of {possible} points so far"))
        if exact(part["pending"])
        else (mark("{earned} of {possible} point"), mark("{earned} of {possible} points"))
    )
    return translate(forms[possible != 1], earned=digits(exact(part["earned"])), possible=digits(possible))


def lost_cases(cases: Sequence[Record]) -> list[Lost]:
    """Each message once, with the first case that gave it."""
    found: dict[str, Lost] = {}
    for case in filter(is_lost, cases):
        message = told(case)
        first = found.get(message)
        found[message] = replace(first, alike=first.alike + 1) if first else lost_by(case, message)
    return list(found.values())


def lost_by(case: Record, message: str) -> Lost:
    """One case; a mistake's name in the record says that its message begins with the cause."""
    cause, _, rest = message.partition("\n") if case["mistake"] else ("", "", message)
    return Lost(asked_there(case), CAME[case["outcome"]], rest, 0, cause)


def asked_there(case: Record) -> str:
    """What a case asks; of one that ran on both, on which device this is."""
    asked = asked_of(case)
    return translate(ON_ACCELERATOR, asked=asked) if case["device"] == "accelerator" else asked


def exercise_part(exercise: Record, hints: Sequence[str], link: Link, code: str, is_open: bool) -> str:
    """The exercise, open where there is something to look at."""
    kind = state(exercise)
    sign = STATES[kind][0]
    function = exercise["id"].partition(".")[2]
    # The words "not graded" would be said twice.
    worth = "" if kind == "broken" else f'<span class="points">{points(exercise)}</span> '
    head = (
        f'<h3><span class="sign" aria-hidden="true">{sign}</span> <code>{text(function)}</code></h3> '
        f'{worth}<span class="state">{words_of(exercise)}</span>'
    )
    body = [verdict_list(exercise, link), pending_part(exercise), passed_part(exercise)]
    if kind in ("part", "none", "todo"):
        body.append(hint_parts(hints))
    if code:
        link_words = prose(translate("To `{function}` in your code", function=function))
        body.append(f'<p class="to-code"><a href="#{code}">{link_words}</a></p>')
    target = identifier("exercise", exercise["id"])
    return details(head, f'<div class="body" id="{target}">{"".join(body)}</div>', f"exercise {kind}", is_open)


def verdict_list(exercise: Record, link: Link) -> str:
    """What was lost, message by message."""
    if state(exercise) == "todo":
        said = translate("Not started yet: replace the line `raise NotImplementedError(…)`.")
        return f'<p class="came">{prose(said)}</p>'
    groups: dict[object, list[Lost]] = {}
    for each in lost_cases(exercise["cases"]):
        groups.setdefault(each.cause or each, []).append(each)
    items = "".join(f"<li>{group_part(group, link)}</li>" for group in groups.values())
    return f'<ul class="lost">{items}</ul>' if items else ""


def group_part(group: Sequence[Lost], link: Link) -> str:
    """What was lost by one cause: the cause once, the first case, and the others where they are asked for."""
    first, *others = group
    cause = f'<p class="cause">{prose(first.cause)}</p>' if first.cause else ""
    if not others:
        return cause + lost_part(first, link)
    count = sum(each.alike + 1 for each in others)
    words = plural("{count} more case, lost by the same mistake", "{count} more cases, lost by the same mistake", count)
    items = "".join(f"<li>{lost_part(each, link)}</li>" for each in others)
    return cause + lost_part(first, link) + details(words, f'<ul class="lost">{items}</ul>', "others")


def lost_part(lost: Lost, link: Link) -> str:
    """What was asked, and what came."""
    more = f'<p class="alike">{translate("{count} more like this.", count=lost.alike)}</p>' if lost.alike else ""
    came = f'<p class="came"><b>{translate(lost.label)}</b> {prose(lost.came, link)}</p>' if lost.came else ""
    return f"<p><b>{translate('Asked')}</b> {prose(lost.asked)}</p>{came}{more}"


def pending_part(exercise: Record) -> str:
    """What waits, and what a rehearsal found, which costs nothing."""
    pending = exact(exercise["pending"])
    waits = [case for case in exercise["cases"] if case["outcome"] == "pending"]
    if not waits:
        return ""
    messages = list(dict.fromkeys(case["message"] for case in waits if case["message"]))
    found = "".join(f"<p>{prose(translate('No points lost: {message}', message=each))}</p>" for each in messages)
    said = waiting(pending) if pending else translate("Some cases wait.")
    return f'<div class="waits"><p>{said}</p>{found}</div>'


def passed_part(exercise: Record) -> str:
    """What is right already."""
    passed = [case for case in exercise["cases"] if case["outcome"] == "passed"]
    if not passed:
        return ""
    names = dict.fromkeys(map(asked_there, passed))
    count = plural("{count} case passed", "{count} cases passed", len(passed))
    return details(count, f"<ul>{''.join(f'<li>{prose(each)}</li>' for each in names)}</ul>", "passed")


def hint_parts(hints: Sequence[str]) -> str:
    """Step by step: each is opened by itself."""
    parts = [
        details(translate("Hint {number} of {count}", number=n, count=len(hints)), f"<p>{prose(hint)}</p>", "hint")
        for n, hint in enumerate(hints, 1)
    ]
    return f'<div class="hints">{"".join(parts)}</div>' if parts else ""


def beside(exercise: Record, link: Link) -> str:
    """The same in short, for the margin of the code."""
    kind = state(exercise)
    sign, words = STATES[kind][0], words_of(exercise)
    target = identifier("exercise", exercise["id"])
    worth = words if kind == "broken" else f"{points(exercise)}: {words}"
    head = f'<p><span class="sign" aria-hidden="true">{sign}</span> <a href="#{target}">{worth}</a></p>'
    found = lost_cases(exercise["cases"]) if kind != "todo" else []
    told_once = list(dict.fromkeys(each.cause or each.came for each in found))
    messages = [f'<p class="came">{prose(shortened(each), link)}</p>' for each in told_once[:SHOWN_BESIDE]]
    more = len(told_once) - len(messages)
    rest = f"<p>{translate('… and {count} more above.', count=more)}</p>" if more > 0 else ""
    function = text(exercise["id"].partition(".")[2])
    return f'<div class="beside {kind}" role="note" aria-label="{function}">{head}{"".join(messages)}{rest}</div>'


def shortened(message: str) -> str:
    """As much as fits into a margin."""
    return message if len(message) <= LONGEST_BESIDE else f"{message[:LONGEST_BESIDE]} …"


def sums(exercises: Sequence[Record]) -> dict[str, Decimal]:
    """Points of several exercises together."""
    return {
        part: sum((exact(each[part]) for each in exercises), Decimal(0)) for part in ("earned", "possible", "pending")
    }
