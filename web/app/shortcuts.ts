const STORE = "damai_shortcuts";

function typing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("input, textarea, select, [contenteditable], dialog[open]") !== null;
}

/**
 * j, k and Enter walk a `[data-list]` of `[data-item]`s; `/` goes to `[data-search]` or the filters' first text field;
 * `?` or the account menu shows the help, where single-letter shortcuts can be switched off (WCAG 2.1.4).
 */
export function startShortcuts(document: Document, store: Storage = localStorage): () => void {
  const help = document.querySelector<HTMLDialogElement>("[data-shortcut-help]");
  const toggle = help?.querySelector<HTMLInputElement>("[data-shortcuts-on]");
  let on = store.getItem(STORE) !== "off";
  if (toggle) {
    toggle.checked = on;
    toggle.addEventListener("change", () => {
      on = toggle.checked;
      store.setItem(STORE, on ? "on" : "off");
    });
  }

  for (const opener of document.querySelectorAll<HTMLElement>("[data-shortcut-open]")) {
    opener.hidden = false;
    opener.addEventListener("click", () => help?.showModal());
  }

  const step = (by: number): void => {
    const items = [...document.querySelectorAll<HTMLElement>("[data-list] [data-item]")];
    if (items.length === 0) return;
    const at = items.findIndex((item) => item.contains(document.activeElement) || item.classList.contains("is-current"));
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)];
    for (const item of items) item.classList.toggle("is-current", item === next);
    next?.querySelector<HTMLElement>("a, button")?.focus();
    next?.scrollIntoView({ block: "nearest" });
  };

  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (!on) return;
    if (event.key === "?") {
      help?.showModal();
      event.preventDefault();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else if (event.key === "/") {
      const field = document.querySelector<HTMLElement>(
        "[data-search], .filters input[type=search], .filters input[type=text]",
      );
      if (!field) return;
      field.focus();
      event.preventDefault();
    }
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
