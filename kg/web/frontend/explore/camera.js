// The part of the drawing that is in view.

import { extentOf } from "./arrangement.js";

/** @import Sigma from "sigma" */
/** @import { CameraState } from "sigma/types" */
/** @import { Size } from "./arrangement.js" */
/** @import { Box } from "./collisions.js" */
/** @import { EdgeAttributes, NodeAttributes } from "./graph.js" */
/** @import { Point } from "./network.js" */
/** @import { CameraPosition } from "./state.js" */

// The share of the network's width that is in view around a single entity.
const CLOSE = 0.5;
// Names need some room around the entities that are fitted into the view.
const MARGIN = 1.25;
const MILLISECONDS = 300;
const MIDDLE = { x: 0.5, y: 0.5, angle: 0 };

export class Camera {
  #sigma;
  #camera;

  /** @param {Sigma<NodeAttributes, EdgeAttributes>} sigma */
  constructor(sigma) {
    this.#sigma = sigma;
    this.#camera = sigma.getCamera();
  }

  /** @returns {CameraPosition | null} null if everything is in view */
  get position() {
    const { x, y, ratio } = this.#camera;
    return x === MIDDLE.x && y === MIDDLE.y && ratio === 1 ? null : [x, y, ratio];
  }

  /** @param {CameraPosition | null} position */
  set position(position) {
    const [x, y, ratio] = position ?? [MIDDLE.x, MIDDLE.y, 1];
    this.#camera.setState({ x, y, ratio });
  }

  /**
   * Moves a point into the middle of an area of the canvas.
   *
   * @param {Point} point
   * @param {Box} area
   */
  centre(point, area) {
    this.#moveTo(point, area, Math.min(this.#camera.ratio, CLOSE));
  }

  /**
   * Moves points into an area of the canvas, no closer than they are.
   *
   * @param {Point[]} points
   * @param {Box} area
   */
  shift(points, area) {
    this.fit(points, area, this.#camera.ratio);
  }

  /**
   * Brings points into an area of the canvas; everything unless there are some.
   *
   * @param {Point[]} points
   * @param {Box} area
   * @param {number} [closest] the ratio below which the camera does not come closer
   */
  fit(points, area, closest = 0) {
    const room = this.#room(area);
    const { width, height } = this.#sigma.getDimensions();
    const canvas = this.#room({ left: 0, top: 0, right: width, bottom: height });
    const most = Math.max(canvas.width / room.width, canvas.height / room.height);
    if (!points.length) return this.#moveTo(MIDDLE, area, most);
    const { x, y, ratio } = frame(points, room);
    this.#moveTo({ x, y }, area, Math.max(closest, Math.min(ratio, most)));
  }

  /** @param {number} factor */
  zoom(factor) {
    this.#move({ ratio: this.#camera.ratio * factor });
  }

  /**
   * How much of the network an area shows when everything is in view.
   *
   * @param {Box} area
   * @returns {Size}
   */
  #room({ left, top, right, bottom }) {
    const cameraState = { ...MIDDLE, ratio: 1 };
    const first = this.#sigma.viewportToFramedGraph({ x: left, y: top }, { cameraState });
    const last = this.#sigma.viewportToFramedGraph({ x: right, y: bottom }, { cameraState });
    return { width: Math.abs(last.x - first.x), height: Math.abs(last.y - first.y) };
  }

  /**
   * @param {Point} point
   * @param {Box} area
   * @param {number} ratio
   */
  #moveTo(point, { left, top, right, bottom }, ratio) {
    const cameraState = { ...MIDDLE, ratio };
    const middle = this.#sigma.viewportToFramedGraph({ x: (left + right) / 2, y: (top + bottom) / 2 }, { cameraState });
    this.#move({ x: point.x + MIDDLE.x - middle.x, y: point.y + MIDDLE.y - middle.y, ratio });
  }

  /** @param {Partial<CameraState>} state */
  #move(state) {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) this.#camera.setState(state);
    else this.#camera.animate(state, { duration: MILLISECONDS });
  }
}

/**
 * The state of a camera that has some points in view, with some room around them.
 *
 * @param {Point[]} points
 * @param {Size} [room] how much of the network is in view where the ratio is 1
 * @returns {CameraState}
 */
export function frame(points, room = { width: 1, height: 1 }) {
  const {
    x: [left, right],
    y: [bottom, top],
  } = extentOf(points);
  const shares = [(right - left) / room.width, (top - bottom) / room.height];
  const ratio = Math.max(CLOSE / 2, ...shares.map((share) => share * MARGIN));
  return { x: (left + right) / 2, y: (bottom + top) / 2, ratio, angle: 0 };
}
