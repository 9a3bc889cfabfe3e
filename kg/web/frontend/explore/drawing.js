// The drawing of a network on a canvas, by sigma.

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeLineProgram, NodePointProgram } from "sigma/rendering";
import { across } from "./network.js";
import { apart, lines, said } from "./lines.js";
import { pointOut, short, writeName } from "./names.js";
import { outwards } from "./places.js";
import { faded } from "./theme.js";

// A network of more relations is large: it is drawn more plainly, so that it moves fluently.
const MANY = 1500;
const FADED = 0.82;
const UNRELATED = { zIndex: 0, label: null };
// So many neighbours of a thing have room for their names, and for what the lines to them say.
const FEW = 8;
// For so many ms after a move of the mouse a large network is still taken to be moving, and drawn without its lines.
const PAUSE = 400;
// So many pixels beside a line one still means it.
const REACH = 6;
// The part of the network's width that is in view around a thing.
const CLOSE = 0.5;
// What is to be in view needs some room around it, for names.
const ROOM = 1.25;
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

// A disc that is painted once: sigma paints each a second time, in a colour of its own, to tell what is at a place.
class Point extends NodePointProgram {
  constructor(gl, _, renderer) {
    super(gl, null, renderer);
  }
}

export class Drawing {
  #network;
  #colours;
  #shown = { things: new Set(), relations: new Set(), clusters: [] };
  #marks = { things: new Set(), near: new Set(), lines: new Set() };
  #lines = new Map();
  // Whether the mouse is at a thing.
  #pointed = false;
  #graph = new Graph({ type: "directed", multi: false });

