// Where things are that came later, and for which the server has no place: around what they are linked with.
import { across } from "./network.js";

// In the units of the server's places, which go from 0 to 10,000.
const MIDDLE = 5000;
const ASIDE = 1100;
const STEP = 170;
const TURN = Math.PI * (3 - Math.sqrt(5));

// Puts those that have no place yet around a neighbour that has one or, without any, around `other`. Each neighbour
// counts on from those that came before, so that no two lie on each other.
export function place(things, other) {
  for (const thing of things) {
    if (thing.x !== undefined) continue;
    const near = thing.relations.map((one) => across(one, thing)).find((one) => one.x !== undefined);
    const centre = near ?? other;
    centre.around = (centre.around ?? 0) + 1;
    const distance = STEP * (1 + Math.sqrt(centre.around));
    thing.x = centre.x + distance * Math.cos(centre.around * TURN);
    thing.y = centre.y + distance * Math.sin(centre.around * TURN);
  }
}

// A place beside a thing, on the side that leads out of the network; another for each of ten neighbours.
export function outwards(thing, neighbours) {
  const angle = Math.atan2(thing.y - MIDDLE, thing.x - MIDDLE) + (neighbours % 5) * 0.5;
  const distance = ASIDE * (1 + 0.4 * (Math.floor(neighbours / 5) % 2));
  return { x: thing.x + distance * Math.cos(angle), y: thing.y + distance * Math.sin(angle) };
}
