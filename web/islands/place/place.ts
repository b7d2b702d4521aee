import { readData } from "../map/data";

/** What the server says of a point: the place it lies in, and whether that is exact or only the nearest. */
export interface Found {
  code: string;
  name: string;
  exact: boolean;
  inside?: boolean;
}

export interface PlaceData {
  locate: string;
  words: Record<string, string>;
}

/** Options whose words hold every typed word, whatever the case and accents. */
export function matching(options: readonly HTMLOptionElement[], typed: string): HTMLOptionElement[] {
  const plain = (text: string): string =>
    text
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase();
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return options.filter((option) => {
    const group = option.parentElement instanceof HTMLOptGroupElement ? option.parentElement.label : "";
    const words = plain(`${option.textContent ?? ""} ${group}`);
    return wanted.every((word) => words.includes(word));
  });
}

/** Everything writes to the same `<select>`: what is sent is what a reader without a script would have chosen. */
export function startPlace(box: HTMLElement, device: Navigator = navigator): void {
  const data = readData<PlaceData>(box);
  const select = box.querySelector<HTMLSelectElement>("select");
  if (!data || !select) return;
  const choose = (code: string): boolean => {
    if (![...select.options].some((option) => option.value === code)) return false;
    select.value = code;
    select.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  startTiles(box, select, choose);
  startSearch(box, select, choose, data);
  startHere(box, choose, data, device);
}

function startTiles(box: HTMLElement, select: HTMLSelectElement, choose: (code: string) => boolean): void {
  const hexes = [...box.querySelectorAll<SVGElement>(".hex[data-code]")];
  const mark = (): void => {
    for (const hex of hexes) hex.classList.toggle("is-chosen", hex.dataset.code === select.value);
  };
  const press = (event: Event): void => {
    const code = event.target instanceof Element ? event.target.closest<SVGElement>(".hex[data-code]")?.dataset.code : undefined;
    if (code && choose(code)) event.preventDefault();
  };
  box.querySelector("[data-tiles]")?.addEventListener("click", press);
  box.querySelector("[data-tiles]")?.addEventListener("keydown", (event) => {
    if (["Enter", " "].includes((event as KeyboardEvent).key)) press(event);
  });
  select.addEventListener("change", mark);
  mark();
  box.querySelector<HTMLElement>("[data-picture]")?.removeAttribute("hidden");
}

function startSearch(box: HTMLElement, select: HTMLSelectElement, choose: (code: string) => boolean, data: PlaceData): void {
  const field = box.querySelector<HTMLInputElement>("[data-place-search]");
  const said = box.querySelector<HTMLElement>("[data-place-said]");
  if (!field) return;
  const options = [...select.options].filter((option) => option.value);
  field.addEventListener("input", () => {
    const found = field.value.trim().length < 2 ? [] : matching(options, field.value);
    if (found.length === 1 && found[0]) choose(found[0].value);
    if (!said) return;
    const names = found.slice(0, 5).map((option) => option.textContent?.trim());
    said.textContent = found.length ? `${data.words.matches ?? ""} ${names.join(", ")}${found.length > 5 ? "…" : ""}` : "";
  });
}

/** Asks for the position only when the button beside the explanation is pressed. */
function startHere(box: HTMLElement, choose: (code: string) => boolean, data: PlaceData, device: Navigator): void {
  const button = box.querySelector<HTMLButtonElement>("[data-place-here]");
  const latitude = box.querySelector<HTMLInputElement>("[data-place-lat]");
  const longitude = box.querySelector<HTMLInputElement>("[data-place-lon]");
  const said = box.querySelector<HTMLElement>("[data-place-said]");
  if (!button || !device.geolocation) return;
  const say = (words: string | undefined, name = ""): void => {
    if (said) said.textContent = (words ?? "").replace("{name}", name);
  };
  box.querySelector<HTMLElement>("[data-place-position]")?.removeAttribute("hidden");
  button.addEventListener("click", () => {
    say(data.words.waiting);
    device.geolocation.getCurrentPosition(
      async ({ coords }) => {
        if (latitude) latitude.value = coords.latitude.toFixed(6);
        if (longitude) longitude.value = coords.longitude.toFixed(6);
        const found = data.locate ? await locate(data.locate, coords) : null;
        if (!found) say(data.words.kept);
        else if (!choose(found.code)) say(data.words.outside, found.name);
        else say(found.exact ? data.words.exact : data.words.near, found.name);
      },
      (error) => say(error.code === error.PERMISSION_DENIED ? data.words.denied : data.words.unknown),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  });
}

async function locate(address: string, coords: GeolocationCoordinates): Promise<Found | null> {
  // In the body and not in the address: where somebody stands is not for the logs on the way.
  const body = new URLSearchParams({ lat: coords.latitude.toFixed(6), lon: coords.longitude.toFixed(6) });
  try {
    const answer = await fetch(address, { method: "POST", body, headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Found) : null;
  } catch {
    return null;
  }
}
