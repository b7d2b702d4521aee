import type { Feature, FeatureCollection, Position } from "geojson";

/** The smallest west, south, east, north that holds every corner. */
export function bounds(collection: FeatureCollection): [number, number, number, number] {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (value: Position | Position[] | Position[][] | Position[][][]): void => {
    if (typeof value[0] === "number") {
      const [x = 0, y = 0] = value as Position;
      west = Math.min(west, x);
      east = Math.max(east, x);
      south = Math.min(south, y);
      north = Math.max(north, y);
    } else for (const inner of value as Position[][]) visit(inner);
  };
  for (const feature of collection.features) {
    if (feature.geometry.type === "Polygon" || feature.geometry.type === "MultiPolygon") visit(feature.geometry.coordinates);
  }
  return [west, south, east, north];
}

/** The centroid of a feature's largest part: where its name is written. */
export function nameSpot(feature: Feature): [number, number] {
  const geometry = feature.geometry;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  let best: [number, number] = [0, 0];
  let largest = -1;
  for (const [ring] of polygons) {
    if (!ring) continue;
    let [area, x, y] = [0, 0, 0];
    ring.forEach(([x1 = 0, y1 = 0], index) => {
      const [x2 = 0, y2 = 0] = ring[(index + 1) % ring.length] ?? [];
      const cross = x1 * y2 - x2 * y1;
      area += cross;
      x += (x1 + x2) * cross;
      y += (y1 + y2) * cross;
    });
    if (Math.abs(area) > largest && area !== 0) {
      largest = Math.abs(area);
      best = [x / (3 * area), y / (3 * area)];
    }
  }
  return best;
}
