export interface Spot {
  x: number;
  y: number;
}

const ARROWS: Record<string, Spot> = {
  ArrowRight: { x: 1, y: 0 },
  ArrowLeft: { x: -1, y: 0 },
  ArrowDown: { x: 0, y: 1 },
  ArrowUp: { x: 0, y: -1 },
};

/** The nearest spot in the direction of an arrow key, or -1 at the edge: within 60 degrees, straight ahead preferred. */
export function neighbour(spots: readonly Spot[], from: number, key: string): number {
  const way = ARROWS[key];
  const start = spots[from];
  if (!way || !start) return -1;
  let best = -1;
  let least = Infinity;
  spots.forEach((spot, index) => {
    const dx = spot.x - start.x;
    const dy = spot.y - start.y;
    const ahead = dx * way.x + dy * way.y;
    const aside = Math.abs(dx * way.y - dy * way.x);
    if (index === from || ahead <= 0 || aside > ahead * 1.75) return;
    const cost = ahead + aside * 1.5;
    if (cost < least) {
      least = cost;
      best = index;
    }
  });
  return best;
}

/** The middle of a polygon's corners, from SVG's notation. */
export function middle(points: string): Spot {
  const numbers = points.trim().split(/[\s,]+/).map(Number);
  const count = numbers.length / 2;
  let x = 0;
  let y = 0;
  numbers.forEach((number, index) => (index % 2 ? (y += number) : (x += number)));
  return { x: x / count, y: y / count };
}
