// Where the nodes of a graph are drawn: links pull, nodes push, and at last no label stands on another.
const ROUNDS = 250;
const DISTANCE = 110;
const MARGIN = 24;
// Between the places of a spiral that fills the plane evenly.
const ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Give nodes, each with a `width` and a `height`, their centres `x` and `y`, and return the size of the drawing.
 * `links` are pairs of nodes. The same graph is laid out the same way.
 */
export function layOut(nodes, links) {
  for (const [index, node] of nodes.entries()) {
    node.x = DISTANCE * 0.6 * Math.sqrt(index) * Math.cos(index * ANGLE);
    node.y = DISTANCE * 0.6 * Math.sqrt(index) * Math.sin(index * ANGLE);
  }
  for (let round = 0; round < ROUNDS; round += 1) move(nodes, links, DISTANCE * (1 - round / ROUNDS));
  // Labels are wider than they are high.
  for (const node of nodes) node.x *= 1.3;
  for (let round = 0; round < ROUNDS && part(nodes); round += 1);
  return frame(nodes);
}

/** One round of Fruchterman and Reingold's algorithm, in which no node moves further than `most`. */
function move(nodes, links, most) {
  // Without a pull to the middle, parts without a link between them would drift apart.
  for (const node of nodes) [node.dx, node.dy] = [-2 * node.x, -2 * node.y];
  const push = (one, other, force) => {
    const [x, y] = [one.x - other.x, one.y - other.y];
    const distance = Math.max(Math.hypot(x, y), 1);
    const [dx, dy] = [x, y].map((part) => (part / distance) * force(distance));
    one.dx += dx;
    one.dy += dy;
    other.dx -= dx;
    other.dy -= dy;
  };
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) push(one, other, (distance) => DISTANCE ** 2 / distance);
  }
  for (const [one, other] of links) push(one, other, (distance) => -(distance ** 2) / DISTANCE);
  for (const node of nodes) {
    const length = Math.max(Math.hypot(node.dx, node.dy), 1);
    node.x += (node.dx / length) * Math.min(length, most);
    node.y += (node.dy / length) * Math.min(length, most);
  }
}

/** Move nodes apart that overlap, by the shorter way; tell whether there were any. */
function part(nodes) {
  let moved = false;
  for (const [index, one] of nodes.entries()) {
    for (const other of nodes.slice(index + 1)) {
      const x = (one.width + other.width) / 2 - Math.abs(one.x - other.x);
      const y = (one.height + other.height) / 2 - Math.abs(one.y - other.y);
      if (x <= 0 || y <= 0) continue;
      const axis = x < y ? "x" : "y";
      const by = (Math.min(x, y) / 2 + 1) * (one[axis] < other[axis] ? -1 : 1);
      one[axis] += by;
      other[axis] -= by;
      moved = true;
    }
  }
  return moved;
}

function frame(nodes) {
  const left = Math.min(...nodes.map((node) => node.x - node.width / 2)) - MARGIN;
  const top = Math.min(...nodes.map((node) => node.y - node.height / 2)) - MARGIN;
  for (const node of nodes) [node.x, node.y] = [node.x - left, node.y - top];
  return {
    width: Math.max(...nodes.map((node) => node.x + node.width / 2)) + MARGIN,
    height: Math.max(...nodes.map((node) => node.y + node.height / 2)) + MARGIN,
  };
}
