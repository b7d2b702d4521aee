import { beforeEach, describe, expect, it, vi } from "vitest";
import { matching, startPlace } from "./place";

const WORDS = {
  matches: "Cocok:",
  waiting: "Menunggu",
  exact: "Di {name}",
  near: "Dekat {name}",
  outside: "Di luar",
  kept: "Tercatat",
  denied: "Ditolak",
  unknown: "Tidak ditemukan",
};

function page(locate = "/di-mana"): HTMLElement {
  document.body.innerHTML = `<div data-island="place" data-source="place-data"><input data-place-search>
    <select><option value="">Pilih</option><optgroup label="Gambir"><option value="1">Gambir</option><option value="2">Petojo Utara</option></optgroup>
    <optgroup label="Menteng"><option value="3">Menteng</option></optgroup></select><p data-place-said></p>
    <input type="hidden" data-place-lat><input type="hidden" data-place-lon>
    <div data-place-position hidden><button data-place-here></button></div>
    <details data-picture hidden><svg data-tiles><g class="hex" data-code="3"><polygon></polygon></g></svg></details></div>
    <script type="application/json" id="place-data">${JSON.stringify({ locate, words: WORDS })}</script>`;
  return document.querySelector("div")!;
}

const select = (): HTMLSelectElement => document.querySelector("select")!;
const said = (): string => document.querySelector("[data-place-said]")!.textContent ?? "";
const device = (answer: (good: PositionCallback, bad: PositionErrorCallback) => void): Navigator =>
  ({ geolocation: { getCurrentPosition: answer } }) as unknown as Navigator;
const AT = { coords: { latitude: -6.1753, longitude: 106.8271 } } as GeolocationPosition;

describe("choosing a place", () => {
  beforeEach(() => vi.restoreAllMocks());

  it("finds by words in any order, with the kecamatan, whatever the case", () => {
    page();
    const options = [...select().options];
    expect(matching(options, "UTARA petojo").map((option) => option.value)).toEqual(["2"]);
    expect(matching(options, "gambir").map((option) => option.value)).toEqual(["1", "2"]);
  });
  it("chooses when only one is left, and says what fits while there are several", () => {
    startPlace(page(), device(() => undefined));
    const field = document.querySelector<HTMLInputElement>("[data-place-search]")!;
    field.value = "gambir";
    field.dispatchEvent(new Event("input"));
    expect([select().value, said()]).toEqual(["", "Cocok: Gambir, Petojo Utara"]);
    field.value = "petojo";
    field.dispatchEvent(new Event("input"));
    expect(select().value).toBe("2");
  });
  it("takes a pressed hexagon, and marks what the list says", () => {
    startPlace(page(), device(() => undefined));
    document.querySelector("polygon")!.dispatchEvent(new Event("click", { bubbles: true }));
    expect(select().value).toBe("3");
    expect(document.querySelector(".hex")!.classList.contains("is-chosen")).toBe(true);
    select().value = "1";
    select().dispatchEvent(new Event("change"));
    expect(document.querySelector(".hex")!.classList.contains("is-chosen")).toBe(false);
  });
  it("asks the device only when the button is pressed, and says how sure the answer is", async () => {
    const asked = vi.fn((good: PositionCallback) => good(AT));
    vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response(JSON.stringify({ code: "1", name: "Gambir", exact: false })))));
    startPlace(page(), device(asked));
    expect(asked).not.toHaveBeenCalled();
    expect(document.querySelector<HTMLElement>("[data-place-position]")!.hidden).toBe(false);
    document.querySelector<HTMLButtonElement>("[data-place-here]")!.click();
    await vi.waitFor(() => expect(said()).toBe("Dekat Gambir"));
    expect(select().value).toBe("1");
    expect(document.querySelector<HTMLInputElement>("[data-place-lat]")!.value).toBe("-6.175300");
    const [address, sent] = vi.mocked(fetch).mock.calls[0] as [string, RequestInit];
    expect(address).toBe("/di-mana"); // the point stands in no address
    expect([sent.method, String(sent.body)]).toEqual(["POST", "lat=-6.175300&lon=106.827100"]);
  });
  it("does not choose a place that is not in the list, and explains a refusal", async () => {
    vi.stubGlobal("fetch", vi.fn(() => Promise.resolve(new Response(JSON.stringify({ code: "99", name: "Bogor", exact: true })))));
    startPlace(page(), device((good) => good(AT)));
    document.querySelector<HTMLButtonElement>("[data-place-here]")!.click();
    await vi.waitFor(() => expect(said()).toBe("Di luar"));
    expect(select().value).toBe("");
    startPlace(page(), device((_, bad) => bad({ code: 1, PERMISSION_DENIED: 1 } as GeolocationPositionError)));
    document.querySelector<HTMLButtonElement>("[data-place-here]")!.click();
    expect(said()).toBe("Ditolak");
  });
  it("shows no position button on a device that has no position", () => {
    startPlace(page(), {} as Navigator);
    expect(document.querySelector<HTMLElement>("[data-place-position]")!.hidden).toBe(true);
  });
});
