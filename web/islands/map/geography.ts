/** Geography by MapLibre: only our own boundaries, no tiles, fonts or pictures from anywhere else. */
import type { FeatureCollection } from "geojson";
import { type ExpressionSpecification, Map as Chart, Marker, NavigationControl, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { MapData, Place } from "./data";
import { bounds, nameSpot } from "./shapes";

setWorkerUrl(workerUrl);

const BANDS = [0, 1, 2, 3, 4, 5];
// A letter's width in pixels, about: a name is written only where its place is wide enough for it.
const LETTER = 8.5;

/** The hatching that means "no data", as pixels: the same sign as on the tile map. */
function hatch(ground: string, line: string): ImageData {
  const size = 16;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This device cannot draw.");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = line;
  pen.lineWidth = 2;
  for (const shift of [-size, 0, size]) {
    pen.beginPath();
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
    pen.stroke();
  }
  return pen.getImageData(0, 0, size, size);
}

function tone(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(`--${name}`).trim();
}

function bandColours(element: HTMLElement): ExpressionSpecification {
  const arms = BANDS.flatMap((band) => [band, tone(element, `band-${band}`)]);
  return ["match", ["coalesce", ["feature-state", "band"], -1], ...arms, "rgba(0,0,0,0)"] as unknown as ExpressionSpecification;
}

/** Draws the boundaries, coloured as the tiles are, and resolves when they are on the screen. */
export async function drawGeography(ground: HTMLElement, data: MapData, show: (place: Place | undefined) => void): Promise<void> {
  const answer = await fetch(data.boundaries, { headers: { Accept: "application/geo+json, application/json" } });
  if (!answer.ok) throw new Error(`The boundaries could not be read (${answer.status}).`);
  const collection = (await answer.json()) as FeatureCollection;
  const places = new Map(data.places.map((place) => [place.code, place]));
  const known = (code: unknown): Place | undefined => places.get(String(code));

  const words = data.words;
  const chart = new Chart({
    container: ground,
    bounds: bounds(collection),
    fitBoundsOptions: { padding: 24 },
    maxPitch: 0,
    dragRotate: false,
    attributionControl: false,
    cooperativeGestures: true,
    locale: {
      "NavigationControl.ZoomIn": words.zoomIn ?? "",
      "NavigationControl.ZoomOut": words.zoomOut ?? "",
      "Map.Title": words.mapLabel ?? "",
      "CooperativeGesturesHandler.WindowsHelpText": words.cooperateDesktop ?? "",
      "CooperativeGesturesHandler.MacHelpText": words.cooperateMac ?? "",
      "CooperativeGesturesHandler.MobileHelpText": words.cooperate ?? "",
    },
    style: { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": tone(ground, "sunken") } }] },
  });
  chart.touchZoomRotate.disableRotation();
  chart.addControl(new NavigationControl({ showCompass: false }), "top-right");

  await new Promise<void>((resolve, reject) => {
    chart.once("load", () => resolve());
    chart.once("error", (event) => reject(event.error));
  });
  chart.addImage("hatch", hatch(tone(ground, "no-data"), tone(ground, "no-data-line")));
  chart.addSource("places", { type: "geojson", data: collection, promoteId: "code" });
  chart.addLayer({ id: "none", type: "fill", source: "places", paint: { "fill-pattern": "hatch" } });
  chart.addLayer({ id: "bands", type: "fill", source: "places", paint: { "fill-color": bandColours(ground) } });
  chart.addLayer({
    id: "borders",
    type: "line",
    source: "places",
    paint: { "line-color": tone(ground, "ink"), "line-width": ["case", ["boolean", ["feature-state", "here"], false], 3, 0.8] },
  });
  for (const place of data.places) if (place.band !== null) chart.setFeatureState({ source: "places", id: place.code }, { band: place.band });

  writeNames(chart, collection, known);
  follow(chart, known, show);
  document.addEventListener("damai:theme", () => paint(chart, ground));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => paint(chart, ground));
}

/** The colours of the theme the page wears now. */
function paint(chart: Chart, ground: HTMLElement): void {
  chart.updateImage("hatch", hatch(tone(ground, "no-data"), tone(ground, "no-data-line")));
  chart.setPaintProperty("ground", "background-color", tone(ground, "sunken"));
  chart.setPaintProperty("bands", "fill-color", bandColours(ground));
  chart.setPaintProperty("borders", "line-color", tone(ground, "ink"));
}

/** Names as plain HTML: no font files, the page's own letters; each only while its place is wide enough for it. */
function writeNames(chart: Chart, collection: FeatureCollection, known: (code: unknown) => Place | undefined): void {
  const names = collection.features.map((feature) => {
    const element = document.createElement("span");
    const words = String(feature.properties?.name ?? "");
    element.className = `map__name on-band-${known(feature.properties?.code)?.band ?? "none"}`;
    element.setAttribute("aria-hidden", "true");
    element.textContent = words;
    const [west, , east] = bounds({ type: "FeatureCollection", features: [feature] });
    new Marker({ element }).setLngLat(nameSpot(feature)).addTo(chart);
    return { element, needs: words.length * LETTER, degrees: east - west };
  });
  const fit = (): void => {
    const pixels = (512 * 2 ** chart.getZoom()) / 360;
    for (const name of names) name.element.hidden = name.degrees * pixels < name.needs;
  };
  chart.on("zoom", fit);
  fit();
}

/** Says what is under the pointer, and opens it when pressed. */
function follow(chart: Chart, known: (code: unknown) => Place | undefined, show: (place: Place | undefined) => void): void {
  let here: string | number | undefined;
  const mark = (id: string | number | undefined): void => {
    if (here !== undefined) chart.setFeatureState({ source: "places", id: here }, { here: false });
    here = id;
    if (id !== undefined) chart.setFeatureState({ source: "places", id }, { here: true });
  };
  chart.on("mousemove", "none", (event) => {
    const id = event.features?.[0]?.id;
    if (id === here) return;
    mark(id);
    const place = known(id);
    show(place);
    chart.getCanvas().classList.toggle("is-link", Boolean(place?.href));
  });
  chart.on("mouseleave", "none", () => mark(undefined));
  chart.on("click", "none", (event) => {
    const place = known(event.features?.[0]?.id);
    show(place);
    if (place?.href) document.location.href = place.href;
  });
}
