/** One place as the server tells it. `band` is null where there is no data. */
export interface Place {
  code: string;
  name: string;
  district: string;
  value: string;
  band: number | null;
  href: string;
}

export interface MapData {
  boundaries: string;
  valueLabel: string;
  places: Place[];
  words: Record<string, string>;
}

/** The JSON script that stands beside an island. */
export function readData<T>(island: HTMLElement): T | null {
  const script = island.ownerDocument.getElementById(island.dataset.source ?? "");
  return script?.textContent ? (JSON.parse(script.textContent) as T) : null;
}

/** "Gambir, Kecamatan Gambir" and "12 laporan": the two lines of a place's detail. */
export function describe(place: Place, data: MapData): { title: string; value: string } {
  const district = place.district ? `, ${data.words.district ?? ""} ${place.district}` : "";
  return {
    title: place.name + district,
    value: place.band === null ? (data.words.noData ?? "") : `${place.value} ${data.valueLabel}`,
  };
}
