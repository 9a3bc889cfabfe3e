"""The index: what a text finds and in which order, what it refuses, and that a failed build leaves nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kg.errors import DatasetError, RequestError
from kg.limits import SearchLimits
from kg.search.entries import SearchEntry
from kg.search.index.building import write_index
from kg.search.index.searching import SearchIndex
from tests.conftest import NAMES
from tests.search.conftest import Indexed, labels, named


def question(text: str) -> SearchEntry:
    return SearchEntry("/questions/q.html", "question", ("Question",), text, description=True)


def test_a_whole_name_comes_before_one_that_begins_so(indexed: Indexed) -> None:
    assert labels(indexed("Ann Lee", "Ann"), "ann") == ["Ann", "Ann Lee"]


def test_a_question_is_not_found_by_its_answer(indexed: Indexed) -> None:
    asked = SearchEntry("/questions/q.html", "question", ("Question",), "Who came?", summary="Ann.", description=True)
    assert labels(indexed(asked), "ann") == []


def test_terms_of_the_vocabulary_come_last(indexed: Indexed) -> None:
    term = SearchEntry("/def#Ann", "class", ("Term",), "Ann")
    assert labels(indexed(term, "Ann Lee"), "ann") == ["Ann Lee", "Ann"]


def test_equal_matches_come_in_static_order(indexed: Indexed) -> None:
    assert labels(indexed("Ann Zoe", "Ann Bee", "Ann Lee"), "ann") == ["Ann Zoe", "Ann Bee", "Ann Lee"]


def test_a_whole_word_comes_before_the_beginning_of_one(indexed: Indexed) -> None:
    assert labels(indexed("Annabel", "Mary Ann"), "ann") == ["Mary Ann", "Annabel"]


def test_a_name_comes_before_one_that_sounds_so(indexed: Indexed) -> None:
    assert labels(indexed("Pak Jong", "Bak Zhong"), "Bak Zhong") == ["Bak Zhong", "Pak Jong"]


@pytest.mark.parametrize("typed", ["Lantern Harbour", "harbour of lantern", "lantern harb"])
def test_words_match_in_any_order(indexed: Indexed, typed: str) -> None:
    assert labels(indexed("Harbour Office of Lantern", "Harbour"), typed) == ["Harbour Office of Lantern"]


def test_other_names_are_found_and_shown(indexed: Indexed) -> None:
    (hit,) = indexed(named("Ann", "Анна")).find("анна", 5)
    assert (hit.label, hit.matched) == ("Ann", "Анна")


@pytest.mark.parametrize("typed", ["Lantren", "Lantrn", "Lanxtern", "Lamtern"])
def test_a_typing_error_is_forgiven(indexed: Indexed, typed: str) -> None:
    index = indexed("Lantern", "Harbour")
    assert (labels(index, typed), index.suggestion(typed)) == (["Lantern"], "Lantern")


def test_no_typing_error_is_seen_where_something_matches(indexed: Indexed) -> None:
    index = indexed("Lantern", "Lantorn")
    assert (labels(index, "Lantorn"), index.suggestion("Lantorn")) == (["Lantorn"], None)


def test_a_correction_names_the_words_that_were_meant(indexed: Indexed) -> None:
    assert indexed("Harbour Office of Lantern").suggestion("lantren harbuor") == "lantern harbour"


def test_what_nothing_is_like_has_no_suggestion(indexed: Indexed) -> None:
    index = indexed("Lantern")
    assert (labels(index, "qqqqqq"), index.suggestion("qqqqqq")) == ([], None)


def test_texts_match_whatever_the_endings_of_their_words(indexed: Indexed) -> None:
    index = indexed(named("Ann", texts=("She congratulated the gardeners.",)), "Bob")
    (hit,) = index.find("congratulating gardener", 5)
    assert (hit.label, hit.matched) == ("Ann", "She congratulated the gardeners.")


def test_a_question_finds_questions_first(indexed: Indexed) -> None:
    index = indexed(named("Ann", texts=("Congratulated.",)), question("Which club was congratulated by Ann?"))
    assert labels(index, "who congratulated")[0] == "Which club was congratulated by Ann?"


def test_a_part_of_a_description_is_no_name(indexed: Indexed) -> None:
    assert labels(indexed(question("Lantern lights"), "Old Lantern"), "lantern") == ["Old Lantern", "Lantern lights"]


def test_an_abbreviation_in_capitals_comes_before_the_beginning_of_a_word(indexed: Indexed) -> None:
    index = indexed("Spanner", "Supreme People's Assembly")
    assert (labels(index, "SPA")[0], labels(index, "spa")[0]) == ("Supreme People's Assembly", "Spanner")


@pytest.mark.parametrize(
    ("kinds", "found"), [(("Party",), ["Lantern"]), (("party", "Person"), ["Lantern", "Lantern Lee"])]
)
def test_kinds_leave_out_the_others(indexed: Indexed, kinds: tuple[str, ...], found: list[str]) -> None:
    index = indexed(named("Lantern", kind="Party"), "Lantern Lee", named("Lantern Road", kind="Place"))
    assert labels(index, "lantern", kinds=kinds) == found


def test_a_crowd_of_names_keeps_its_first_ones(indexed: Indexed) -> None:
    index = indexed(*(f"Lantern {number}" for number in range(50)), limits=SearchLimits(crowd=10, hits=5))
    assert labels(index, "lantern", 3) == ["Lantern 0", "Lantern 1", "Lantern 2"]


@pytest.mark.parametrize("typed", ["zeta office", "office zeta", "zeta office harbour", "zeta offices"])
def test_a_common_word_must_be_there_beside_a_rare_one(indexed: Indexed, typed: str) -> None:
    crowd = [f"Harbour Office {number}" for number in range(40)]
    index = indexed(*crowd, "Zeta Harbour", "Zeta Harbour Office", limits=SearchLimits(common=3))
    assert labels(index, typed) == ["Zeta Harbour Office"]


def test_no_more_hits_are_found_than_asked_for(indexed: Indexed) -> None:
    assert len(labels(indexed(*(f"Lantern {number}" for number in range(9))), "lantern", 4)) == 4


@pytest.mark.parametrize("typed", ["", " ", "-", "…", '"', "*"])
def test_a_text_without_a_word_finds_nothing(indexed: Indexed, typed: str) -> None:
    assert labels(indexed("Lantern"), typed) == []


@pytest.mark.parametrize(
    "typed", ['"', 'a" OR "b', "NEAR(a b)", "names:x", "a*b", "x'; DROP TABLE entry; --", "\0", "a\nb"]
)
def test_signs_of_the_query_language_are_letters_like_others(indexed: Indexed, typed: str) -> None:
    assert labels(indexed("Lantern"), typed) == []


def test_a_long_text_is_refused(indexed: Indexed) -> None:
    with pytest.raises(RequestError, match="Shorten it") as caught:
        indexed("Lantern").find("x" * 201, 5)
    assert caught.value.status == 400


def test_threads_search_at_the_same_time(indexed: Indexed) -> None:
    index = indexed(*(f"Lantern {number}" for number in range(20)))
    with ThreadPoolExecutor(8) as threads:
        found = [*threads.map(lambda number: labels(index, f"lantern {number}", 1), range(20))]
    assert found == [[f"Lantern {number}"] for number in range(20)]


def test_the_entries_are_those_that_were_written(indexed: Indexed) -> None:
    entry = SearchEntry("/id/person/ann", "person", ("Person",), "Ann", ("Anna",), "chair", ("A person.",))
    assert [*indexed(entry).entries()] == [entry]


def test_a_damaged_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("no database")
    with pytest.raises(DatasetError, match="cannot be read"):
        SearchIndex(tmp_path / "index", SearchLimits())


def test_an_error_leaves_the_old_index(tmp_path: Path) -> None:
    def failing() -> object:
        yield named("Bob")
        raise OSError("disk full")

    path = tmp_path / "index"
    write_index(path, [named("Ann")], "old", NAMES.base, SearchLimits())
    with pytest.raises(DatasetError, match="disk full"):
        write_index(path, failing(), "new", NAMES.base, SearchLimits())  # type: ignore[arg-type]
    index = SearchIndex(path, SearchLimits())
    assert (index.state, [*tmp_path.iterdir()]) == ("old", [path])
    index.close()
