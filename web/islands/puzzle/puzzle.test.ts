import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { solve, startPuzzle } from "./puzzle";
import { sha256, zeros } from "./sha256";

const hex = (digest: Int32Array): string => [...digest].map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
const right = (text: string): string => createHash("sha256").update(text).digest("hex");

describe("the little work", () => {
  it("counts SHA-256 as everyone else does, at every length around a block", () => {
    for (const length of [0, 1, 3, 54, 55, 56, 57, 63, 64, 65, 119, 120, 200]) {
      const text = "é".repeat(length).slice(0, length);
      expect(hex(sha256(new TextEncoder().encode(text))), String(length)).toBe(right(text));
    }
  });
  it("finds an answer that begins with as many zeros as were asked for", async () => {
    const answer = await solve("formulir-7", 10, async () => undefined);
    expect(answer).not.toBe("");
    expect(parseInt(right(`formulir-7:${answer}`).slice(0, 8), 16)).toBeLessThan(2 ** 22);
    expect(zeros(sha256(new TextEncoder().encode(`formulir-7:${answer}`)))).toBeGreaterThanOrEqual(10);
  });
  it("begins when somebody begins to write, and puts the answer beside the token", async () => {
    document.body.innerHTML = `<form data-bits="6"><input name="token" value="abc"><input name="jawaban"><input name="nama"></form>`;
    const form = document.querySelector("form")!;
    startPuzzle(form);
    expect(form.querySelector<HTMLInputElement>('[name="jawaban"]')!.value).toBe("");
    form.dispatchEvent(new Event("focusin"));
    await expect.poll(() => form.querySelector<HTMLInputElement>('[name="jawaban"]')!.value).not.toBe("");
  });
});
