"""The keys under which the names and words of an entry are found, and what was typed in the same forms.

Each key begins with a letter for its form, so that all lie in one ordered table:

=====  ===========================================================
``n``  the whole name, normalised
``v``  the whole name of a term of the ontology, normalised
``d``  the whole label of a description or question, normalised
``p``  the rest of a name from a later word on
``e``  the same where the name has a word like *of* before it: *Sport* of *Council of Sport*
``c``  the rest of a name from within a word, in scripts without spaces
``s``  the whole name as it sounds, without spaces
``t``  the rest of a name from a later word on, as it sounds
``w``  a word of one or two sounds
``i``  the initials of a name
=====  ===========================================================
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.search.dates import written_dates
from kg.search.spelling import joined, normalize, sounds_of

NAME, TERM_NAME, DESCRIPTION, PART, TAIL, INNER, SOUND, LATER_SOUND, SHORT_SOUND, INITIALS = "nvdpecstwi"
# One or two letters sound like the beginning of too many words.
_SHORT = 3
# Longer names are sentences, which nobody types by ear.
_SPOKEN = 60
# Words that stand between the others and make no difference.
SMALL_WORDS = frozenset(
    "a an and as at by for from in into is it its of on or that the this to was with".split()  # noqa: SIM905
)
# Hangul, kana and Han characters: readers begin within words that no spaces divide.
_UNSPACED = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]")
_QUESTION_WORDS = frozenset(
    "who whom whose which what when where why how did does do is are was were".split()  # noqa: SIM905
)
_CIRCUMSTANCES = frozenset({"when", "where", "why", "how"})
_WHO_IS = re.compile(r"(?:who|what) (?:is|are|was|were) ")
# Numbers of congresses and terms, which readers write out, or the other way round.
_NUMBERS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()  # noqa: SIM905
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
_DIGITS = {word: f"{number}{_ENDINGS.get(number, 'th')}" for number, word in enumerate(_NUMBERS, start=1)}
ORDINALS = {**_DIGITS, **{digits: word for word, digits in _DIGITS.items()}}


def term_keys(name: str) -> set[str]:
    """The keys of a name of a term of the ontology, which comes after the entities with such a name."""
    normal = normalize(name)
    return {TERM_NAME + normal, *_part_keys(normal.split())}


def _part_keys(words: Sequence[str]) -> Iterator[str]:
    form = PART
    for place in range(1, len(words)):
        form = TAIL if words[place - 1] in SMALL_WORDS else form
        yield form + " ".join(words[place:])


def name_keys(name: str) -> set[str]:
    """The keys of the name of an entity."""
    normal = normalize(name)
    keys = {NAME + normal, *_part_keys(normal.split())}
    if _UNSPACED.search(name):
        keys |= {INNER + normalize(name[place:]) for place in range(1, len(name)) if _UNSPACED.match(name[place])}
    if len(normal) <= _SPOKEN:
        sounds = sounds_of(name)
        keys |= {(LATER_SOUND if place else SOUND) + joined(sounds[place:]) for place in range(len(sounds))}
        keys |= {SHORT_SOUND + joined([word]) for word in sounds if len(joined([word])) < _SHORT}
    return {key for key in keys if len(key) > 1}


def initials_of(label: str) -> set[str]:
    """The initials of an English label and of its parts: of *Supreme Council of Sport* SC, SCS, SCOS and so on.

    Numbers and what stands before them are left out; each has two letters or more.
    """
    words = [word for word in normalize(label).split() if not word[0].isdigit()]
    if len(label) > _SPOKEN or not "".join(words).isascii():
        return set()
    starts = [place for place, word in enumerate(words) if place == 0 or words[place - 1] in SMALL_WORDS]
    ends = [place for place, word in enumerate(words) if word in SMALL_WORDS] + [len(words)]
    spans = [words[start:end] for start in starts for end in ends if start < end]
    initials = {"".join(word[0] for word in span if word not in SMALL_WORDS) for span in spans}
    whole = {"".join(word[0] for word in span) for span in spans}
    return {text for text in initials | whole if 2 <= len(text) <= 8}


def leading_initials(label: str) -> set[str]:
    """Those of the initials of a label that begin with its first word."""
    first = next((word[0] for word in normalize(label).split() if not word[0].isdigit()), "")
    return {text for text in initials_of(label) if text.startswith(first)}


def kind_key(kind: str) -> str:
    """The name of a class, or a kind in words, as one word in small letters."""
    return normalize(kind).replace(" ", "")


def token(word: str) -> str:
    """A word as a text index takes it for one: of ASCII letters and digits only, beginning as the word does."""
    return word if word.isascii() and word.isalnum() else "u8" + word.encode().hex()


def tokens(texts: Iterable[str]) -> str:
    """The words of some texts as tokens."""
    return " ".join(token(word) for text in texts for word in normalize(text).split())


def sound_tokens(names: Iterable[str]) -> str:
    """The words of some names as they sound, as tokens."""
    return " ".join(token(joined([word])) for name in names for word in sounds_of(name) if word)


@dataclass(frozen=True)
class TypedText:
    """What a reader typed."""

    text: str

    @cached_property
    def written(self) -> str:
        """It, with its dates written out."""
        return written_dates(self.text)

    @cached_property
    def normal(self) -> str:
        """It, normalised; empty if it has no letter or digit."""
        return normalize(self.written)

    @cached_property
    def all_words(self) -> tuple[str, ...]:
        """Its words."""
        return tuple(self.normal.split())

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Its words, without small ones before the last, which may be unfinished."""
        words = self.all_words
        return tuple(word for word in words[:-1] if word not in SMALL_WORDS) + words[-1:]

    @cached_property
    def content_words(self) -> tuple[str, ...]:
        """Its words without those that only make it a question."""
        words = tuple(w for w in self.all_words if w not in SMALL_WORDS and w not in _QUESTION_WORDS)
        return words or self.words

    @property
    def is_question(self) -> bool:
        """Whether it begins as a question in English does."""
        first, *rest = self.all_words or ("",)
        return first in _QUESTION_WORDS and bool(rest)

    @property
    def circumstances(self) -> tuple[str, ...]:
        """Those of its words that ask when, where, why or how."""
        return tuple(word for word in self.all_words if word in _CIRCUMSTANCES)

    @property
    def topic(self) -> str:
        """What it asks about, if it only asks who or what that is."""
        return " ".join(self.content_words) if _WHO_IS.match(self.normal) else ""

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """Its words as they sound."""
        return tuple(joined([word]) for word in sounds_of(self.written) if word)

    @cached_property
    def sound(self) -> str:
        """It as it sounds, without spaces."""
        return joined(sounds_of(self.written))

    @property
    def is_capital(self) -> bool:
        """Whether it is in capitals, as abbreviations are."""
        return self.text.isupper()

    @property
    def is_short(self) -> bool:
        """Whether it has so few sounds that only a whole word that sounds so matches."""
        return len(self.sound) < _SHORT


def after(beginning: str) -> str:
    """What comes after every text with a beginning."""
    return beginning + "\U0010ffff"
