/** True while replacing an element would take something out of the reader's hands. */
export function busy(element: Element): boolean {
  const active = element.ownerDocument.activeElement;
  if (active && element.contains(active) && active.matches("input, textarea, select, [contenteditable]")) return true;
  return element.querySelector("dialog[open], details[open][data-menu]") !== null;
}

/**
 * Parts that stay true by themselves: `data-refresh="30"` beside `hx-get` and `hx-trigger="refresh"` asks again every
 * 30 seconds, but not while the page is hidden or the reader is in the middle of something.
 */
export function startRefresh(document: Document, clock: () => number = Date.now): () => void {
  const last = new WeakMap<Element, number>();
  const look = (): void => {
    if (document.hidden) return;
    for (const element of document.querySelectorAll<HTMLElement>("[data-refresh]")) {
      const seconds = Number(element.dataset.refresh);
      if (!(seconds > 0)) continue;
      const since = last.get(element);
      if (since === undefined) last.set(element, clock());
      else if (clock() - since >= seconds * 1000 && !busy(element)) {
        last.set(element, clock());
        element.dispatchEvent(new CustomEvent("refresh", { bubbles: false }));
      }
    }
  };
  look();
  const timer = setInterval(look, 1_000);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}
