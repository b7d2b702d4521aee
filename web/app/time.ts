const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 jam yang lalu": the largest whole unit between two moments; empty below a minute. */
export function relative(moment: number, now: number, language: string): string {
  const seconds = (moment - now) / 1000;
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return new Intl.RelativeTimeFormat(language, { numeric: "always" }).format(Math.trunc(seconds / length), unit);
    }
  }
  return "";
}

/**
 * Keeps relative times true while a page stays open. `data-relative` holds the house's own "now" when the page was
 * made (in a demonstration that is the story's time), so only the time that has passed since is added.
 */
export function startTimes(document: Document, clock: () => number = Date.now): () => void {
  const opened = clock();
  const refresh = (): void => {
    for (const element of document.querySelectorAll<HTMLTimeElement>("time[data-relative]")) {
      const made = Date.parse(element.dataset.relative ?? "");
      const moment = Date.parse(element.dateTime);
      if (Number.isNaN(made) || Number.isNaN(moment)) continue;
      const started = Number(element.dataset.seen ?? (element.dataset.seen = String(clock())));
      const text = relative(moment, made + (clock() - Math.max(started, opened)), document.documentElement.lang || "id");
      if (text) element.textContent = text;
    }
  };
  refresh();
  const timer = setInterval(() => document.hidden || refresh(), 30_000);
  return () => clearInterval(timer);
}
