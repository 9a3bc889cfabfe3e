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
 * assertions and inferences, `through` the path of the entity that stands for an n-ary relation. Empty members are omitted.
 */
export interface RelationEdge extends Dated {
  source: number;
  target: number;
  relation: number;
  status?: string;
  passages?: number;
  grounds?: string[];
  through?: string;
}

/** A property with its headings, seen from the subject and from the object. */
export interface PropertyRow {
  path: string;
  label: string;
  inverse: string;
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

/** /explore.json; unless it is `whole`, its nodes are the hubs of a dataset of `number` entities. */
export interface OverviewDocument extends NetworkPart {
  title: string;
  base: string;
  whole: boolean;
  number: number;
  groups: Labelled[];
  statuses: Labelled[];
  clusters: ClusterRow[];
}

export type TextsByLanguage = Record<string, string[]>;

/** /search.json; the second item of an entity is the index of its class. */
export interface SearchDocument {
  kinds: string[];
  things: [path: string, kind: number, labels: TextsByLanguage, otherNames: TextsByLanguage][];
}

/** /sparql/completions.json; missing texts are empty. */
export interface CompletionsDocument {
  terms: [name: string, kind: string, label: string, definition: string][];
}

export type FormatRow = [name: string, label: string];

/** The settings in the page of the workbench; addresses are relative to the page. */
export interface WorkbenchSettings {
  root: string;
  endpoint: string;
  terms: string;
  things: string;
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
