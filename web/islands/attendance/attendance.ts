/** The secretary's page without a line: what is noted is kept on this device at once and sent when it can be. */
import { sync, waiting } from "./sync";
import type { Row, Store } from "./store";
import type { Way } from "./sync";

export interface Given {
  meeting: string;
  member: string;
  send: string;
  list: string;
  /** Where this page's worker lies; empty where the page is not kept. */
  worker: string;
  token: string;
  words: Record<string, string>;
}

export interface Hands {
  store: Store;
  fetch: typeof fetch;
  now(): Date;
  id(): string;
  /** After the list was brought up to date: the page that is kept is, too. */
  kept(): void;
}

const say = (pattern: string | undefined, values: Record<string, string | number> = {}): string =>
  (pattern ?? "").replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ""));

export class Attendance {
  private running: Promise<void> | null = null;
  private more = false;
  private way: Way;
  private remarks: string[] = [];

  constructor(
    private box: HTMLElement,
    private given: Given,
    private hands: Hands,
  ) {
    this.way = { send: given.send, token: given.token, fetch: hands.fetch, renew: () => this.renew() };
  }

  start(): void {
    this.box.addEventListener("submit", (event) => void this.submitted(event));
    window.addEventListener("online", () => void this.run());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) void this.run();
    });
    window.setInterval(() => void this.again(), 15_000);
    void this.show().then(() => this.run());
  }

  private async again(): Promise<void> {
    const rows = await this.hands.store.all(this.given.meeting);
    if (waiting(rows, this.given.member).length) await this.run();
  }

  /** Another form token, from the page as it is now; fails where nobody is signed in. */
  private async renew(): Promise<string> {
    const page = await this.hands.fetch(location.pathname, { credentials: "same-origin" });
    const found = new DOMParser().parseFromString(await page.text(), "text/html").getElementById("attendance-data");
    if (!found?.textContent) throw new Error("signed out");
    return (JSON.parse(found.textContent) as Given).token;
  }

  async submitted(event: Event): Promise<void> {
    const form = event.target as HTMLFormElement;
    const kind = form.dataset.note;
    if (!kind) return;
    event.preventDefault();
    const row = this.rowOf(form, kind);
    const wrong = form.querySelector<HTMLElement>("[data-note-error]");
    if (row === null) {
      if (wrong) {
        wrong.textContent = say(this.given.words.needs_name);
        wrong.hidden = false;
      }
      form.querySelector<HTMLInputElement>("[name=nama]")?.focus();
      return;
    }
    if (wrong) wrong.hidden = true;
    await this.hands.store.put(row);
    if (kind === "guest") {
      form.reset();
      form.querySelector<HTMLInputElement>("[name=nama]")?.focus();
    }
    await this.show();
    await this.run();
  }

  /** What a form says, as a row; null while a name is missing. A contact is never taken: what lies on a device can be lost. */
  private rowOf(form: HTMLFormElement, kind: string): Row | null {
    const said = new FormData(form);
    const text = (name: string): string => String(said.get(name) ?? "").trim();
    const base = {
      client_id: this.hands.id(),
      meeting: this.given.meeting,
      member: this.given.member,
      at: this.hands.now().toISOString(),
    };
    if (kind === "void") {
      const row = form.closest<HTMLElement>("[data-row]")?.dataset.row ?? "";
      return { ...base, kind: "void", label: form.dataset.label ?? "", row };
    }
    const name = text("nama");
    if (kind === "invited") {
      if (form.querySelector("[name=nama]") && !name) return null;
      const label = name || (form.dataset.label ?? "");
      return { ...base, kind: "note", label, invitation: Number(text("undangan")), name };
    }
    if (!name) return null;
    return { ...base, kind: "note", label: name, name, organisation: text("instansi"), office: text("jabatan"), sex: text("lp") };
  }

  /** Send what waits; called while it runs, it runs once more afterwards. */
  run(): Promise<void> {
    if (this.running) {
      this.more = true;
      return this.running;
    }
    this.running = this.once().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async once(): Promise<void> {
    do {
      this.more = false;
      const before = waiting(await this.hands.store.all(this.given.meeting), this.given.member).length;
      if (before === 0) return;
      await this.show(this.given.words.sending);
      const synced = await sync(this.hands.store, this.given.meeting, this.given.member, this.way);
      for (const row of synced.again) this.remarks.push(say(this.given.words.again, { name: row.label }));
      if (synced.taken) await this.refresh();
      const said = { sent: "sent", offline: "offline", "signed-out": "signin", trouble: "offline" }[synced.outcome];
      await this.show(this.given.words[said]);
    } while (this.more);
  }

  /** Bring the list up to date; where that fails the old one stays. */
  private async refresh(): Promise<void> {
    const list = this.box.querySelector<HTMLElement>("[data-attendance-list]");
    if (!list) return;
    try {
      const answer = await this.hands.fetch(this.given.list, { credentials: "same-origin", redirect: "manual" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const focused = document.activeElement?.closest<HTMLElement>("[data-guest]")?.dataset.guest;
      list.replaceChildren(...document.adoptNode(fresh.body).childNodes);
      if (focused) {
        const place = list.querySelector<HTMLElement>(`[data-guest="${CSS.escape(focused)}"]`);
        place?.setAttribute("tabindex", "-1");
        place?.focus();
      }
      this.hands.kept();
    } catch {
      // The line broke just now; the rows are in the house, and the list follows at the next turn.
    }
  }

  /** Show what waits on this device: a line that counts, the rows, and marks in the list. */
  async show(state = ""): Promise<void> {
    const all = await this.hands.store.all(this.given.meeting);
    const mine = all.filter((row) => row.member === this.given.member);
    const pending = waiting(all, this.given.member);
    const refused = mine.filter((row) => row.refused !== undefined);
    const others = all.length - mine.length;
    const bar = this.box.querySelector<HTMLElement>("[data-offline]");
    const said = bar?.querySelector<HTMLElement>("[data-offline-said]");
    const rows = bar?.querySelector<HTMLElement>("[data-offline-rows]");
    if (!bar || !said || !rows) return;
    const parts = [
      pending.length ? say(this.given.words.waiting, { n: pending.length }) : "",
      state,
      others ? say(this.given.words.others, { n: others }) : "",
    ].filter(Boolean);
    const text = parts.join(" · ");
    if (said.textContent !== text) said.textContent = text;
    bar.hidden = text === "" && refused.length === 0 && this.remarks.length === 0;
    bar.classList.toggle("offline--waiting", pending.length > 0 || refused.length > 0);
    rows.replaceChildren(
      ...this.remarks.map((remark) => line(remark)),
      ...refused.map((row) => this.refusedLine(row)),
      ...pending.map((row) => line(`${row.label}: ${this.given.words[row.kind === "void" ? "voided" : "noted"] ?? ""}`)),
    );
    for (const row of pending) this.mark(row);
  }

  private refusedLine(row: Row): HTMLElement {
    const item = line(say(this.given.words.refused, { name: row.label, message: row.refused ?? "" }));
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--plain";
    button.textContent = this.given.words.discard ?? "";
    button.addEventListener("click", () => void this.hands.store.drop(row.client_id).then(() => this.show()));
    item.append(" ", button);
    return item;
  }

  private mark(row: Row): void {
    const place =
      row.kind === "void"
        ? this.box.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.row ?? "")}"] td:last-child`)
        : row.invitation === undefined
          ? null
          : this.box.querySelector<HTMLElement>(`[data-guest="${row.invitation}"] [data-tick]`);
    if (!place) return;
    const badge = document.createElement("span");
    badge.className = "badge badge--info";
    badge.textContent = this.given.words[row.kind === "void" ? "voided" : "noted"] ?? "";
    place.replaceChildren(badge);
  }
}

function line(text: string): HTMLLIElement {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}
