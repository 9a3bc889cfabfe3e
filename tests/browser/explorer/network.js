// What /explore.json says, and what follows from it for what is to be seen, reckoned without the explorer's own script.
"use strict";

class Network {
  constructor({ nodes, edges, relations }) {
    this.things = nodes;
    this.relations = edges.map((edge) => ({
      ...edge,
      ends: [nodes[edge.source], nodes[edge.target]],
      property: relations[edge.relation],
    }));
  }

  thing(label) {
    return this.things.find((one) => one.label === label);
  }

  // How much is shown where these things are, along these relations.
  counts(things, relations = this.relations) {
    const shown = new Set(things);
    return { things: shown.size, relations: relations.filter(({ ends }) => ends.every((end) => shown.has(end))).length };
  }

  neighbours(thing) {
    const touching = this.relations.filter(({ ends }) => ends.includes(thing));
    return new Set(touching.flatMap(({ ends }) => ends).filter((one) => one !== thing));
  }

  // What hangs on one thing alone.
  leaves(thing) {
    return [...this.neighbours(thing)].filter((one) => this.neighbours(one).size === 1);
  }

  // How many relations lead from one thing to another.
  distance(from, to) {
    const reached = new Map([[from, 0]]);
    for (const [one, steps] of reached) {
      for (const next of this.neighbours(one)) if (!reached.has(next)) reached.set(next, steps + 1);
    }
    return reached.get(to);
  }

  // What a thing is to another, by all relations between them.
  said(from, to) {
    const joining = this.relations.filter(({ ends }) => ends.includes(from) && ends.includes(to));
    return joining.map(({ ends, property }) => (ends[0] === from ? property.label : property.inverse)).join(", ");
  }

  // The days which something is said to have been on, neither more nor less.
  get days() {
    const dated = [...this.things, ...this.relations].filter((one) => one.first && one.first === one.last);
    return [...new Set(dated.map((one) => one.first))].sort();
  }
}

// Whether something is said to have been on a day.
function on(day, { first, last }) {
  return Boolean(first || last) && (!first || first <= day) && (!last || last >= day);
}

module.exports = { Network, on };
