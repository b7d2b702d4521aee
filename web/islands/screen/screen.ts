import { Hold, startClauses, startNames } from "./turning";

/** One who signed, in the order of the text. */
export interface Line {
  code: string;
  kind: string; // pair, party, institution, community
  number: number | null;
  who: string;
}

export type Figures = { signed: Line[] } & Record<string, number | Line[]>;

export interface Surroundings {
  get: (url: string, signal: AbortSignal) => Promise<Response>;
  every: number; // milliseconds between two questions
  patience: number; // milliseconds until a question counts as unanswered
}

const USUAL: Surroundings = {
  // Revalidated by its ETag: the browser asks "has it changed?" and gets a few bytes when it has not.
  get: (url, signal) => fetch(url, { signal, cache: "no-cache", headers: { accept: "application/json" }, credentials: "omit" }),
  every: 2_000,
  patience: 4_000,
};

export function isFigures(given: unknown): given is Figures {
  const signed = (given as Figures | null)?.signed;
  return typeof given === "object" && Array.isArray(signed) && signed.every((line) => typeof line?.code === "string");
}

/** Set the numbers; only text is ever set, so a name cannot become anything but a name. */
export function showNumbers(box: HTMLElement, figures: Figures, language: string): void {
  const format = new Intl.NumberFormat(language);
  for (const place of box.querySelectorAll<HTMLElement>("[data-number]")) {
    const number = figures[place.dataset.number ?? ""];
    if (typeof number === "number") place.textContent = format.format(number);
  }
}

/**
 * Set the names in their order, each kind under its heading (the list carries the words); those that were not there before are
 * marked as new. Says whether anything changed.
 */
export function showNames(list: HTMLElement, lines: Line[]): boolean {
  const known = new Map([...list.children].map((each) => [(each as HTMLElement).dataset.code ?? "", each as HTMLElement]));
  const heading = (kind: string): HTMLElement => {
    const row = known.get(kind) ?? Object.assign(document.createElement("li"), { className: "board__kind" });
    row.dataset.code = kind;
    row.textContent = list.dataset[kind] ?? "";
    return row;
  };
  const rows = lines.flatMap((line, at) => {
    const row = known.get(line.code) ?? document.createElement("li");
    if (!known.has(line.code)) {
      row.dataset.code = line.code;
      row.className = "is-new";
    }
    const parts: HTMLElement[] = [];
    if (line.number !== null) {
      parts.push(Object.assign(document.createElement("b"), { textContent: String(line.number) }));
    }
    parts.push(Object.assign(document.createElement("span"), { textContent: String(line.who) }));
    const same = row.children.length === parts.length && parts.every((part, at) => row.children[at]!.textContent === part.textContent);
    if (!same) row.replaceChildren(...parts);
    return line.kind in list.dataset && line.kind !== lines[at - 1]?.kind ? [heading(line.kind), row] : [row];
  });
  const changed = rows.length !== list.children.length || rows.some((row, at) => list.children[at] !== row);
  if (!changed) return false;
  for (const row of known.values()) row.classList.remove("is-new");
  list.replaceChildren(...rows);
  return true;
}

/** Keep the screen true. What was last known stays when the line is gone, and the screen says so. Returns how to stop. */
export function startScreen(box: HTMLElement, around: Surroundings = USUAL): () => void {
  const language = document.documentElement.lang || "id";
  const source = box.dataset.source ?? "";
  const list = box.querySelector<HTMLElement>("[data-signed]")!;
  const state = box.querySelector<HTMLElement>("[data-state]")!;
  const at = box.querySelector<HTMLElement>("[data-at]")!;
  const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
  const hold = new Hold(box);
  const names = startNames(list, hold);
  const stopClauses = startClauses(box, hold);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const say = (online: boolean): void => {
    box.classList.toggle("is-offline", !online);
    const words = (online ? state.dataset.online : state.dataset.offline) ?? "";
    if (state.textContent !== words) state.textContent = words; // read aloud only when it changes
  };

  const show = (figures: Figures): void => {
    showNumbers(box, figures, language);
    if (showNames(list, figures.signed)) names.arrange();
    box.querySelector<HTMLElement>("[data-none]")?.toggleAttribute("hidden", figures.signed.length > 0);
    at.textContent = (at.dataset.pattern ?? "{time}").replace("{time}", clock.format(new Date()));
    say(true);
  };

  const ask = async (): Promise<void> => {
    const question = new AbortController();
    const patience = setTimeout(() => question.abort(), around.patience);
    try {
      const answer = await around.get(source, question.signal);
      const figures: unknown = answer.ok ? await answer.json() : null;
      if (isFigures(figures)) show(figures);
      else say(false);
    } catch {
      say(false);
    } finally {
      clearTimeout(patience);
      if (!stopped) timer = setTimeout(() => void ask(), around.every);
    }
  };

  box.querySelector<HTMLElement>("[data-refresh-link]")?.remove();
  names.arrange();
  void ask();
  return () => {
    stopped = true;
    clearTimeout(timer);
    names.stop();
    stopClauses();
  };
}
