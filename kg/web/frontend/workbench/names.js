// The names of terms and things: short ones of IRIs, labels, pages on this site, and which names fit what is typed.
const MOST = 30;
const BETWEEN_WORDS = /[\s\p{P}]/u;

export class Names {
  #settings;
  #entries;

  constructor(settings) {
    this.#settings = settings;
    this.prefixes = settings.prefixes;
  }

  /** The address of the page about an IRI, which is on this site if the IRI is below the base of the dataset. */
  page(iri) {
    const { base, root } = this.#settings;
    if (!iri.startsWith(base)) return iri;
    const [stem, fragment] = iri.slice(base.length).split("#", 2);
    return `${root}${stem || "dataset"}.html${fragment ? `#${fragment}` : ""}`;
  }

  /** A link to the page about an IRI, with its short name; an IRI that browsers do not follow is no link. */
  link(iri, text = this.short(iri)) {
    const link = document.createElement(/^https?:/.test(iri) ? "a" : "span");
    link.className = "iri";
    link.title = iri;
    link.textContent = text;
    if (link.localName === "a") link.href = this.page(iri);
    if (link.href && !iri.startsWith(this.#settings.base)) link.rel = "external nofollow noopener";
    return link;
  }

  /** An IRI as `prefix:local`, or whole if no prefix fits. */
  short(iri) {
    const found = Object.entries(this.prefixes).find(([, namespace]) => iri.startsWith(namespace));
    return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
  }

  /** Every term and thing, by IRI: what a query calls it, its label, what it is, and a text about it. */
  entries() {
    this.#entries ??= this.#read().catch(() => {
      // The editor works without them, and the next one who asks may have more luck.
      this.#entries = undefined;
      return new Map();
    });
    return this.#entries;
  }

  async #read() {
    const { terms, things, base } = this.#settings;
    const [ontology, index] = await Promise.all([terms, things].map(async (address) => (await fetch(address)).json()));
    const found = new Map();
    for (const [name, kind, label, note] of ontology.terms) {
      const [prefix, local] = name.split(":");
      const called = [name, local, label];
      found.set(this.prefixes[prefix] + local, { text: name, label: label || local, kind, note, names: called });
    }
    for (const [path, kind, labels, others] of index.things) {
      const iri = base + path.slice(1);
      const called = [labels, others].flatMap((one) => Object.values(one).flat());
      const label = labels.en?.[0] ?? called[0];
      found.set(iri, { text: `<${iri}>`, label, kind: index.kinds[kind], note: "", names: called });
    }
    for (const entry of found.values()) entry.names = entry.names.map((name) => name.toLowerCase());
    return found;
  }

  /** The entries that have a name, or a word in a name, that begins so; the best first. */
  async fitting(typed) {
    const wanted = typed.toLowerCase();
    const ranked = [];
    for (const entry of (await this.entries()).values()) {
      const rank = Math.min(...entry.names.map((name) => rankOf(name, wanted)));
      if (rank < Infinity) ranked.push([rank, entry]);
    }
    ranked.sort(([a, one], [b, other]) => a - b || one.label.length - other.label.length);
    return ranked.slice(0, MOST).map(([, entry]) => entry);
  }
}

/** How well a name fits: it is what is typed, begins so, or has a word that does. */
function rankOf(name, wanted) {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  for (let at = name.indexOf(wanted, 1); at > 0; at = name.indexOf(wanted, at + 1)) {
    if (BETWEEN_WORDS.test(name[at - 1])) return 2;
  }
  return Infinity;
}
