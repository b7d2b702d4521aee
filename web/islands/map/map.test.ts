import { beforeEach, describe as suite, expect, it, vi } from "vitest";
import { describe, type MapData } from "./data";
import { middle, neighbour } from "./neighbours";
import { startMap } from "./tiles";

const DATA: MapData = {
  boundaries: "",
  valueLabel: "laporan",
  words: { noData: "tidak ada data", district: "Kecamatan", hint: "Arahkan", tiles: "Petak", geography: "Geografi", failed: "Gagal", loading: "Memuat" },
  places: [
    { code: "a", name: "Gambir", district: "Gambir", value: "24", band: 5, href: "#a" },
    { code: "b", name: "Cideng", district: "Gambir", value: "", band: null, href: "#b" },
    { code: "c", name: "Senen", district: "Senen", value: "4", band: 2, href: "#c" },
  ],
};

function page(data: MapData): HTMLElement {
  const hex = (code: string, points: string): string =>
    `<a class="hex" href="#${code}" data-code="${code}"><polygon points="${points}"></polygon></a>`;
  document.body.innerHTML = `<figure data-island="map" data-source="map-data"><div class="map__tools" hidden></div>
    <svg data-tiles>${hex("a", "0,0 10,0 10,10 0,10")}${hex("b", "10,0 20,0 20,10 10,10")}${hex("c", "5,10 15,10 15,20 5,20")}</svg>
    <div data-geography hidden></div><p data-detail hidden></p></figure>
    <script type="application/json" id="map-data">${JSON.stringify(data)}</script>`;
  return document.querySelector("figure")!;
}

const hex = (code: string): SVGElement => document.querySelector<SVGElement>(`[data-code="${code}"]`)!;
const detail = (): string => document.querySelector("[data-detail]")!.textContent ?? "";

suite("the tile map", () => {
  beforeEach(() => {
    startMap(page(DATA));
  });

  it("is one tab stop", () => {
    expect(["a", "b", "c"].map((code) => hex(code).getAttribute("tabindex"))).toEqual(["0", "-1", "-1"]);
  });
  it("says what is pointed at, and never a number where there is no data", () => {
    expect(detail()).toBe("Arahkan");
    hex("a").dispatchEvent(new Event("pointerover", { bubbles: true }));
    expect(detail()).toBe("Gambir, Kecamatan Gambir24 laporan");
    hex("b").dispatchEvent(new Event("pointerover", { bubbles: true }));
    expect(detail()).toBe("Cideng, Kecamatan Gambirtidak ada data");
  });
  it("is walked with the arrow keys", () => {
    hex("a").dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight", bubbles: true, cancelable: true }));
    expect(document.activeElement).toBe(hex("b"));
    hex("b").dispatchEvent(new Event("focusin", { bubbles: true }));
    expect(hex("b").getAttribute("tabindex")).toBe("0");
    expect(hex("a").getAttribute("tabindex")).toBe("-1");
  });
  it("offers no geography where there are no boundaries", () => {
    expect(document.querySelector<HTMLElement>(".map__tools")!.hidden).toBe(true);
  });
});

suite("the switch to geography", () => {
  it("goes back to the tiles and says so where the map cannot be drawn", async () => {
    vi.doMock("./geography", () => ({ drawGeography: () => Promise.reject(new Error("no WebGL")) }));
    startMap(page({ ...DATA, boundaries: "/batas" }));
    const [tiles, geography] = [...document.querySelectorAll("button")];
    expect(geography!.textContent).toBe("Geografi");
    geography!.click();
    await vi.waitFor(() => expect(document.querySelector(".map__status")!.textContent).toBe("Gagal"));
    expect(tiles!.getAttribute("aria-pressed")).toBe("true");
    expect(document.querySelector("[data-tiles]")!.hasAttribute("hidden")).toBe(false);
    expect(document.querySelector<HTMLElement>("[data-geography]")!.hidden).toBe(true);
  });
});

suite("neighbours", () => {
  const spots = [{ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 5, y: 9 }, { x: -5, y: 9 }];
  it("are the nearest in the arrow's direction, and none at the edge", () => {
    expect(neighbour(spots, 0, "ArrowRight")).toBe(1);
    expect(neighbour(spots, 0, "ArrowDown")).toBe(2);
    expect(neighbour(spots, 2, "ArrowLeft")).toBe(3);
    expect(neighbour(spots, 0, "ArrowUp")).toBe(-1);
    expect(neighbour(spots, 0, "a")).toBe(-1);
  });
  it("are measured from the middle of the corners", () => {
    expect(middle("0,0 10,0 10,10 0,10")).toEqual({ x: 5, y: 5 });
  });
});

suite("a place in words", () => {
  it("names the district only where there is one", () => {
    expect(describe({ code: "x", name: "Luar", district: "", value: "1–4", band: 1, href: "" }, DATA)).toEqual({
      title: "Luar",
      value: "1–4 laporan",
    });
  });
});
