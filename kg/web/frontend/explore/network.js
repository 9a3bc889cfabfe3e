// The network: things, and the relations between them, as the server tells them. It can grow by further parts.

// A thing has path, label, kind, group, names, dates, first and last day, x, y.
// A relation has source and target (things), property, status, dates, first, last, through, grounds and passages.
export class Network {
  things = new Map();
  relations = new Map();
  properties = new Map();
  // The clusters around each thing, as { hub, group, label, number, page, more }.
  clusters = [];

  constructor(overview) {
    this.title = overview.title;
    this.base = overview.base;
    this.whole = overview.whole;
    this.number = overview.number;
    this.groups = overview.groups;
    this.statuses = overview.statuses;
    const things = this.add(overview);
    const labels = new Map(overview.groups.map(({ name, label }) => [name, label]));
    this.clusters = overview.clusters.map(({ hub, group, number }) => (
      { hub: things[hub], group, label: labels.get(group), number, page: 0, more: true }
    ));
  }

  // Takes in a part of the network, and returns its things; those that are known stay where they are.
  add(part) {
    const properties = part.relations.map((one) => this.#known(this.properties, one.path, { ...one, number: 0 }));
    const things = part.nodes.map((one) => this.#known(this.things, one.path, { names: [], ...one, relations: [] }));
    for (const one of part.edges) {
      const relation = { grounds: [], passages: 0, through: "", status: "", ...one };
      relation.source = things[one.source];
      relation.target = things[one.target];
      relation.property = properties[one.relation];
      const key = [relation.source.path, relation.property.path, relation.target.path, relation.through].join(" ");
      if (this.relations.has(key)) continue;
      this.relations.set(key, relation);
      relation.property.number += 1;
      relation.source.relations.push(relation);
      if (relation.target !== relation.source) relation.target.relations.push(relation);
    }
    return things;
  }

  #known(map, path, made) {
    if (!map.has(path)) map.set(path, made);
    return map.get(path);
  }
}

// The other end of a relation of a thing.
export function across(relation, thing) {
  return relation.source === thing ? relation.target : relation.source;
}

// The days on which something is said to have been, neither more nor less exactly, in order.
export function days(network) {
  const found = new Set();
  for (const one of [...network.things.values(), ...network.relations.values()]) {
    if (one.first && one.first === one.last) found.add(one.first);
  }
  return [...found].sort();
}

// Whether a thing or relation was on a day; one without dates is never said to have been.
export function wasOn(one, day) {
  if (!one.first && !one.last) return false;
  return (!one.first || one.first <= day) && (!one.last || day <= one.last);
}
