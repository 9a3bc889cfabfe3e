// What is drawn between two things: one line, however many relations join them.

// Lines by key, each { key, source, target, relations }; the source is that of most of its relations.
export function lines(relations) {
  const found = new Map();
  for (const relation of relations) {
    if (relation.source === relation.target) continue;
    const key = keyOf(relation.source, relation.target);
    if (!found.has(key)) found.set(key, []);
    found.get(key).push(relation);
  }
  return new Map([...found].map(([key, members]) => [key, line(key, members)]));
}

export function keyOf(one, other) {
  return one.path < other.path ? `${one.path} ${other.path}` : `${other.path} ${one.path}`;
}

// What a line says, for its label.
export function said(relations) {
  const labels = [...new Set(relations.map((one) => one.property.label))];
  return labels.length > 2 ? `${labels.slice(0, 2).join(", ")} +${labels.length - 2}` : labels.join(", ");
}

// How far a point is from the nearest one on the way between two others.
export function apart({ x, y }, from, to) {
  const [along, down] = [to.x - from.x, to.y - from.y];
  const length = along ** 2 + down ** 2 || 1;
  const share = Math.min(1, Math.max(0, ((x - from.x) * along + (y - from.y) * down) / length));
  return Math.hypot(x - from.x - share * along, y - from.y - share * down);
}

function line(key, relations) {
  const { source, target } = relations[0];
  const along = relations.filter((one) => one.source === source).length;
  return along * 2 >= relations.length ? { key, source, target, relations } : { key, source: target, target: source, relations };
}
