/** What does not fit on a screen takes turns; nothing is made so small that the last row cannot read it. */

const CLAUSE = 9_000; // milliseconds: a clause of forty words, read in a hall
const NAMES = 8_000;

export const sticksOut = (element: HTMLElement): boolean =>
  element.scrollHeight > element.clientHeight + 1 || element.scrollWidth > element.clientWidth + 1;

/** The one button that holds everything that takes turns; it is there while anything does. */
export class Hold {
  held = false;
  private readonly turning = new Set<string>();
  private readonly place: HTMLElement | null;

  constructor(box: HTMLElement) {
    this.place = box.querySelector<HTMLElement>("[data-turn]");
    const button = box.querySelector<HTMLButtonElement>("[data-pause]");
    button?.addEventListener("click", () => {
      this.held = !this.held;
      button.textContent = (this.held ? button.dataset.play : button.dataset.hold) ?? "";
    });
  }

  /** Something takes turns, or does no more. */
  turns(what: string, does: boolean): void {
    if (does) this.turning.add(what);
    else this.turning.delete(what);
    if (this.place) this.place.hidden = this.turning.size === 0;
  }
}

/** All clauses where they fit, in one of three sizes; else one at a time. Returns how to stop. */
export function startClauses(
  box: HTMLElement,
  hold: Hold = new Hold(box),
  tooBig: (element: HTMLElement) => boolean = sticksOut,
): () => void {
  const frame = box.querySelector<HTMLElement>("[data-clauses]");
  const words = box.querySelector<HTMLElement>("[data-turn-words]");
  if (!frame || !words) return () => undefined;
  const clauses = [...frame.querySelectorAll<HTMLElement>("li")];
  let current = 0;
  let one = false;

  const show = (): void => {
    clauses.forEach((clause, number) => (clause.hidden = one && number !== current));
    if (!one) return;
    frame.dataset.one = "";
    if (tooBig(frame)) frame.dataset.one = "long";
    words.textContent = (words.dataset.pattern ?? "").replace("{n}", String(current + 1)).replace("{of}", String(clauses.length));
  };
  const arrange = (): void => {
    one = false;
    words.textContent = "";
    delete frame.dataset.one;
    show();
    const fits = ["1", "2", "3"].some((size) => {
      frame.dataset.size = size;
      return !tooBig(frame);
    });
    one = !fits && clauses.length > 1;
    hold.turns("clauses", one);
    show();
  };
  const timer = setInterval(() => {
    if (!one || hold.held) return;
    current = (current + 1) % clauses.length;
    show();
  }, CLAUSE);
  window.addEventListener("resize", arrange);
  arrange();
  return () => {
    clearInterval(timer);
    window.removeEventListener("resize", arrange);
  };
}

/** All names where they fit, smaller if they must be; else part after part, always in their order. */
export function startNames(
  list: HTMLElement,
  hold: Pick<Hold, "held" | "turns">,
  tooBig: (element: HTMLElement) => boolean = sticksOut,
): { arrange: () => void; stop: () => void } {
  let first = 0;
  let turning = false;

  const rows = (): HTMLElement[] => [...list.children] as HTMLElement[];
  /** Show as many as fit, beginning with `first`. */
  const part = (): void => {
    const all = rows();
    all.forEach((row, number) => (row.hidden = number < first));
    for (let last = all.length - 1; last > first && tooBig(list); last -= 1) all[last]!.hidden = true;
  };
  const arrange = (): void => {
    for (const row of rows()) row.hidden = false;
    turning = !["1", "2"].some((size) => {
      list.dataset.size = size;
      return !tooBig(list);
    });
    hold.turns("names", turning);
    if (!turning) return;
    // Whoever has just signed is shown at once, with those before them.
    const fresh = rows().findIndex((row) => row.classList.contains("is-new"));
    if (fresh >= 0) first = Math.max(0, fresh - 3);
    if (first >= rows().length) first = 0;
    part();
  };
  const timer = setInterval(() => {
    if (!turning || hold.held) return;
    const all = rows();
    const next = all.findIndex((row, number) => number > first && row.hidden);
    first = next === -1 ? 0 : next;
    part();
  }, NAMES);
  window.addEventListener("resize", arrange);
  return {
    arrange,
    stop: () => {
      clearInterval(timer);
      window.removeEventListener("resize", arrange);
    },
  };
}
