"""The limits: everything that bounds what is served, as frozen values that are passed to what they bound.

Operators set some of them (``kg.config``); the others have the defaults that are documented here. The table in the
operators' guide is generated from these classes.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


def _limit(default: Any, meaning: str, beyond: str = "") -> Any:
    """A field with what it limits and its unit, and what happens beyond it: a status, or a few words."""
    return field(default=default, metadata={"help": meaning, "beyond": beyond})


@dataclass(frozen=True)
class QueryLimits:
    """The text of a query or update, checked before it is parsed."""

    nesting: int = _limit(100, "Levels of brackets.", "400")
    chain: int = _limit(500, "Operators in a row.", "400")
    patterns: int = _limit(200, "Patterns joined in one group.", "400")
    fetches: int = _limit(10, "SERVICE or LOAD clauses.", "400")
    searches: int = _limit(10, "Patterns with the search property.", "400")
    hinted: int = _limit(10, "Terms of a query that are looked up for hints.")
    compared: int = _limit(5000, "Terms with which an unknown one is compared for a hint.")
    term_depth: int = _limit(10, "Levels of triple terms in an answer from a SERVICE.", "502")
    searched: int = _limit(16_000, "Characters of a text that is searched for SERVICE, LOAD and blank nodes.", "400")
    dispatched: int = _limit(16 << 10, "Bytes of a query that the event loop itself parses.", "by a thread")
    dispatched_construct: int = _limit(2048, "Characters of a CONSTRUCT that the event loop dispatches.", "by a thread")
    graphs_written_out: int = _limit(2000, "Graphs for each of which a GRAPH with a variable is written out.", "422")
    characters_written_out: int = _limit(1 << 20, "Characters of a query in which graphs are written out.", "422")
    merged: int = _limit(200_000, "Triples of graphs that overlap and are merged for a query.", "422")
    form_fields: int = _limit(1000, "Fields of a form.", "400")


@dataclass(frozen=True)
class EvaluationLimits:
    """One evaluation in a worker process, from its start to the whole answer."""

    seconds: float = _limit(30.0, "Seconds until an evaluation is stopped.", "504")
    memory_mb: int = _limit(768, "Megabytes by which a worker's address space may grow.", "507")
    answer_mb: int = _limit(512, "Megabytes of an answer before compression.", "507")
    spool: Path | None = _limit(
        None, "The folder for answers too large for memory; else the system's folder for temporary files."
    )
    answer_in_memory: int = _limit(1 << 20, "Bytes of an answer that are kept in memory rather than in a file.")
    compressed_from: int = _limit(1024, "Bytes from which an answer is compressed.")
    answer_files: int = _limit(8, "Answers in files that a worker writes before it is replaced.", "replaced")
    growth_mb: int = _limit(64, "Megabytes by which a worker may grow before it is replaced.", "replaced")
    # Others write to that disk too; and a fixed number of bytes may be all that a small one has.
    spared_share: float = _limit(0.05, "Share of a disk that answers leave free, up to the limit of one.", "507")
    retry_seconds: int = _limit(60, "Seconds after which to retry if a disk is full.")


@dataclass(frozen=True)
class PoolLimits:
    """The worker processes."""

    workers: int = _limit(16, "Evaluations at a time.", "503")
    queue_seconds: float = _limit(1.0, "Seconds that a request waits for a free worker.", "503")
    yield_seconds: float = _limit(0.05, "Seconds after which an evaluation yields the processor to shorter ones.")
    # Much more would yield to everything else on the machine too: at 3 a processor that it shares is a third its own.
    yield_niceness: int = _limit(3, "Niceness of an evaluation that has yielded.")
    first_yielding: int = _limit(2, "Evaluations with that niceness at a time.")
    later_niceness: int = _limit(10, "Niceness of further evaluations that have yielded.")
    watched_workers: int = _limit(8, "Workers with an evaluation that has not yielded, watched over without a thread.")
    pauses: int = _limit(4, "Further such periods for one that has no processor, if its client has no free slot.")
    spare_workers: int = _limit(2, "Workers kept ready for the next evaluations.")
    idle_seconds: float = _limit(5.0, "Seconds after which idle workers beyond the spare ones end.")
    processor_share: float = _limit(0.5, "Share of its time without which an evaluation counts as starved.")
    poll_seconds: float = _limit(0.25, "Seconds between checks whether the client is still connected.")
    express_workers: int = _limit(4, "Workers kept for short queries when all others are busy.")
    express_seconds: float = _limit(0.5, "Seconds that a query may take in such a worker.", "503")
    retry_seconds: int = _limit(2, "Seconds after which to retry if all workers are busy.")


@dataclass(frozen=True)
class TurnLimits:
    """The order in which clients are served if there are more than can be."""

    queue_seconds: float = _limit(10.0, "Seconds that a request waits for its turn.", "429 or 503")
    half_life_seconds: float = _limit(10.0, "Seconds after which half of what a client has used is forgotten.")
    half_lives: int = _limit(500, "Half-lives after which all of it is forgotten.")
    remembered: int = _limit(10_000, "Clients and connections of which it is known how much they have used.")
    retry_seconds: int = _limit(2, "Seconds after which to retry.")


@dataclass(frozen=True)
class StoreLimits:
    """A store on disk."""

    memory_mb: int = _limit(1024, "Megabytes that a dataset may take in memory.", "served from disk")
    quad_bytes: int = _limit(400, "Bytes that a quad is taken to need in memory.")
    old_states: int = _limit(2, "Old states of a prepared store that a build keeps for servers that read them.")
    checked_mb: int = _limit(64, "Megabytes that are compared with their checksums before the start.", "after it")
    open_seconds: float = _limit(3600.0, "Seconds for the first load of a dataset.")
    lock_seconds: float = _limit(600.0, "Seconds that a writer waits for another server to release the store.", "error")
    takeover_seconds: float = _limit(5.0, "Seconds that a start waits for another server's store.", "no start")
    old_snapshots: int = _limit(8, "Snapshots kept for a server that takes over.")
    retry_seconds: int = _limit(5, "Seconds after which to retry if another update is running.")


@dataclass(frozen=True)
class FetchLimits:
    """A fetch for SERVICE or LOAD."""

    seconds: float = _limit(10.0, "Seconds until a fetch is stopped.", "504")
    megabytes: int = _limit(10, "Megabytes of a fetched document.", "502")


@dataclass(frozen=True)
class RequestLimits:
    """A request over HTTP, and its response."""

    per_client: int = _limit(4, "Evaluations at a time for one client.", "429")
    retry_seconds: int = _limit(1, "Seconds after which a client with so many may retry.")
    query_bytes: int = _limit(1 << 20, "Bytes of a request body.", "413")
    change_bytes: int = _limit(64 << 20, "Bytes of a request body from a client that may write.", "413")
    body_seconds: float = _limit(20.0, "Seconds for a request body to arrive.", "408")
    header_ms: int = _limit(10_000, "Milliseconds for the headers of a request to arrive.", "disconnected")
    # The HTTP library refuses an address of more than 65,534 bytes itself, and in no words.
    address_bytes: int = _limit(64_000, "Bytes of an address with its query.", "414")
    header_bytes: int = _limit(64 * 1024, "Bytes of the headers of a request.", "431")
    head_bytes: int = _limit(128 * 1024, "Bytes of both that are read.", "disconnected")
    accept_characters: int = _limit(8192, "Characters of a header such as Accept that are read.")
    accept_ranges: int = _limit(100, "Media ranges of such a header that are read.")
    name_characters: int = _limit(64, "Characters of the names by which programs and connections are distinguished.")
    agreements: int = _limit(256, "Combinations of such headers whose formats are remembered.")
    failed_tokens: int = _limit(20, "Invalid tokens of one client in a row.", "429")
    failed_token_seconds: float = _limit(3.0, "Seconds after which one of them is forgotten.")
    failed_clients: int = _limit(10_000, "Clients of which it is known how many they have sent.")
    refusal_seconds: float = _limit(1.0, "Seconds by which a 429 response is delayed.")
    stalled_ms: int = _limit(30_000, "Milliseconds until a client that reads nothing is disconnected.", "disconnected")
    send_seconds: float = _limit(600.0, "Seconds for a large answer to be sent.", "disconnected")
    release_seconds: float = _limit(5.0, "Seconds between checks for large answers whose clients have left.")
    connections: int = _limit(4096, "Open connections.", "new connections wait")
    client_connections: int = _limit(256, "Open connections of one client.", "disconnected")
    connection_seconds: float = _limit(1.0, "Seconds between checks of how many connections clients have.")
    health_threads: int = _limit(2, "Threads for probes whether the server is ready.")
    spare_threads: int = _limit(112, "Threads in addition to one for each worker.")
    starts: int = _limit(3, "Times that a web process is started anew though the one before had not loaded everything.")
    stop_seconds: int = _limit(30, "Seconds for the server to stop.")


@dataclass(frozen=True)
class CacheLimits:
    """What is kept between requests."""

    megabytes: int = _limit(64, "Megabytes of cached responses.")
    body_bytes: int = _limit(1 << 20, "Bytes of a request body that is part of a cache key.")
    overhead_bytes: int = _limit(2048, "Bytes counted for each response in addition to its body.")
    repeated: int = _limit(10_000, "Requests that are recognized without parsing them.")
    repeated_bytes: int = _limit(4096, "Bytes of such a request, of its body, address and headers.")
    wait_seconds: float = _limit(60.0, "Seconds that a request waits for an identical one.")
    attempts: int = _limit(3, "Times that a request waits for an identical one before it is evaluated itself.")
    values: int = _limit(1024, "Values memoized for one state of the dataset.")
    files: int = _limit(64, "Compressed files of the pages that are kept.", "compressed again")
    client_seconds: int = _limit(60, "Seconds for which clients keep a response without asking again.")
    preflight_seconds: int = _limit(86_400, "Seconds for which browsers keep a preflight response.")


@dataclass(frozen=True)
class PageLimits:
    """What one page shows."""

    statements: int = _limit(250, "Statements on a page about an entity, in either direction.", "further pages")
    folded_values: int = _limit(8, "Values of a property that are shown before the others, which are folded.")
    questions: int = _limit(
        5, "Questions of a group before the others, which are folded, and questions related to one."
    )
    pages: int = _limit(100, "Pages about one entity.", "404")
    sorted_statements: int = _limit(2000, "Statements that are sorted; more come in the store's order.")
    hub: int = _limit(4000, "Links to an entity from which it counts as a hub.")
    classes: int = _limit(20, "Classes of an entity.")
    events: int = _limit(60, "Dated entities in the chronology of a page.")
    tree: int = _limit(200, "Entities in a tree of parts and wholes.")
    proof_steps: int = _limit(500, "Steps of a proof.")
    proof_depth: int = _limit(50, "Levels of a proof.")
    passages: int = _limit(100, "Passages on a page about a source.", "further pages")
    passage_facts: int = _limit(50, "Facts shown for a passage on that page.")
    context_characters: int = _limit(400, "Characters quoted before and after a passage.")
    highlighted_characters: int = _limit(3, "Characters of the shortest word highlighted in a passage.")
    listed: int = _limit(120, "Entities on a page of a list.", "further pages")
    congresses: int = _limit(50, "Congresses side by side.", "the others are left out")
    occasions: int = _limit(60, "Days and events in the table of people by days and events.", "the page says so")
    attending: int = _limit(500, "People in the table of people by days and events.", "the page says so")
    cell_values: int = _limit(10, "Values in a cell of a list.", "the cell gives their number")
    tallied: int = _limit(
        5, "Repeated names that stand above a list with their numbers.", "the most frequent are shown"
    )
    listed_rows: int = _limit(20_000, "Rows of the CSV of a list.", "the page says so")
    # They are sorted in about a quarter of a second.
    sorted_entities: int = _limit(10_000, "Entities of a list that is sorted by name.")
    mentions: int = _limit(1000, "Statements shown that mention an external IRI.", "the answer in RDF has all")
    rows: int = _limit(1000, "Rows of an answer shown as a table.", "the page says so")
    row_evidence: int = _limit(10, "Statements shown that support a row of an answer.", "the page says so")
    sitemap: int = _limit(50_000, "Addresses in one file of the sitemap.")
    description: int = _limit(5000, "Characters of the description for search engines.")


@dataclass(frozen=True)
class NetworkLimits:
    """Networks: the explorer and the exports."""

    # Ten thousand between six thousand entities take the server two seconds to assemble, and up to one more to write.
    statements: int = _limit(12_000, "Statements of an exported network.", "507")
    depth: int = _limit(2, "Steps from the entity at the centre of a network.", "400")
    # More nodes can neither be drawn fluently nor distinguished.
    overview: int = _limit(5_000, "Entities of a network that the explorer draws whole.")
    hubs: int = _limit(200, "Entities shown at first of a larger one.")
    neighbours: int = _limit(100, "Neighbours on a page.")
    pages: int = _limit(10_000, "Pages of neighbours.")
    # A longer path means little, and its search would reach everything.
    path: int = _limit(8, "Steps of the longest path searched for.", "no path is found")
    # Each step compares every pair of nodes: this number of comparisons takes some ten seconds.
    layout_comparisons: int = _limit(1_500_000_000, "Comparisons of nodes in a layout.", "fewer steps")
    layout_steps: int = _limit(400, "Steps of a layout.")
    fewest_layout_steps: int = _limit(10, "Steps of the layout of a large network, however many comparisons they take.")
    layout_seconds: float = _limit(120.0, "Seconds until a layout is stopped.")
    # Each keeps a processor busy.
    layouts: int = _limit(2, "Layouts computed at a time.")
    layout_wait_seconds: float = _limit(20.0, "Seconds that a layout waits for others.", "503")


@dataclass(frozen=True)
class SearchLimits:
    """A search by text, and the index that answers it."""

    characters: int = _limit(200, "Characters of a text that is searched for.", "400")
    hits: int = _limit(100, "Hits of one search.", "the best are shown")
    suggestions: int = _limit(8, "Suggestions while typing, unless a request states another number.")
    examples: int = _limit(5, "Examples of searches on the page of the search.")
    similar: int = _limit(5, "Entities and pages that are suggested where there is no page.")
    entities: int = _limit(10_000, "Entities that a text may match in a query.", "422")
    # Beyond these numbers, hits of equal rank may be missed; ten times as many would take ten times as long.
    crowd: int = _limit(
        2000, "Names that are sorted; of more that begin alike, only the first in static order are kept."
    )
    candidates: int = _limit(300, "Spellings that are compared with what was typed.")
    alternatives: int = _limit(8, "Spellings that are searched for instead of one that was typed.")
    common: int = _limit(500, "Texts with a word from which the word is common, and does not decide the order of hits.")
    two_errors: int = _limit(20_000, "Spellings that are found in spite of two typing errors, instead of one.")


@dataclass(frozen=True)
class SettingLimits:
    """What a setting may be at most: more than a machine has, and less than the kernel takes."""

    megabytes: int = _limit(1 << 24, "Megabytes that a setting may give.", "no start")
    seconds: int = _limit(86_400, "Seconds that a setting may give.", "no start")
    evaluations: int = _limit(4096, "Evaluations at a time that a setting may give.", "no start")
    proxies: int = _limit(100, "Trusted proxies.", "no start")
    shown_characters: int = _limit(40, "Characters of an invalid value that an error repeats.")


@dataclass(frozen=True)
class Limits:
    """All limits, by what they bound."""

    query: QueryLimits = field(default_factory=QueryLimits)
    evaluation: EvaluationLimits = field(default_factory=EvaluationLimits)
    pool: PoolLimits = field(default_factory=PoolLimits)
    turn: TurnLimits = field(default_factory=TurnLimits)
    store: StoreLimits = field(default_factory=StoreLimits)
    fetch: FetchLimits = field(default_factory=FetchLimits)
    request: RequestLimits = field(default_factory=RequestLimits)
    cache: CacheLimits = field(default_factory=CacheLimits)
    page: PageLimits = field(default_factory=PageLimits)
    network: NetworkLimits = field(default_factory=NetworkLimits)
    search: SearchLimits = field(default_factory=SearchLimits)
    setting: SettingLimits = field(default_factory=SettingLimits)
    iris_per_query: int = _limit(1000, "IRIs in the VALUES of one internal query.")
