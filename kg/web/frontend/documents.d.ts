// The JSON documents that the scripts read. tests/frontend/test_frontend_documents.py checks what the server sends against them.

/** The time of an entity or relation: as stated, and its first and last day. Unknown members are omitted. */
export interface Dated {
  dates?: string;
  first?: string;
  last?: string;
}

/** An entity; `path` is its IRI relative to the base. Empty members are omitted. */
export interface EntityNode extends Dated {
  path: string;
  label: string;
  kind: string;
  group: string;
  names?: string[];
  x?: number;
  y?: number;
}

/**
 * A relation between two nodes, which are given by their index, as is its property. `grounds` are the paths of its
 * assertions and inferences, `passages` those of its passages, `through` the path of the entity that stands for an n-ary
 * relation. Empty members are omitted.
 */
export interface RelationEdge extends Dated {
  source: number;
  target: number;
  relation: number;
  status?: string;
  passages?: string[];
  grounds?: string[];
  through?: string;
}

/**
 * A property with its headings, seen from the subject and from the object. Those that sum up their subjects have a rank,
 * the most telling 1; `loose` ones say only that an event falls in the time of another.
 */
export interface PropertyRow {
  path: string;
  label: string;
  inverse: string;
  rank?: number;
  loose?: boolean;
}

export interface NetworkPart {
  nodes: EntityNode[];
  edges: RelationEdge[];
  relations: PropertyRow[];
}

/** /explore/around.json and /explore/path.json; `more` says whether the server has further neighbours. */
export interface PartDocument extends NetworkPart {
  more: boolean;
}

export interface Labelled {
  name: string;
  label: string;
}

/** How many entities of a group surround a hub, which is given by the index of its node. */
export interface ClusterRow {
  hub: number;
  group: string;
  number: number;
}

/** A part of the network around the entities of some kinds; its paths lead from left to right. */
export interface StoryRow extends Labelled {
  kinds: string[];
  paths: { relation: string; inverse: boolean }[];
}

/** /explore.json; unless it is `whole`, its nodes are the hubs of a dataset of `number` entities. */
export interface OverviewDocument extends NetworkPart {
  title: string;
  base: string;
  whole: boolean;
  number: number;
  groups: Labelled[];
  statuses: Labelled[];
  clusters: ClusterRow[];
  stories: StoryRow[];
}

/** An entry of the search; `kind` is the index of its kind. The label of a description is no name. */
export type SearchRow = [
  path: string,
  kind: number,
  label: string,
  otherNames: string[],
  summary: string,
  texts: string[],
  isDescription: boolean,
];

/** /search.json, in static order. */
export interface SearchDocument {
  kinds: string[];
  entries: SearchRow[];
}

/** A hit of a search; its path is from the root of the site, without the suffix of a format unless it has only one. */
export interface SearchHit {
  path: string;
  kind: string;
  label: string;
  names: string[];
  summary: string;
}

/** /suggest.json; `suggestion` is what was meant if nothing has exactly the text. */
export interface SuggestDocument {
  query: string;
  hits: SearchHit[];
  suggestion: string | null;
}

/** /sparql/completions.json; missing texts are empty. */
export interface CompletionsDocument {
  terms: [name: string, kind: string, label: string, definition: string][];
}

/** /sparql/hints.json: what a query names that the dataset does not have, with what may have been meant. */
export interface HintsDocument {
  hints: { term: string; line: number; column: number; message: string; suggestions: string[] }[];
}

export type FormatRow = [name: string, label: string];

/** The settings in the page of the workbench; addresses are relative to the page. */
export interface WorkbenchSettings {
  root: string;
  endpoint: string;
  terms: string;
  suggestions: string;
  hints: string;
  base: string;
  prefixes: Record<string, string>;
  query: string;
  formats: Record<"table" | "truth" | "graph", FormatRow[]>;
}

/** Problem details (RFC 9457); a syntax error has the line, the column and an excerpt of the query. */
export interface ProblemDocument {
  type: string;
  title: string;
  status: number;
  detail: string;
  line?: number;
  column?: number;
  excerpt?: string;
}

/** A term in SPARQL 1.1 Query Results JSON. */
export type SimpleTerm =
  | { type: "uri" | "bnode"; value: string }
  | { type: "literal"; value: string; datatype?: string; "xml:lang"?: string };

/** A term in SPARQL 1.2 Query Results JSON. */
export type ResultTerm =
  | SimpleTerm
  | { type: "triple"; value: { subject: ResultTerm; predicate: ResultTerm; object: ResultTerm } };

/** SPARQL Query Results JSON. */
export type ResultsDocument =
  | { head: { vars: string[] }; results: { bindings: Record<string, ResultTerm>[] } }
  | { head: { vars?: string[] }; boolean: boolean };
