"""The words of a message that may be a name, and what stands around them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.core.reading.capitals import is_particle
from bot.core.reading.vocabulary import Word, ending, is_common, words

MOST_NAMES = 5  # words of a name, particles aside
FAR = 8  # words: what stands further away does not bear on a name
FUZZY_LENGTH = 6  # shorter first names only match letter for letter


@dataclass(frozen=True)
class Said:
    """A message as words, each of a kind: common word, particle or name."""

    words: Sequence[Word]

    @cached_property
    def plain(self) -> list[str]:
        """The words, normalised."""
        return [word.plain for word in self.words]

    @cached_property
    def shouted(self) -> bool:
        """Whether everything is in capitals, so that capitals mean nothing."""
        return all(word.text.isupper() for word in self.words)

    def before(self, index: int) -> str:
        """The few words before the one at `index`."""
        return " ".join(self.plain[max(0, index - FAR) : index])

    def between(self, start: int, end: int) -> str:
        """The words from `start` to `end`."""
        return " ".join(self.plain[start:end])


@dataclass(frozen=True)
class Run:
    """Consecutive words of a message that may be a name."""

    said: Said
    start: int
    end: int

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words of the run."""
        return self.said.words[self.start : self.end]

    @cached_property
    def names(self) -> list[Word]:
        """The words of the run that are no particles."""
        return [word for word in self.words if not is_particle(word)]

    @property
    def is_full(self) -> bool:
        """Whether there are enough words for a first name and a surname."""
        return 2 <= len(self.names) <= MOST_NAMES

    @cached_property
    def introduced(self) -> bool:
        """Whether words such as "je m’appelle" come just before."""
        before = self.said.plain[max(0, self.start - FAR) : self.start]
        while before and before[-1] in words("titles"):
            before = before[:-1]
        return ending("names", "introduced").search(" ".join(before)) is not None

    @cached_property
    def framed(self) -> bool:
        """Whether nothing around makes a sentence of it."""
        return self._alone_before() and self._alone_after()

    def _alone_before(self) -> bool:
        for index in range(self.start - 1, -1, -1):
            if self.said.words[index + 1].opens:
                return True
            if self.said.plain[index] not in words("before_name", "titles"):
                return _ends_correction(self.said, index)
        return True

    def _alone_after(self) -> bool:
        if self.end == len(self.said.words) or self.said.words[self.end].opens:
            return True
        after = self.said.plain[self.end]
        return any(part in words("after_name", "jobs") for part in after.split())

    @cached_property
    def titled(self) -> bool:
        """Whether a title comes just before: "Madame"."""
        return self.start > 0 and self.said.plain[self.start - 1] in words("titles")

    @cached_property
    def has_given_name(self) -> bool:
        """Whether one of the words is a first name."""
        return any(is_given_name(part) for word in self.names for part in word.plain.split())

    @cached_property
    def capital(self) -> bool:
        """Whether every word has a capital in a message that is not all in capitals."""
        return not self.said.shouted and all(word.capital for word in self.names)

    @cached_property
    def whole(self) -> bool:
        """Whether the message says nothing else."""
        others = [*self.said.words[: self.start], *self.said.words[self.end :]]
        return all(word.plain in words("before_name", "jobs") for word in others)

    @cached_property
    def credible(self) -> bool:
        """Whether these words are a name rather than words nobody knows."""
        return self.has_given_name or self.capital or self.introduced

    @property
    def plain(self) -> str:
        """The run, normalised."""
        return " ".join(word.plain for word in self.words)


@lru_cache(maxsize=4096)
def is_given_name(plain: str) -> bool:
    """Whether `plain` is a first name, a slip of the finger forgiven in a long one."""
    given = words("given_names")
    if plain in given or len(plain) < FUZZY_LENGTH:
        return plain in given
    return process.extractOne(plain, given, scorer=OSA.distance, score_cutoff=1) is not None


