// Parts of long pages that are open, but folded on a phone: each opens when the address names something in it.

const PHONE = "(max-width: 40rem)";

/** Folds the parts on a phone, where a page with all of them open is too long to find anything. */
export function foldOnPhones() {
  if (!matchMedia(PHONE).matches) return;
  for (const part of document.querySelectorAll("details[data-fold]")) {
    if (part instanceof HTMLDetailsElement) part.open = false;
  }
  addEventListener("hashchange", openTarget);
  openTarget();
}

/** Opens the part with what the address names, which not every browser does by itself, and shows it. */
function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const part = target?.querySelector("details[data-fold]") ?? target?.closest("details[data-fold]");
  if (!target || !(part instanceof HTMLDetailsElement) || part.open) return;
  part.open = true;
  target.scrollIntoView();
}
