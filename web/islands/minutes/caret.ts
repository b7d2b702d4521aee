/** Where the caret belongs when the text around it was changed by others: at the same words. */
export function movedCaret(before: string, after: string, caret: number): number {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start += 1;
  if (caret <= start) return caret;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  if (caret >= before.length - end) return after.length - (before.length - caret);
  return inSameLine(before, after, caret) ?? Math.min(start, after.length);
}

/** The caret's place in the line it stood in, wherever that line is now; the nearest where there are several. */
function inSameLine(before: string, after: string, caret: number): number | undefined {
  const lineStart = before.lastIndexOf("\n", caret - 1) + 1;
  const lineEnd = before.indexOf("\n", caret);
  const line = before.slice(lineStart, lineEnd < 0 ? before.length : lineEnd);
  const head = before.slice(lineStart, caret);
  const whole: number[] = [];
  const begun: number[] = [];
  let at = 0;
  for (const each of after.split("\n")) {
    if (each === line) whole.push(at);
    else if (head && each.startsWith(head)) begun.push(at);
    at += each.length + 1;
  }
  const found = whole.length ? whole : begun;
  const nearest = found.sort((one, other) => Math.abs(one - lineStart) - Math.abs(other - lineStart))[0];
  return nearest === undefined ? undefined : nearest + head.length;
}