def find_runs(said: Said) -> list[Run]:
    """The runs of words of `said` that may be names, towns and names at birth left out."""
    runs, index = [], 0
    while index < len(said.words):
        end = _end_of_run(said, index)
        if end > index and not _is_birth_name(said, index):
            runs.append(_with_particles(_in_capitals(Run(said, index, end))))
        index = max(end, index + 1)
    return [run for run in runs if not is_place(run)]


def _in_capitals(run: Run) -> Run:
    """ "écrirez Hervé Bourdin": among capitals, a word without one is no part of the name."""
    capitals = [index for index in range(run.start, run.end) if run.said.words[index].capital]
    if run.said.shouted or not capitals:
        return run
    kept = Run(run.said, capitals[0], capitals[-1] + 1)
    return _without_verb(kept) if kept.is_full and _is_capital(kept) else run


def _is_capital(run: Run) -> bool:
    return all(word.capital for word in run.names)


def _without_verb(run: Run) -> Run:
    """ "Enregistrez Hervé Bourdin": a verb that opens the sentence has a capital too."""
    rest = Run(run.said, run.start + 1, run.end)
    verb = run.words[0].plain.endswith("ez") and not run.words[0].shouted
    return rest if verb and rest.is_full and is_given_name(rest.names[0].plain) else run


def _with_particles(run: Run) -> Run:
    """ "nom : de la Tour": the particles that begin a surname announced as such."""
    start = run.start
    while start > 0 and is_particle(run.said.words[start - 1]) and not run.said.words[start].opens:
        start -= 1
    announced = start == 0 or is_labelled(Run(run.said, start, run.end), "surname_label")
    return Run(run.said, start, run.end) if announced and len(run.names) == 1 else run


def _end_of_run(said: Said, start: int) -> int:
    """Where the name that begins at `start` ends; `start` itself when none does."""
    if not _can_begin(said.words[start]):
        return start
    end, names = start, 0
    for index in range(start, len(said.words)):
        word = said.words[index]
        if index > start and (word.opens or _is_town_after(said, index, names)):
            break
        if is_particle(word) and (index > start or word.capital):
            continue
        if is_common(word) and not _is_surname(word, said.words[start:index], names):
            break
        end, names = index + 1, names + 1
    return end


def _can_begin(word: Word) -> bool:
    if is_particle(word):
        return word.capital and (word.shouted or word.tied or word.plain not in ("des", "e"))
    return not is_common(word)


def _is_surname(word: Word, before: Sequence[Word], names: int) -> bool:
    """ "Sophie Bon": an everyday word with a capital, just after a first name."""
    if names != 1 or not word.capital or word.plain not in words("ordinary"):
        return False
    is_first_name = words("given_names").issuperset(before[-1].plain.split())
    return is_first_name and not word.shouted


def _is_town_after(said: Said, index: int, names: int) -> bool:
    """ "Paul Martin de Valence": the town is no part of the name."""
    if names < 2 or said.plain[index] not in ("de", "d", "du"):
        return False
    following = "-".join(said.plain[index + 1 : index + 2]).replace(" ", "-")
    return following in words("towns")


def _is_birth_name(said: Said, start: int) -> bool:
    return ending("names", "birth_name").search(said.before(start)) is not None


def is_place(run: Run) -> bool:
    """Whether `run` is the name of a town."""
    plain = run.plain.replace(" ", "-")
    return plain in words("towns") and (run.start > 0 or len(run.names) > 1)


def is_negated(run: Run) -> bool:
    """Whether the words before deny `run`: "pas Martin"."""
    return ending("corrections", "negated").search(run.said.before(run.start)) is not None


def _ends_correction(said: Said, index: int) -> bool:
    """Whether the words up to `index` are a correction ("pardon je corrige")."""
    return ending("corrections", "marker").search(said.before(index + 1)) is not None


def is_labelled(run: Run, label: str) -> bool:
    """Whether `run` comes just after `label`, a name of expressions: "prénom :"."""
    return ending("names", label).search(run.said.before(run.start)) is not None
