import { describe, type MapData, type Place, readData } from "./data";
import { middle, neighbour } from "./neighbours";

/** Brings one tile map to life: details on hover and focus, arrow keys between hexagons, the switch to geography. */
export function startMap(figure: HTMLElement): void {
  const data = readData<MapData>(figure);
  const drawing = figure.querySelector<SVGSVGElement>("[data-tiles]");
  if (!data || !drawing) return;
  const places = new Map(data.places.map((place) => [place.code, place]));
  const show = detail(figure, data);
  walk(drawing, (code) => show(places.get(code)));
  if (data.boundaries) addSwitch(figure, drawing, data, show);
}

/** The line under the map that says what is pointed at. */
function detail(figure: HTMLElement, data: MapData): (place: Place | undefined) => void {
  const line = figure.querySelector<HTMLElement>("[data-detail]");
  if (line) {
    line.hidden = false;
    line.textContent = data.words.hint ?? "";
  }
  return (place) => {
    if (!line || !place) return;
    const { title, value } = describe(place, data);
    const name = document.createElement("b");
    name.textContent = title;
    line.replaceChildren(name, document.createElement("br"), value);
  };
}

/** One tab stop for the whole map; arrows move between hexagons (without a script each is a link of its own). */
function walk(drawing: SVGSVGElement, show: (code: string) => void): void {
  const hexes = [...drawing.querySelectorAll<SVGGraphicsElement>(".hex")];
  const spots = hexes.map((hex) => middle(hex.querySelector("polygon")?.getAttribute("points") ?? ""));
  hexes.forEach((hex, index) => hex.setAttribute("tabindex", index === 0 ? "0" : "-1"));
  const at = (target: EventTarget | null): number =>
    target instanceof Element ? hexes.indexOf(target.closest<SVGGraphicsElement>(".hex") as SVGGraphicsElement) : -1;
  const tell = (event: Event): void => {
    const hex = hexes[at(event.target)];
    if (hex?.dataset.code) show(hex.dataset.code);
  };
  drawing.addEventListener("pointerover", tell);
  drawing.addEventListener("focusin", (event) => {
    const now = at(event.target);
    if (now < 0) return;
    hexes.forEach((hex, index) => hex.setAttribute("tabindex", index === now ? "0" : "-1"));
    tell(event);
  });
  drawing.addEventListener("keydown", (event) => {
    const next = hexes[neighbour(spots, at(event.target), event.key)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
}

/** Tiles or geography. MapLibre is fetched only when somebody asks for the geography. */
function addSwitch(figure: HTMLElement, drawing: SVGSVGElement, data: MapData, show: (place: Place | undefined) => void): void {
  const tools = figure.querySelector<HTMLElement>(".map__tools");
  const ground = figure.querySelector<HTMLElement>("[data-geography]");
  if (!tools || !ground) return;
  const group = document.createElement("div");
  group.className = "map__switch";
  group.setAttribute("role", "group");
  group.setAttribute("aria-label", data.words.switch ?? "");
  const button = (words: string | undefined): HTMLButtonElement => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = words ?? "";
    group.append(made);
    return made;
  };
  const tiles = button(data.words.tiles);
  const geography = button(data.words.geography);
  const status = document.createElement("p");
  status.className = "soft map__status";
  status.setAttribute("role", "status");
  tools.append(group, status);
  tools.hidden = false;

  const turn = (toGeography: boolean): void => {
    tiles.setAttribute("aria-pressed", String(!toGeography));
    geography.setAttribute("aria-pressed", String(toGeography));
    drawing.toggleAttribute("hidden", toGeography);
    ground.hidden = !toGeography;
  };
  turn(false);
  let drawn: Promise<void> | undefined;
  tiles.addEventListener("click", () => turn(false));
  geography.addEventListener("click", async () => {
    turn(true);
    status.textContent = data.words.loading ?? "";
    try {
      drawn ??= import("./geography").then((module) => module.drawGeography(ground, data, show));
      await drawn;
      status.textContent = "";
    } catch {
      drawn = undefined;
      turn(false);
      status.textContent = data.words.failed ?? "";
    }
  });
}
