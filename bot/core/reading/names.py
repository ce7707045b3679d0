"""The name of the person, said in any way; never the name of another, nor a sentence."""

import re

from rapidfuzz.distance import OSA

from bot.core.normalise import normalise
from bot.core.reading.capitals import is_particle, join_names, write_name
from bot.core.reading.message import Context, Findings
from bot.core.reading.runs import Run, Said, find_runs, is_labelled, is_negated, is_place
from bot.core.reading.vocabulary import ending, pattern, read_words, words

FACT = "full_name"
INCOMPLETE, UNSURE = "incomplete", "unsure"
SIMILAR = 0.6  # from here on, a word is the respelling of another
VOWEL = re.compile(r"[aeiouy]")


def read_name(text: str, context: Context) -> Findings:
    """The name that `text` gives: a whole name, or a doubt about what is missing of it.

    A name volunteered at another question is only believed when it is introduced as the person's
    own; one that is known already is only replaced when the message speaks of it.
    """
    said = Said(read_words(text))
    if context.asked == FACT:
        return _answered(said, context)
    return _volunteered(said, context)


def _answered(said: Said, context: Context) -> Findings:
    runs = find_runs(said)
    if labelled := _labelled(said, runs):
        return Findings(facts={FACT: labelled})
    full = _best([run for run in runs if run.is_full and _is_own(run)])
    if full:
        return Findings(facts={FACT: _write(full)})
    if pattern("names", "refused").search(said.between(0, len(said.words))):
        return Findings(doubts={FACT: UNSURE})
    unheard = [run for run in runs if run.is_full and run.whole and not is_negated(run)]
    if len(runs) == 1 and unheard:
        return _unheard(unheard[0], context)
    lone = [run for run in runs if _is_lone(run)]
    return _incomplete(lone[-1], context) if lone and not _several(runs) else Findings()


def _unheard(run: Run, context: Context) -> Findings:
    """Words that nothing shows to be a name, "xoan belmiro": believed when said again."""
    name = write_name(run.words)
    said_again = context.draft and normalise(context.draft) == normalise(name)
    if said_again and all(VOWEL.search(word.plain) for word in run.names):
        return Findings(facts={FACT: name})
    return Findings(doubts={FACT: INCOMPLETE}, draft=name)


def _several(runs: list[Run]) -> bool:
    """Whether two different whole names are said, so that neither can be taken."""
    return len({run.plain for run in runs if run.is_full and _is_own(run)}) > 1


def _volunteered(said: Said, context: Context) -> Findings:
    runs = find_runs(said)
    known = context.facts.get(FACT)
    about = pattern("names", "about_name").search(said.between(0, len(said.words))) is not None
    own = [run for run in runs if run.is_full and _is_volunteered(run, known, about)]
    if best := _best(own):
        return Findings(facts={FACT: _write(best)})
    if known and about:
        lone = [run for run in runs if len(run.names) == 1 and (run.introduced or run.framed)]
        return _respelled(known, [run for run in lone if not is_negated(run)])
    return Findings()


def _is_volunteered(run: Run, known: str | None, about: bool) -> bool:
    if run.introduced and not is_place(run):
        return run.has_given_name or (run.capital and about)
    if known:
        return about and run.framed and run.credible and _resembles(run.plain, normalise(known))
    if not (run.has_given_name and run.framed):
        return False
    after = run.said.plain[run.end : run.end + 1]
    with_job = bool(after) and after[0].split()[0] in words("jobs")
    presented = ending("names", "presented").search(run.said.before(run.start)) is not None
    return with_job or (presented and run.capital)


def _resembles(one: str, other: str) -> bool:
    return any(
        OSA.normalized_similarity(word, known) >= SIMILAR
        for word in one.split()
        for known in other.split()
    )


def _respelled(known: str, runs: list[Run]) -> Findings:
    """ "mon nom c’est Morelle" when "Julie Morel" is known: the closest word is replaced."""
    if not runs:
        return Findings()
    word, parts = runs[-1], known.split()
    scores = [OSA.normalized_similarity(word.plain, normalise(part)) for part in parts]
    best = max(range(len(parts)), key=scores.__getitem__)
    if scores[best] < SIMILAR:
        return Findings()
    parts[best] = write_name(word.words)
    return Findings(facts={FACT: " ".join(parts)})


def _is_own(run: Run) -> bool:
    return run.credible and (run.introduced or run.framed) and not is_negated(run)


def _is_lone(run: Run) -> bool:
    if len(run.names) != 1 or is_negated(run):
        return False
    named = run.introduced or run.titled
    return named or (run.framed and (run.whole or run.has_given_name))


def _best(runs: list[Run]) -> Run | None:
    """The name meant: introduced rather than not, the last one when it corrects another."""
    chosen = [run for run in runs if run.introduced] or runs
    if not chosen:
        return None
    first, last = chosen[0], chosen[-1]
    if len({run.plain for run in chosen}) == 1 or _corrects(first, last):
        return last
    sure = [run for run in chosen if run.has_given_name]
    return first if first.introduced or (len(sure) <= 1 and first in sure) else None


def _corrects(first: Run, last: Run) -> bool:
    between = last.said.between(first.end, last.start)
    return pattern("corrections", "marker").search(between) is not None or last.introduced


def _write(run: Run) -> str:
    reversed_hint = ending("names", "surname_first").search(run.said.before(run.start)) is not None
    certain = run.names[0].plain in words("given_names") - words("given_or_surname")
    return write_name(run.words, surname_first=reversed_hint and not certain)


def _labelled(said: Said, runs: list[Run]) -> str | None:
    """A first name and a surname each announced: "nom Chabert, prénom Lucie"."""
    given = [run for run in runs if is_labelled(run, "given_label")]
    surname = [run for run in runs if run not in given and is_labelled(run, "surname_label")]
    if not given and surname:
        lone = [run for run in runs if run not in surname and len(run.names) == 1]
        given = [run for run in lone if run.introduced or (run.has_given_name and run.framed)]
    if (
        not given
        or not surname
        or ending("names", "surname_first").search(said.before(given[-1].start))
    ):
        return None
    both = (given[-1], surname[-1])
    return " ".join(write_name(run.words) for run in both)


def _incomplete(run: Run, context: Context) -> Findings:
    word, draft = write_name(run.words), context.draft
    if draft and _is_half(draft) and normalise(draft) != normalise(word):
        return Findings(facts={FACT: join_names(draft, word)})
    return Findings(doubts={FACT: INCOMPLETE}, draft=word)


def _is_half(draft: str) -> bool:
    return sum(not is_particle(word) for word in read_words(draft)) == 1
