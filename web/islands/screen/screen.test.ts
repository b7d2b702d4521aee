import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isFigures, showNames, startScreen } from "./screen";
import { startClauses, startNames } from "./turning";

const FIGURES = {
  total: 1204,
  participants: 2,
  signed: [
    { code: "S-1", kind: "party", number: 1, who: "Partai Satu" },
    { code: "S-2", kind: "party", number: 2, who: "Partai Dua" },
  ],
};

function page(): HTMLElement {
  document.documentElement.lang = "id";
  document.body.innerHTML = `<main data-island="screen" data-source="/layar.json"><div data-clauses><ol><li>satu</li><li>dua</li><li>tiga</li></ol></div>
    <p data-turn hidden><button data-pause data-play="Putar" data-hold="Jeda">Jeda</button><span data-turn-words data-pattern="Butir {n} dari {of}"></span></p>
    <b data-number="total">7</b><b data-number="participants">0</b><ol data-signed></ol><p data-none></p>
    <span data-state data-online="Tersambung" data-offline="Tidak tersambung"></span><span data-at data-pattern="per {time}"></span><a data-refresh-link></a></main>`;
  return document.querySelector("main")!;
}

const text = (name: string): string => document.querySelector(`[${name}]`)!.textContent ?? "";
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1);
const answer = (body: unknown, ok = true): Response => ({ ok, json: async () => body }) as Response;

describe("the big screen", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("counts and names as they come, and marks who is new", async () => {
    const box = page();
    let told: unknown = { ...FIGURES, signed: [] };
    const stop = startScreen(box, { get: async () => answer(told), every: 2_000, patience: 4_000 });
    await settle();
    expect(text('data-number="total"')).toBe("1.204");
    told = FIGURES;
    await vi.advanceTimersByTimeAsync(2_001);
    expect([...document.querySelectorAll("[data-signed] li")].map((row) => row.textContent)).toEqual(["1Partai Satu", "2Partai Dua"]);
    expect(document.querySelectorAll(".is-new").length).toBe(2);
    expect(document.querySelector<HTMLElement>("[data-none]")!.hidden).toBe(true);
    expect(text("data-state")).toBe("Tersambung");
    stop();
  });
  it("keeps the last known numbers when the line is gone, says so, and comes back by itself", async () => {
    const box = page();
    let broken = false;
    const get = async (): Promise<Response> => {
      if (broken) throw new TypeError("network");
      return answer(FIGURES);
    };
    const stop = startScreen(box, { get, every: 2_000, patience: 4_000 });
    await settle();
    const since = text("data-at");
    broken = true;
    await vi.advanceTimersByTimeAsync(2_001);
    expect([text("data-state"), box.classList.contains("is-offline")]).toEqual(["Tidak tersambung", true]);
    expect(text('data-number="total"')).toBe("1.204");
    expect(text("data-at"), "the time is that of the numbers").toBe(since);
    broken = false;
    await vi.advanceTimersByTimeAsync(2_001);
    expect(box.classList.contains("is-offline")).toBe(false);
    stop();
  });
  it("does not wait for ever for an answer", async () => {
    const box = page();
    const get = (_: string, signal: AbortSignal): Promise<Response> =>
      new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    const stop = startScreen(box, { get, every: 2_000, patience: 4_000 });
    await vi.advanceTimersByTimeAsync(4_001);
    expect(text("data-state")).toBe("Tidak tersambung");
    stop();
  });
  it("shows a name as a name, whatever stands in it", () => {
    const list = document.createElement("ol");
    showNames(list, [{ code: "S-1", kind: "community", number: null, who: '<img src=x onerror="alert(1)"><script>alert(2)</script>' }]);
    expect(list.querySelector("img, script")).toBeNull();
    expect(list.textContent).toContain("<script>");
  });
  it("keeps the order of the text and touches only what changed", () => {
    const list = document.createElement("ol");
    showNames(list, [FIGURES.signed[1]!]);
    const second = list.children[0];
    expect(showNames(list, FIGURES.signed)).toBe(true);
    expect([...list.children].map((row) => row.textContent)).toEqual(["1Partai Satu", "2Partai Dua"]);
    expect(list.children[1]).toBe(second);
    expect(showNames(list, FIGURES.signed)).toBe(false);
    expect(showNames(list, [FIGURES.signed[0]!]), "a signature taken back leaves").toBe(true);
    expect(list.children.length).toBe(1);
  });
  it("puts a heading before each kind, once", () => {
    const list = document.createElement("ol");
    Object.assign(list.dataset, { pair: "Pasangan calon", party: "Partai politik" });
    const pair = { code: "S-0", kind: "pair", number: 1, who: "Ani – Budi" };
    showNames(list, FIGURES.signed);
    showNames(list, [pair, ...FIGURES.signed]);
    expect([...list.children].map((row) => row.textContent)).toEqual(["Pasangan calon", "1Ani – Budi", "Partai politik", "1Partai Satu", "2Partai Dua"]);
    expect(showNames(list, [pair, ...FIGURES.signed])).toBe(false);
  });
  it("takes no other answer for figures", () => {
    for (const bad of [null, 7, {}, { signed: "x" }, { signed: [null] }, []]) expect(isFigures(bad)).toBe(false);
    expect(isFigures(FIGURES)).toBe(true);
  });
});

describe("what does not fit takes turns", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("clauses: all in a smaller size before one at a time", () => {
    const box = page();
    const frame = box.querySelector<HTMLElement>("[data-clauses]")!;
    const stop = startClauses(box, undefined, () => frame.dataset.size !== "2");
    expect(frame.dataset.one).toBeUndefined();
    expect(document.querySelector<HTMLElement>("[data-turn]")!.hidden).toBe(true);
    stop();
  });
  it("clauses: one at a time, and held by a button", () => {
    const box = page();
    const stop = startClauses(box, undefined, () => true);
    const shown = (): string[] => [...box.querySelectorAll<HTMLElement>("li")].filter((each) => !each.hidden).map((each) => each.textContent!);
    expect([shown(), text("data-turn-words")]).toEqual([["satu"], "Butir 1 dari 3"]);
    vi.advanceTimersByTime(9_001);
    expect(shown()).toEqual(["dua"]);
    document.querySelector<HTMLButtonElement>("[data-pause]")!.click();
    expect(text("data-pause")).toBe("Putar");
    vi.advanceTimersByTime(30_000);
    expect(shown()).toEqual(["dua"]);
    stop();
  });
  it("names: every one has its turn, in order", () => {
    const list = document.createElement("ol");
    list.append(...[1, 2, 3, 4, 5].map((number) => Object.assign(document.createElement("li"), { textContent: String(number) })));
    const shown = (): string => [...list.children].filter((row) => !(row as HTMLElement).hidden).map((row) => row.textContent).join("");
    const hold = { held: false, turns: vi.fn() };
    const names = startNames(list, hold, () => shown().length > 2);
    names.arrange();
    expect(hold.turns).toHaveBeenLastCalledWith("names", true);
    const seen = [shown()];
    for (let turn = 0; turn < 3; turn += 1) {
      vi.advanceTimersByTime(8_001);
      seen.push(shown());
    }
    expect(seen).toEqual(["12", "34", "5", "12"]);
    hold.held = true;
    vi.advanceTimersByTime(60_000);
    expect(shown()).toBe("12");
    names.stop();
  });
});
