import { beforeEach, describe, expect, it } from "vitest";
import { startSign } from "./sign";
import { MOST_POINTS, MOST_STROKES, Strokes } from "./strokes";

describe("strokes", () => {
  it("stay between 0 and 1, thin out, and are JSON for the form", () => {
    const strokes = new Strokes();
    expect(strokes.toString()).toBe("");
    strokes.down(-0.5, 0.5);
    strokes.to(0.0001, 0.5); // nearer than the eye can tell
    strokes.to(2, 0.75);
    strokes.up();
    expect(JSON.parse(strokes.toString())).toEqual([[[0, 0.5], [1, 0.75]]]);
  });
  it("forget a touch that did not move, and undo one by one", () => {
    const strokes = new Strokes();
    strokes.down(0.5, 0.5);
    strokes.up();
    expect(strokes.all).toEqual([]);
    for (const x of [0.1, 0.2]) {
      strokes.down(x, 0.1);
      strokes.to(x, 0.9);
      strokes.up();
    }
    strokes.undo();
    expect(strokes.all.length).toBe(1);
    strokes.clear();
    expect(strokes.toString()).toBe("");
  });
  it("take no more than the server does", () => {
    const strokes = new Strokes();
    for (let stroke = 0; stroke < MOST_STROKES + 20; stroke += 1) {
      strokes.down(0, 0);
      for (let step = 1; step < 200; step += 1) strokes.to((step % 2) * 0.5, step / 200);
      strokes.up();
    }
    expect(strokes.all.length).toBeLessThanOrEqual(MOST_STROKES);
    expect(strokes.points).toBeLessThanOrEqual(MOST_POINTS);
    expect(strokes.toString().length).toBeLessThan(150_000);
  });
  it("read what a form brought back, and nothing else", () => {
    expect(Strokes.read("[[[0.1,0.2],[0.3,0.4]]]").toString()).toBe("[[[0.1,0.2],[0.3,0.4]]]");
    for (const bad of ["", "{", "7", "[1]", '[["x"]]', '{"a":1}']) expect(Strokes.read(bad).toString()).toBe("");
  });
});

describe("the field for a signature", () => {
  beforeEach(() => {
    document.body.innerHTML = `<form><div data-island="sign" data-input="goresan_isi" data-undo="Urungkan" data-clear="Hapus"
      data-label="Bidang" data-empty="Belum ada goresan." data-strokes-words="goresan"><div data-sign-pad hidden></div>
      <p data-sign-missing></p><input type="hidden" id="goresan_isi" value=""></div></form>`;
    startSign(document.querySelector("[data-island]")!);
  });
  const value = (): string => document.querySelector("input")!.value;
  const canvas = (): HTMLCanvasElement => document.querySelector("canvas")!;
  const press = (key: string, more: KeyboardEventInit = {}): void =>
    void canvas().dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

  it("appears only where scripts run, and says that it is empty", () => {
    expect(document.querySelector<HTMLElement>("[data-sign-pad]")!.hidden).toBe(false);
    expect(document.querySelector("[data-sign-missing]")).toBeNull();
    expect(document.querySelector("[role=status]")!.textContent).toBe("Belum ada goresan.");
    expect(canvas().getAttribute("aria-label")).toBe("Bidang");
  });
  it("can be drawn on with keys alone, undone and cleared", () => {
    press(" ");
    press("ArrowRight");
    press("ArrowDown");
    press(" ");
    expect(JSON.parse(value())[0].length).toBe(3);
    expect(document.querySelector("[role=status]")!.textContent).toBe("1 goresan");
    press("z", { ctrlKey: true });
    expect(value()).toBe("");
    press(" ");
    press("ArrowUp");
    document.querySelector("form")!.dispatchEvent(new Event("submit"));
    expect(JSON.parse(value())[0].length, "what is on the field goes with the form").toBe(2);
    [...document.querySelectorAll("button")].find((each) => each.textContent === "Hapus")!.click();
    expect(value()).toBe("");
  });
});
