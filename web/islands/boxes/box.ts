/** A box over a picture, in percent of its sides; the server reads the same numbers from the same fields. */
export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const SMALLEST = 0.5;
/** What a press without a drag makes: about a face in a group. */
export const FIRST = 12;

const between = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const round = (value: number): number => Math.round(value * 100) / 100;

/** The box inside the picture, no smaller than what can be seen. */
export function fitted(box: Box): Box {
  const width = between(box.width, SMALLEST, 100);
  const height = between(box.height, SMALLEST, 100);
  return {
    left: round(between(box.left, 0, 100 - width)),
    top: round(between(box.top, 0, 100 - height)),
    width: round(width),
    height: round(height),
  };
}

export function moved(box: Box, right: number, down: number): Box {
  return fitted({ ...box, left: box.left + right, top: box.top + down });
}

/** Its right and lower edges moved; the left and upper ones stay where they are. */
export function resized(box: Box, right: number, down: number): Box {
  return fitted({
    ...box,
    width: between(box.width + right, SMALLEST, 100 - box.left),
    height: between(box.height + down, SMALLEST, 100 - box.top),
  });
}

/** The box between two corners, whichever way it was drawn. */
export function drawn(x: number, y: number, toX: number, toY: number): Box {
  const [left, right] = [between(Math.min(x, toX), 0, 100), between(Math.max(x, toX), 0, 100)];
  const [top, bottom] = [between(Math.min(y, toY), 0, 100), between(Math.max(y, toY), 0, 100)];
  return fitted({ left, top, width: right - left, height: bottom - top });
}

/** A box around a point. `ratio`: how much wider than high the picture is, so that the box is about square. */
export function around(x: number, y: number, ratio: number): Box {
  const height = Math.round(between(FIRST * ratio, 1, 40));
  return fitted({ left: Math.round(x - FIRST / 2), top: Math.round(y - height / 2), width: FIRST, height });
}

/** A number as people write it: "12.5", "12,5 %"; none for anything else. */
export function read(text: string): number | null {
  const found = /^\s*(\d{1,3})(?:[.,](\d{1,6}))?\s*%?\s*$/.exec(text);
  return found ? Number(`${found[1]}.${found[2] ?? "0"}`) : null;
}
