/** A drawn signature: strokes of points between 0 and 1, the field being three times as wide as high. */
export type Point = [number, number];
export type Stroke = Point[];

/** What the server takes; more than anybody's signature needs. */
export const MOST_STROKES = 80;
export const MOST_POINTS = 6_000;
/** Nearer than this (in widths of the field) a point adds nothing to the line. */
const NEAR = 0.002;

const whole = (part: number): number => Math.round(Math.min(1, Math.max(0, part)) * 10_000) / 10_000;

/** A list of strokes that only grows as far as the server takes it. */
export class Strokes {
  readonly all: Stroke[] = [];
  private open = false;

  /** Strokes as a form brought them back; what cannot be read is no stroke. */
  static read(text: string): Strokes {
    const strokes = new Strokes();
    try {
      const given: unknown = JSON.parse(text);
      if (!Array.isArray(given)) return strokes;
      for (const stroke of given) {
        if (!Array.isArray(stroke) || !stroke.every((point) => Array.isArray(point) && point.length === 2)) continue;
        (stroke as Stroke).forEach(([x, y], at) => (at ? strokes.to(x, y) : strokes.down(x, y)));
        strokes.up();
      }
    } catch {
      // not JSON: an empty field
    }
    return strokes;
  }

  get points(): number {
    return this.all.reduce((sum, stroke) => sum + stroke.length, 0);
  }

  get drawing(): boolean {
    return this.open;
  }

  /** The pen touches the field. */
  down(x: number, y: number): void {
    if (this.all.length >= MOST_STROKES || this.points >= MOST_POINTS) return;
    this.all.push([[whole(x), whole(y)]]);
    this.open = true;
  }

  /** The pen moves while it touches. */
  to(x: number, y: number): void {
    const stroke = this.all.at(-1);
    const last = stroke?.at(-1);
    if (!this.open || !stroke || !last || this.points >= MOST_POINTS) return;
    const next: Point = [whole(x), whole(y)];
    if (Math.hypot(next[0] - last[0], (next[1] - last[1]) / 3) >= NEAR) stroke.push(next);
  }

  /** The pen leaves the field; a touch that did not move is not kept. */
  up(): void {
    if (this.open && (this.all.at(-1)?.length ?? 0) < 2) this.all.pop();
    this.open = false;
  }

  undo(): void {
    this.open = false;
    this.all.pop();
  }

  clear(): void {
    this.open = false;
    this.all.length = 0;
  }

  /** For the form; empty while nothing is drawn. */
  toString(): string {
    return this.all.length ? JSON.stringify(this.all) : "";
  }
}
