// Where things are that came later, and for which the server has no place: around what they came with.

const STEP = 170;
const TURN = Math.PI * (3 - Math.sqrt(5));

export function place(things, centre) {
  let count = 0;
  for (const thing of things) {
    if (thing.x !== undefined) continue;
    count += 1;
    const distance = STEP * (1 + Math.sqrt(count));
    thing.x = centre.x + distance * Math.cos(count * TURN);
    thing.y = centre.y + distance * Math.sin(count * TURN);
  }
}
