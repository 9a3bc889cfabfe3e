// The part of the drawing that is in view.

/** @import { Camera as SigmaCamera } from "sigma" */
/** @import { CameraState } from "sigma/types" */
/** @import { Point } from "./network.js" */
/** @import { CameraPosition } from "./state.js" */

// The share of the network's width that is in view around a single entity.
const CLOSE = 0.5;
// Names need some room around the entities that are fitted into the view.
const MARGIN = 1.25;
const MILLISECONDS = 300;

export class Camera {
  #camera;

  /** @param {SigmaCamera} camera */
  constructor(camera) {
    this.#camera = camera;
  }

  /** @returns {CameraPosition} */
  get position() {
    return [this.#camera.x, this.#camera.y, this.#camera.ratio];
  }

  /** @param {CameraPosition} position */
  set position([x, y, ratio]) {
    this.#camera.setState({ x, y, ratio });
  }

  /** @param {Point} point */
  centre({ x, y }) {
    this.#move({ x, y, ratio: Math.min(this.#camera.ratio, CLOSE) });
  }

  /** @param {Point[]} points */
  fit(points) {
    if (points.length) this.#move(frame(points));
  }

  /** @param {number} factor */
  zoom(factor) {
    this.#move({ ratio: this.#camera.ratio * factor });
  }

  /** @param {Partial<CameraState>} state */
  #move(state) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.#camera.setState(state);
    else this.#camera.animate(state, { duration: MILLISECONDS });
  }
}

/**
 * The state of a camera that has some points in view.
 *
 * @param {Point[]} points
 * @returns {CameraState}
 */
export function frame(points) {
  const [left, right] = range(points.map(({ x }) => x));
  const [bottom, top] = range(points.map(({ y }) => y));
  const ratio = Math.max(CLOSE / 2, (right - left) * MARGIN, (top - bottom) * MARGIN);
  return { x: (left + right) / 2, y: (bottom + top) / 2, ratio, angle: 0 };
}

/**
 * @param {number[]} numbers
 * @returns {[number, number]}
 */
function range(numbers) {
  return [
    numbers.reduce((least, number) => Math.min(least, number)),
    numbers.reduce((most, number) => Math.max(most, number)),
  ];
}
