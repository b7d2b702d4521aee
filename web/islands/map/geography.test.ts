import type { Feature, FeatureCollection } from "geojson";
import { describe, expect, it } from "vitest";
import { bounds, nameSpot } from "./shapes";

const square = (x: number, y: number, size: number): number[][] => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];
const feature = (geometry: Feature["geometry"]): Feature => ({ type: "Feature", properties: {}, geometry });

describe("boundaries", () => {
  const collection: FeatureCollection = {
    type: "FeatureCollection",
    features: [
      feature({ type: "Polygon", coordinates: [square(106.8, -6.2, 0.1)] }),
      feature({ type: "MultiPolygon", coordinates: [[square(106.9, -6.1, 0.01)], [square(107, -6.3, 0.05)]] }),
    ],
  };
  it("are held by their outermost corners", () => {
    const [west, south, east, north] = bounds(collection);
    expect([west, south]).toEqual([106.8, -6.3]);
    expect(east).toBeCloseTo(107.05);
    expect(north).toBeCloseTo(-6.09);
  });
  it("carry their name in the middle of the largest part", () => {
    const [x, y] = nameSpot(collection.features[1]!);
    expect(x).toBeCloseTo(107.025);
    expect(y).toBeCloseTo(-6.275);
  });
});
