/**
 * One part of the minutes. The page sends its whole text with the version it goes on from, and takes a whole text back; the server
 * merges. While somebody goes on typing, nothing is taken back: the server knows what this page sent last, and merges from there.
 */
import { movedCaret } from "./caret";
import type { Drawer, Kept } from "./kept";

export interface Answer {
  version: number;
  words: string;
  merged: boolean;
  clashes: unknown[];
}

export type Outcome =
  | { kind: "saved"; answer: Answer }
  | { kind: "offline" }
  | { kind: "signed-out" }
  | { kind: "refused"; error: string };
export type State = "saved" | "saving" | "waiting" | "quiet";

export interface Surroundings {
  send: (key: string, version: number, words: string) => Promise<Outcome>;
  show: (state: State) => void;
  say: (what: "clash" | "merged" | "restored") => void;
  trouble: (outcome: Outcome) => void;
  later: (work: () => void, milliseconds: number) => () => void;
}

export const PAUSE = 900; // after the last key
export const LONGEST = 4_000; // while somebody types on without a pause
const RETRY = [2_000, 4_000, 8_000, 15_000];

export class Note {
  version: number;
  private base: string;
  private sent: string | undefined; // what the server has of this page and the page has not taken back yet
  private answered = 0; // the latest version that holds what this page sent
  private sending = false;
  private composing = false;
  private stopped = false;
  private tries = 0;
  private since = 0; // since when something waits
  private cancel: () => void = () => undefined;

  constructor(
    readonly key: string,
    readonly area: HTMLTextAreaElement,
    version: number,
    private readonly drawer: Drawer,
    private readonly around: Surroundings,
    private readonly clock: () => number = Date.now,
  ) {
    this.version = version;
    this.base = area.defaultValue;
    // A browser may bring back what was typed before a reload; the drawer does that better.
    if (area.value !== this.base) area.value = this.base;
    area.addEventListener("input", () => this.typed());
    area.addEventListener("compositionstart", () => (this.composing = true));
    area.addEventListener("compositionend", () => {
      this.composing = false;
      this.typed();
    });
  }

  get waits(): boolean {
    return this.area.value !== (this.sent ?? this.base);
  }

  /** Puts back what an earlier page could not send; the server merges it with what came since. */
  restore(kept: Kept): void {
    if (kept.words === this.base || kept.words === kept.base) return;
    if (kept.version === this.version) this.area.value = kept.words;
    else {
      // What was written on an older version is sent from there, once, before anything else.
      this.version = kept.version;
      this.base = kept.base;
      this.area.value = kept.words;
    }
    this.around.say("restored");
    this.keep();
    void this.save();
  }

  /** Others saved: their text is shown as soon as nothing of this page waits. */
  others(version: number, words: string): void {
    if (version <= this.version || version < this.answered) return;
    if (this.waits || this.sending || this.composing || this.stopped) return;
    this.take(version, words);
  }

  async save(): Promise<void> {
    this.cancel();
    if (this.sending || this.stopped) return;
    if (!this.waits) return this.around.show("quiet");
    if (this.composing) return this.soon(PAUSE);
    const words = this.area.value;
    this.sending = true;
    this.around.show("saving");
    const outcome = await this.around.send(this.key, this.version, words);
    this.sending = false;
    this.around.trouble(outcome);
    if (outcome.kind === "saved") this.came(words, outcome.answer);
    else if (outcome.kind === "refused") this.refused();
    else {
      this.around.show("waiting");
      this.soon(RETRY[Math.min(this.tries, RETRY.length - 1)] ?? PAUSE);
      this.tries += 1;
    }
  }

  /** What waits, as it would be sent; nothing where nothing waits. */
  get letter(): { key: string; version: number; words: string } | undefined {
    return this.waits && !this.stopped ? { key: this.key, version: this.version, words: this.area.value } : undefined;
  }

  /** Tries at once what a broken line kept waiting. */
  again(): void {
    this.tries = 0;
    if (this.waits) void this.save();
  }

  private typed(): void {
    if (!this.waits) return this.drawer.clear();
    if (!this.since) this.since = this.clock();
    this.keep();
    this.around.show("waiting");
    if (this.tries) return; // the line is down; the next try is under way
    this.soon(Math.max(0, Math.min(PAUSE, this.since + LONGEST - this.clock())));
  }

  private came(words: string, answer: Answer): void {
    this.tries = 0;
    this.since = 0;
    this.answered = answer.version;
    if (answer.clashes.length) this.around.say("clash");
    else if (answer.merged) this.around.say("merged");
    if (this.area.value === words && !this.composing) {
      this.take(answer.version, answer.words);
      this.around.show("saved");
      return;
    }
    this.sent = words; // typed on meanwhile: it goes on from there
    this.keep();
    this.soon(PAUSE);
  }

  private take(version: number, words: string): void {
    const { area } = this;
    if (area.value !== words) {
      const here = area.ownerDocument.activeElement === area;
      const [from, to, way, scroll] = [area.selectionStart, area.selectionEnd, area.selectionDirection, area.scrollTop];
      const before = area.value;
      area.value = words;
      if (here) area.setSelectionRange(movedCaret(before, words, from), movedCaret(before, words, to), way ?? "none");
      area.scrollTop = scroll;
    }
    this.version = version;
    this.base = words;
    this.sent = undefined;
    this.drawer.clear();
  }

  private refused(): void {
    this.stopped = true;
    this.keep();
    this.around.show("waiting");
  }

  private keep(): void {
    this.drawer.put({ version: this.version, base: this.base, words: this.area.value });
  }

  private soon(milliseconds: number): void {
    this.cancel();
    this.cancel = this.around.later(() => void this.save(), milliseconds);
  }
}
