/** The page around the parts: what is said, who writes where, and the line to the server. */
import { Drawer } from "./kept";
import { type Answer, Note, type Outcome, type State } from "./note";

const PULSE = 3_000;
const PULSE_HIDDEN = 15_000;

interface Heard {
  parts: { key: string; version: number; words: string }[];
  keys: string[];
  present: Record<string, string[]>;
  open: boolean;
}

export function startMinutes(box: HTMLElement, ask: typeof fetch = fetch.bind(globalThis), storage = safeStorage()): () => void {
  const { meeting = "", client = "", save = "", pulse = "" } = box.dataset;
  const said = (name: string): string => box.dataset[`said${name}`] ?? "";
  const banner = box.querySelector<HTMLElement>("[data-banner]");
  const token = box.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "";
  let trouble = "";

  const warn = (text: string): void => {
    if (trouble === text || !banner) return;
    trouble = text;
    banner.textContent = text;
    banner.hidden = !text;
  };

  const post = async (address: string, values: Record<string, string>): Promise<Response> =>
    ask(address, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": token },
      body: new URLSearchParams(values),
      credentials: "same-origin",
    });

  const send = async (key: string, version: number, words: string): Promise<Outcome> => {
    let response: Response;
    try {
      response = await post(save, { bagian: key, versi: String(version), kata: words, layar: client });
    } catch {
      return { kind: "offline" };
    }
    return outcome(response);
  };

  const told = (result: Outcome): void => {
    if (result.kind === "saved") return warn("");
    if (result.kind === "offline") return warn(said("Offline"));
    if (result.kind === "signed-out") return warn(said("SignedOut"));
    warn(result.error || said("Closed"));
  };

  const notes = new Map<string, Note>();
  const presence = new Map<string, HTMLElement>();
  for (const form of box.querySelectorAll<HTMLFormElement>("form[data-note]")) {
    const key = form.dataset.note ?? "";
    const area = form.querySelector("textarea");
    if (!area) continue;
    const state = form.querySelector<HTMLElement>("[data-state]");
    const button = form.querySelector<HTMLElement>("[data-save]");
    const version = Number(form.querySelector<HTMLInputElement>("input[name=versi]")?.defaultValue ?? 0);
    const note = new Note(key, area, version, new Drawer(storage, meeting, key, client), {
      send,
      show: (now) => shown(state, now),
      say: (what) => spoken(form, what),
      trouble: told,
      later: (work, milliseconds) => {
        const timer = setTimeout(work, milliseconds);
        return () => clearTimeout(timer);
      },
    });
    notes.set(key, note);
    const who = form.querySelector<HTMLElement>("[data-present]");
    if (who) presence.set(key, who);
    if (button) button.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void note.save();
    });
    area.addEventListener("blur", () => void note.save());
    const kept = new Drawer(storage, meeting, key, client).takeLeft();
    if (kept) note.restore(kept);
  }

  function shown(place: HTMLElement | null, state: State): void {
    if (!place) return;
    place.dataset.is = state;
    place.textContent = { saved: said("Saved"), saving: said("Saving"), waiting: said("Waiting"), quiet: "" }[state];
  }

  function spoken(form: HTMLFormElement, what: "clash" | "merged" | "restored"): void {
    const text = { clash: said("Clash"), merged: said("Merged"), restored: said("Restored") }[what];
    let place = form.querySelector<HTMLElement>("[data-told]");
    if (!place) {
      place = form.ownerDocument.createElement("p");
      place.dataset.told = "";
      place.setAttribute("role", "status");
      form.append(place);
    }
    place.className = what === "clash" ? "minutes__told minutes__told--clash" : "minutes__told";
    place.textContent = text;
  }

  const here = (): string => {
    const active = box.ownerDocument.activeElement;
    const form = active?.matches("textarea") && !box.ownerDocument.hidden ? active.closest<HTMLElement>("form[data-note]") : null;
    return form && box.contains(form) ? (form.dataset.note ?? "") : "";
  };

  const listen = async (): Promise<void> => {
    const known = [...notes].map(([key, note]) => `${key}:${note.version}`).join(",");
    let heard: Heard;
    try {
      const response = await post(pulse, { di: here(), versi: known });
      if (response.redirected || response.status === 403) return warn(said("SignedOut"));
      if (!response.ok) return;
      heard = (await response.json()) as Heard;
    } catch {
      return warn(said("Offline"));
    }
    if (!heard.open) return warn(said("Closed"));
    warn(heard.keys.some((key) => !notes.has(key)) ? said("NewParts") : "");
    for (const part of heard.parts) notes.get(part.key)?.others(part.version, part.words);
    for (const [key, place] of presence) {
      const names = heard.present[key] ?? [];
      const text = names.length ? `${listed(names, said("And"))} ${said("Here")}` : "";
      if (place.textContent?.trim() !== text) place.textContent = text;
    }
    for (const note of notes.values()) note.again();
  };

  let timer = 0;
  let stopped = false;
  const beat = async (): Promise<void> => {
    clearTimeout(timer);
    await listen();
    if (!stopped) timer = window.setTimeout(() => void beat(), box.ownerDocument.hidden ? PULSE_HIDDEN : PULSE);
  };
  const now = (): void => void beat();
  const again = (): void => {
    for (const note of notes.values()) note.again();
    now();
  };
  const leave = (): void => {
    // Sent on the way out; it stays on the device too, and what arrives twice is written once.
    for (const note of notes.values()) {
      const letter = note.letter;
      if (!letter || !navigator.sendBeacon) continue;
      const values = { csrfmiddlewaretoken: token, bagian: letter.key, versi: String(letter.version), kata: letter.words, layar: client };
      navigator.sendBeacon(save, new URLSearchParams(values));
    }
  };
  window.addEventListener("online", again);
  window.addEventListener("offline", () => warn(said("Offline")));
  window.addEventListener("pagehide", leave);
  box.ownerDocument.addEventListener("visibilitychange", now);
  box.addEventListener("focusin", now);
  now();
  return () => {
    stopped = true;
    clearTimeout(timer);
    window.removeEventListener("online", again);
    window.removeEventListener("pagehide", leave);
    box.ownerDocument.removeEventListener("visibilitychange", now);
  };
}

/** What an answer of the server means for what was sent. */
async function outcome(response: Response): Promise<Outcome> {
  if (response.redirected || response.status === 403) return { kind: "signed-out" };
  if (response.status >= 500) return { kind: "offline" };
  try {
    const body = (await response.json()) as Partial<Answer> & { error?: string };
    if (response.ok && typeof body.version === "number" && typeof body.words === "string") {
      return { kind: "saved", answer: { version: body.version, words: body.words, merged: !!body.merged, clashes: body.clashes ?? [] } };
    }
    return { kind: "refused", error: body.error ?? "" };
  } catch {
    return response.ok ? { kind: "offline" } : { kind: "refused", error: "" };
  }
}

/** "Tuti", "Tuti dan Budi", "Tuti, Budi dan Citra". */
function listed(names: string[], and: string): string {
  return names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} ${and} ${names[names.length - 1]}`;
}

function safeStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
