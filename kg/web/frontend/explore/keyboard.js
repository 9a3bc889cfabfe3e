// The network by keyboard: from thing to thing by direction, and an action for each key.

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

// `actions` are functions by key; `step(direction)` goes to the next thing in a direction.
export function listen(canvas, actions, step) {
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) step(direction);
    else if (actions[event.key]) actions[event.key]();
    else return;
    event.preventDefault();
  });
}

// The nearest of some things in a direction from one of them; what lies aside counts as farther. Null if there is none.
export function next(from, things, [right, down]) {
  let found = null;
  let least = Infinity;
  for (const one of things) {
    const [x, y] = [one.x - from.x, one.y - from.y];
    const along = x * right + y * down;
    const distance = along + 2 * Math.abs(x * down) + 2 * Math.abs(y * right);
    if (one !== from && along > 0 && distance < least) [found, least] = [one, distance];
  }
  return found;
}
