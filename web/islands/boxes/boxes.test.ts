import { beforeEach, describe, expect, it } from "vitest";
import { SMALLEST, around, drawn, fitted, moved, read, resized } from "./box";
import { startBoxes } from "./boxes";

describe("a box", () => {
  it("stays inside the picture and never vanishes", () => {
    for (const box of [fitted({ left: -5, top: 99, width: 300, height: 0 }), moved(around(50, 50, 1), 900, -900)]) {
      expect(box.left).toBeGreaterThanOrEqual(0);
      expect(box.top + box.height).toBeLessThanOrEqual(100);
      expect(box.left + box.width).toBeLessThanOrEqual(100);
      expect(box.height).toBeGreaterThanOrEqual(SMALLEST);
    }
  });
  it("keeps its upper left corner while its size changes", () => {
    expect(resized({ left: 80, top: 80, width: 10, height: 10 }, 50, -50)).toEqual({ left: 80, top: 80, width: 20, height: SMALLEST });
  });
  it("is the same whichever way it was drawn", () => {
    expect(drawn(10, 20, 30, 60)).toEqual(drawn(30, 60, 10, 20));
    expect(drawn(-10, -10, 120, 50)).toEqual({ left: 0, top: 0, width: 100, height: 50 });
  });
  it("reads numbers as the server does", () => {
    expect(["12,5", "12.5", " 7 % ", "0"].map(read)).toEqual([12.5, 12.5, 7, 0]);
    expect(["", "x", "1e3", "-1", "1.2.3", "NaN"].map(read)).toEqual([null, null, null, null, null, null]);
  });
});

describe("boxes over a picture", () => {
  const row = (values: string[] = ["", "", "", ""]): string =>
    `<tr data-box-row>${["kiri", "atas", "lebar", "tinggi"].map((side, at) => `<td><input name="${side}" value="${values[at]}"></td>`).join("")}</tr>`;
  const start = (rows: string): void => {
    document.body.innerHTML = `<form><div data-island="boxes" data-rows="angka" data-add="Tambah kotak" data-box="Kotak" data-most="4"
      data-told="{name}: kiri {left}, atas {top}, lebar {width}, tinggi {height}" data-removed="{name} dihapus" data-full="Penuh"
      data-help="Panah"><div data-boxes-stage><img alt=""></div><div data-boxes-tools hidden></div><p data-boxes-plain></p></div>
      <table id="angka"><tbody>${rows}</tbody></table></form>`;
    startBoxes(document.querySelector<HTMLElement>("[data-island]")!);
    const stage = document.querySelector<HTMLElement>("[data-boxes-stage]")!;
    stage.getBoundingClientRect = () => ({ left: 0, top: 0, width: 200, height: 100 }) as DOMRect;
  };
  const boxes = (): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(".boxes__box")];
  const values = (): string[][] =>
    [...document.querySelectorAll("[data-box-row]")].map((each) => [...each.querySelectorAll("input")].map((field) => field.value));
  const press = (key: string, more: KeyboardEventInit = {}): void =>
    void document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
  const status = (): string => document.querySelector("[role=status]")!.textContent ?? "";
  const adder = (): HTMLButtonElement => document.querySelector<HTMLButtonElement>("[data-boxes-tools] button")!;
  const point = (type: string, x: number, y: number, on: Element, kind = "mouse"): void =>
    void on.dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, pointerId: 1, button: 0, pointerType: kind, bubbles: true }));

  beforeEach(() => start(row(["10", "20", "30", "40"]) + row()));

  it("show what stands in the fields, and say how it works only where scripts run", () => {
    expect(boxes().length).toBe(1);
    expect(boxes()[0]!.style.left).toBe("10%");
    expect(boxes()[0]!.getAttribute("aria-label")).toBe("Kotak 1: kiri 10, atas 20, lebar 30, tinggi 40");
    expect(document.querySelector("[data-boxes-plain]")).toBeNull();
    expect(document.querySelector<HTMLElement>("[data-boxes-tools]")!.hidden).toBe(false);
  });

  it("are added, moved, resized and deleted with keys alone", () => {
    adder().click();
    expect(document.activeElement).toBe(boxes()[1]);
    press("ArrowRight");
    press("ArrowDown", { altKey: true });
    expect(values()[1]).toEqual(["49", "42.25", "12", "24"]);
    press("ArrowLeft", { shiftKey: true });
    press("ArrowUp", { shiftKey: true });
    press("+");
    expect(values()[1]).toEqual(["49", "42.25", "12", "24"]);
    expect(status()).toBe("Kotak 2: kiri 49, atas 42.25, lebar 12, tinggi 24");
    press("Delete");
    expect(values()[1]).toEqual(["", "", "", ""]);
    expect(status()).toBe("Kotak 2 dihapus");
    expect(document.activeElement).toBe(boxes()[0]);
    press("Backspace");
    expect(document.activeElement).toBe(adder());
    expect(boxes()).toEqual([]);
  });

  it("leave the keys of the browser and of others alone", () => {
    boxes()[0]!.focus();
    press("ArrowRight", { ctrlKey: true });
    press("x");
    expect(values()[0]).toEqual(["10", "20", "30", "40"]);
    press("Escape");
    expect(document.activeElement).toBe(adder());
  });

  it("are drawn with a mouse, moved by their middle and resized by their corner", () => {
    const stage = document.querySelector("[data-boxes-stage]")!;
    point("pointerdown", 120, 50, stage);
    point("pointermove", 160, 90, stage);
    point("pointerup", 160, 90, stage);
    expect(values()[1]).toEqual(["60", "50", "20", "40"]);
    point("pointerdown", 130, 60, boxes()[1]!);
    point("pointermove", 110, 50, boxes()[1]!);
    point("pointerup", 110, 50, boxes()[1]!);
    expect(values()[1]).toEqual(["50", "40", "20", "40"]);
    const handle = boxes()[1]!.querySelector(".boxes__handle")!;
    point("pointerdown", 140, 80, handle);
    point("pointermove", 150, 70, handle);
    point("pointerup", 150, 70, handle);
    expect(values()[1]).toEqual(["50", "40", "25", "30"]);
  });

  it("come with a tap, while a finger that moves scrolls the page", () => {
    const stage = document.querySelector("[data-boxes-stage]")!;
    point("pointerdown", 100, 50, stage, "touch");
    point("pointermove", 100, 90, stage, "touch");
    expect(boxes().length).toBe(1);
    stage.dispatchEvent(new MouseEvent("click", { clientX: 100, clientY: 50, bubbles: true }));
    expect(values()[1]).toEqual(["44", "38", "12", "24"]);
  });

  it("follow what is typed, and are as many as the server takes", () => {
    const field = document.querySelectorAll("input")[0]!;
    field.value = "55";
    field.dispatchEvent(new Event("input"));
    expect(boxes()[0]!.style.left).toBe("55%");
    for (let number = 0; number < 5; number += 1) adder().click();
    expect(boxes().length).toBe(4);
    expect(status()).toBe("Penuh");
    expect(values().length).toBe(4);
  });

  it("start over nothing without a fault", () => {
    document.body.innerHTML = `<div data-island="boxes"></div>`;
    startBoxes(document.querySelector<HTMLElement>("[data-island]")!);
    expect(boxes()).toEqual([]);
  });
});
