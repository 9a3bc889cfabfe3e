// Networks of a few things, made for one test.

import { Network } from "../../kg/web/frontend/explore/network.js";

// A network of things, by their paths, and of relations, each [source, property, target, more].
export function network(things, relations) {
  return new Network({
    title: "Made",
    base: "https://example.org/",
    whole: true,
    number: Object.keys(things).length,
    groups: [{ name: "Person", label: "persons" }, { name: "Event", label: "events" }],
    statuses: [],
    clusters: [],
    ...part(things, relations),
  });
}

// The same as a part that the server has sent.
export function part(things, relations) {
  const names = Object.keys(things);
  const properties = [...new Set(relations.map(([, property]) => property))];
  return {
    nodes: names.map((path) => ({ path, label: path, kind: "person", group: "Person", ...things[path] })),
    relations: properties.map((path) => ({ path, label: path, inverse: `${path} of` })),
    edges: relations.map(([source, property, target, more]) => (
      { source: names.indexOf(source), target: names.indexOf(target), relation: properties.indexOf(property), ...more }
    )),
  };
}

export const paths = (things) => [...things].map((thing) => thing.path).sort();
