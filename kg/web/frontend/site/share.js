// How a page is passed on: its address copied, the page printed, its citation opened by a link to it.

const NOTICE_MILLISECONDS = 2000;

/** Shows the buttons for sharing, which need a script, and opens the citation where a link leads to it. */
export function makeShareable() {
  const share = document.querySelector(".share");
  if (share instanceof HTMLElement) showButtons(share);
  addEventListener("hashchange", openTarget);
  openTarget();
}

/** @param {HTMLElement} share */
function showButtons(share) {
  const [copy, print] = share.querySelectorAll("button");
  const status = share.querySelector("[role=status]");
  print.addEventListener("click", () => window.print());
  copy.addEventListener("click", async () => {
    if (!status) return;
    const address = location.href;
    status.textContent = await navigator.clipboard.writeText(address).then(
      () => "Copied.",
      // A page that is not served over TLS cannot reach the clipboard.
      () => address,
    );
    if (status.textContent !== address) setTimeout(() => status.replaceChildren(), NOTICE_MILLISECONDS);
  });
  share.hidden = false;
}

function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}
