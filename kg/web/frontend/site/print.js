// On paper everything folded is open. The style sheet does that, in browsers that know the content of details.

/** Opens what is folded while the page is printed, but the evidence, which is printed as footnotes. */
export function unfoldForPrint() {
  if (CSS.supports("selector(::details-content)")) return;
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter(
      ({ open, classList }) => !open && !classList.contains("evidence"),
    );
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}
