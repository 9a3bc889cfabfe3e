// What can be shown: everything or a story, each with an address of its own; and what the colours mean.

import { byId, element } from "./dom.js";

/** @import { Network } from "./network.js" */
/** @import { Story } from "./stories.js" */

export class Contents {
  #links;

  /** @param {Network} network */
  constructor({ stories, groups }) {
    this.#links = new Map([
      ["", element("a", { href: "#" }, "All")],
      ...stories.map(
        ({ name, label }) => /** @type {const} */ ([name, element("a", { href: `#view=${name}` }, label)]),
      ),
    ]);
    const place = byId("stories", HTMLElement);
    place.append(...this.#links.values());
    place.hidden = !stories.length;
    byId("legend", HTMLUListElement).replaceChildren(
      ...groups.map(({ name, label }) =>
        element("li", {}, element("span", { class: `swatch group-${name.toLowerCase()}` }), label),
      ),
    );
  }

  /** @param {Story | null} shown the story that is shown */
  show(shown) {
    const story = shown?.name ?? "";
    byId("dashes", HTMLElement).hidden = !shown?.steps.some(({ relation }) => relation.property.loose);
    for (const [name, link] of this.#links) {
      if (name === story) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }
}