  // `on` has the listeners thing(path), line([path, path]), cluster(key), nothing() and moved().
  constructor(container, network, colours, on) {
    this.#network = network;
    this.#colours = colours;
    this.grow();
    this.sigma = new Sigma(this.#graph, container, this.#settings());
    // Sigma reads back what it has painted, for which a browser waits at each move of the mouse.
    this.sigma.getNodeAtPosition = (point) => this.#nodeAt(point);
    this.sigma.on("clickNode", ({ node }) => (this.#graph.getNodeAttribute(node, "cluster") ? on.cluster(node) : on.thing(node)));
    this.sigma.on("clickStage", ({ event }) => {
      const line = this.#lineAt(event);
      if (line) on.line(line.key.split(" "));
      else on.nothing();
    });
    const point = (pointing) => container.classList.toggle("pointing", pointing);
    this.sigma.on("enterNode", () => point((this.#pointed = true)));
    this.sigma.on("leaveNode", () => point((this.#pointed = false)));
    this.sigma.on("moveBody", ({ event }) => !this.#large && point(this.#pointed || Boolean(this.#lineAt(event))));
    this.sigma.getCamera().on("updated", on.moved);
  }

  // Takes in the things, relations and clusters that the network has now.
  grow() {
    for (const [path, thing] of this.#network.things) {
      const [least, more, each] = this.#large ? [2, 8, 0.6] : [4, 12, 1.5];
      const size = least + Math.min(more, Math.sqrt(thing.relations.length) * each);
      if (!this.#graph.hasNode(path)) this.#graph.addNode(path, { x: thing.x, y: -thing.y, thing });
      this.#graph.mergeNodeAttributes(path, { label: thing.label, size });
    }
    this.#lines = lines(this.#network.relations.values());
    for (const { key, source, target } of this.#lines.values()) {
      if (!this.#graph.hasEdge(key)) this.#graph.addEdgeWithKey(key, source.path, target.path);
    }
    for (const cluster of this.#network.clusters) this.#addCluster(cluster);
  }

  // Draws what is shown, a value of visible() with the clusters that are; `marks` are the things and the keys of lines
  // that stand out, and the things near them, whose names are written too.
  show(shown, marks) {
    this.#shown = shown;
    this.#marks = marks;
    this.sigma.refresh();
  }

  recolour(colours) {
    this.#colours = colours;
    this.sigma.setSettings({ labelColor: { color: colours.ink }, edgeLabelColor: { color: colours.ink } });
    this.sigma.refresh();
  }

  // Moves the camera to a thing.
  look(path) {
    const { x, y } = this.sigma.getNodeDisplayData(path);
    this.#move({ x, y, ratio: Math.min(this.sigma.getCamera().ratio, CLOSE) });
  }

  // Moves the camera to where some things, or all that are shown, are in view.
  fit(things = this.#shown.things) {
    const places = [...things].map((thing) => this.sigma.getNodeDisplayData(thing.path));
    if (!places.length) return;
    const [left, right, low, high] = [["x", Math.min], ["x", Math.max], ["y", Math.min], ["y", Math.max]].map(
      ([axis, most]) => places.map((one) => one[axis]).reduce((one, other) => most(one, other)),
    );
    this.#move({ x: (left + right) / 2, y: (low + high) / 2, ratio: Math.max(CLOSE / 2, (right - left) * ROOM, (high - low) * ROOM), angle: 0 });
  }

  zoom(factor) {
    this.#move({ ratio: this.sigma.getCamera().ratio * factor });
  }

  get camera() {
    const { x, y, ratio } = this.sigma.getCamera().getState();
    return [x, y, ratio];
  }

  set camera([x, y, ratio]) {
    this.sigma.getCamera().setState({ x, y, ratio });
  }

  // What is in view, as circles, lines and texts in the units of the screen.
  get scene() {
    const { width, height } = this.sigma.getDimensions();
    const circles = this.#graph.filterNodes((node) => !this.#node(node).hidden).map((node) => this.#circle(node));
    const written = this.sigma.getNodeDisplayedLabels();
    const strokes = this.#graph.filterEdges((edge) => !this.#edge(edge).hidden).map((edge) => this.#stroke(edge));
    const texts = circles.filter(({ node }) => written.has(node));
    return { width, height, ground: this.#colours.ground, ink: this.#colours.ink, font: this.#colours.font, circles, strokes, texts };
  }

  get #large() {
    return this.#network.relations.size > MANY;
  }

  #settings() {
    const colours = this.#colours;
    const large = this.#large;
    return {
      labelFont: colours.font,
      labelSize: 12,
      labelColor: { color: colours.ink },
      labelDensity: large ? 0.4 : 0.9,
      labelGridCellSize: 110,
      labelRenderedSizeThreshold: large ? 5 : 6,
      edgeLabelFont: colours.font,
      edgeLabelSize: 11,
      edgeLabelColor: { color: colours.ink },
      renderEdgeLabels: true,
      hideEdgesOnMove: large,
      hideLabelsOnMove: large,
      dragTimeout: large ? PAUSE : 100,
      nodeProgramClasses: { circle: Point },
      edgeProgramClasses: { thin: EdgeLineProgram },
      zIndex: true,
      stagePadding: 40,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      allowInvalidContainer: true,
      defaultDrawNodeLabel: (context, data, settings) => writeName(context, data, settings, this.#colours),
      defaultDrawNodeHover: (context, data, settings) => pointOut(context, data, settings, this.#colours),
      nodeReducer: (node, data) => ({ ...data, ...this.#node(node) }),
      edgeReducer: (edge) => this.#edge(edge),
    };
  }

  // The node that is shown at a point of the screen, the last that was drawn of several.
  #nodeAt(point) {
    let found = null;
    let most = -Infinity;
    this.#graph.forEachNode((node) => {
      const { hidden, size, zIndex } = this.sigma.getNodeDisplayData(node);
      if (hidden || (zIndex ?? 0) < most) return;
      const { x, y } = this.#onScreen(node);
      if (Math.hypot(point.x - x, point.y - y) <= this.sigma.scaleSize(size) + 1) [found, most] = [node, zIndex ?? 0];
    });
    return found;
  }

  // The line that is shown nearest to a point of the screen, if one is near.
  #lineAt(point) {
    let found = null;
    let least = REACH;
    for (const line of this.#lines.values()) {
      const [from, to] = [line.source, line.target].map(({ path }) => this.#onScreen(path));
      const distance = apart(point, from, to);
      if (distance < least && !this.#edge(line.key).hidden) [found, least] = [line, distance];
    }
    return found;
  }

  #move(state) {
    const camera = this.sigma.getCamera();
    if (STILL.matches) camera.setState({ ...camera.getState(), ...state });
    else camera.animate(state, { duration: 300 });
  }

  #addCluster(cluster) {
    const { hub, group, number } = cluster;
    const key = `cluster ${hub.path} ${group}`;
    if (this.#graph.hasNode(key)) return;
    const { x, y } = outwards(hub, this.#graph.degree(hub.path));
    const label = `${cluster.label}: ${number.toLocaleString("en")}`;
    this.#graph.addNode(key, { x, y: -y, cluster, label, size: 5 + 3 * Math.log10(number) });
    this.#graph.addEdgeWithKey(`${key} hub`, hub.path, key, { cluster });
  }

  // How a node looks now.
  #node(node) {
    const { thing, cluster } = this.#graph.getNodeAttributes(node);
    const colour = this.#colours.groups[(cluster ?? thing).group] ?? this.#colours.soft;
    if (cluster) return { hidden: !this.#shown.clusters.includes(cluster), color: colour, forceLabel: true };
    if (!this.#shown.things.has(thing)) return { hidden: true };
    const { things, near } = this.#marks;
    if (things.has(thing)) return { hidden: false, color: colour, highlighted: true, forceLabel: true, zIndex: 2 };
    if (near.has(thing)) return { hidden: false, color: colour, forceLabel: near.size <= FEW, zIndex: 1 };
    if (things.size) return { hidden: false, color: faded(colour, this.#colours.ground, FADED), ...UNRELATED };
    return { hidden: false, color: colour, zIndex: 1 };
  }

  // How a line looks now.
  #edge(edge) {
    const { cluster } = this.#graph.getEdgeAttributes(edge);
    if (cluster) return { hidden: !this.#shown.clusters.includes(cluster), color: this.#colours.line, size: 2 };
    const line = this.#lines.get(edge);
    const relations = line.relations.filter((one) => this.#shown.relations.has(one));
    if (!relations.length) return { hidden: true };
    const arrow = relations.every((one) => one.source === line.source) ? "arrow" : "line";
    // Lines of one pixel, which no processor is too slow for.
    const type = this.#large ? "thin" : arrow;
    const size = 1 + Math.min(2, (relations.length - 1) * 0.5);
    const plain = { hidden: false, type, size, color: this.#lineColour(relations), zIndex: 0 };
    if (this.#marks.lines.has(edge)) {
      return { ...plain, color: this.#colours.accent, size: size + 1, zIndex: 2, label: said(relations), forceLabel: true };
    }
    if ([line.source, line.target].some((end) => this.#marks.things.has(end)) && !this.#marks.lines.size) {
      return { ...plain, color: this.#colours.soft, zIndex: 1, label: this.#marks.near.size > FEW ? null : said(relations) };
    }
    return this.#marks.things.size ? { ...plain, color: faded(this.#colours.line, this.#colours.ground, 0.6) } : plain;
  }

  // What only follows by rules is fainter.
  #lineColour(relations) {
    const { soft, ground, line } = this.#colours;
    return relations.every((one) => one.status === "inferred") ? line : faded(soft, ground, 0.35);
  }

  #circle(node) {
    const { x, y } = this.#onScreen(node);
    const { size, color } = this.sigma.getNodeDisplayData(node);
    return { node, x, y, radius: this.sigma.scaleSize(size), colour: color, text: short(this.#graph.getNodeAttribute(node, "label")) };
  }

  #stroke(edge) {
    const [from, to] = this.#graph.extremities(edge).map((node) => this.#onScreen(node));
    const { color, size } = this.#edge(edge);
    return { from, to, colour: color, width: size };
  }

  #onScreen(node) {
    const { x, y } = this.#graph.getNodeAttributes(node);
    return this.sigma.graphToViewport({ x, y });
  }
}

// What stands out where things are selected, or a path is.
export function marks(things, path, shown) {
  const near = new Set();
  for (const thing of things.length === 1 ? things : []) {
    for (const one of thing.relations) if (shown.relations.has(one)) near.add(across(one, thing));
  }
  return { things: new Set([...things, ...path]), near, lines: new Set() };
}
