import { beforeEach, describe, expect, it, vi } from "vitest";
import { startLeave } from "./leave";

describe("leaving", () => {
  const kept = new Set<string>();

  beforeEach(() => {
    kept.clear();
    for (const name of ["damai-hadir /kerja/rakor/R-1/hadir/", "something else"]) kept.add(name);
    vi.stubGlobal("caches", { keys: () => Promise.resolve([...kept]), delete: (name: string) => Promise.resolve(kept.delete(name)) });
  });

  it("forgets kept pages at sign-out, and nothing of others", async () => {
    document.body.innerHTML = '<form action="/akun/logout/"></form><form action="/kerja/"></form>';
    startLeave(document);
    document.forms[1]!.dispatchEvent(new Event("submit"));
    await Promise.resolve();
    expect(kept.size).toBe(2);
    document.forms[0]!.dispatchEvent(new Event("submit"));
    await vi.waitFor(() => expect([...kept]).toEqual(["something else"]));
  });

  it("forgets them where somebody is asked to sign in", async () => {
    document.body.innerHTML = '<form action="/akun/login/"></form>';
    startLeave(document);
    await vi.waitFor(() => expect(kept.size).toBe(1));
  });
});
