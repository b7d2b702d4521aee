import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { movedCaret } from "./caret";
import { Drawer } from "./kept";
import { startMinutes } from "./page";

describe("the caret", () => {
  const at = (before: string, after: string): string => {
    const caret = before.indexOf("|");
    const moved = movedCaret(before.replace("|", ""), after, caret);
    return `${after.slice(0, moved)}|${after.slice(moved)}`;
  };
  it("stays at its words when others write above, below or on both sides", () => {
    expect(at("satu\ndua|", "nol\nsatu\ndua")).toBe("nol\nsatu\ndua|");
    expect(at("satu|\ndua", "satu\ndua\ntiga")).toBe("satu|\ndua\ntiga");
    expect(at("satu\ndu|a\ntiga", "nol\nsatu\ndua\ntiga\nempat")).toBe("nol\nsatu\ndu|a\ntiga\nempat");
    expect(at("a\nkata sa|ya\nb", "x\na\nkata saya juga\nb\ny")).toBe("x\na\nkata sa|ya juga\nb\ny");
    expect(at("|", "baru")).toBe("|baru");
  });
});

const page = (version: number, words: string): HTMLElement => {
  document.body.innerHTML = `<div data-island="minutes" data-meeting="R-1" data-client="layar-b" data-save="/simpan" data-pulse="/denyut"
    data-said-saved="Tersimpan" data-said-offline="Tidak tersambung" data-said-here="menulis di sini" data-said-and="dan" data-said-restored="Dipulihkan"
    data-said-clash="Bertabrakan" data-said-signed-out="Masuk lagi" data-said-closed="Final"><div data-banner hidden></div>
    <form data-note="7"><input type="hidden" name="csrfmiddlewaretoken" value="t"><input type="hidden" name="versi" value="${version}">
    <p data-present></p><textarea name="kata">${words}</textarea><button data-save>Simpan</button><span data-state></span></form></div>`;
  return document.querySelector<HTMLElement>("[data-island]")!;
};
const area = (): HTMLTextAreaElement => document.querySelector("textarea")!;
const banner = (): HTMLElement => document.querySelector("[data-banner]")!;
const type = (words: string): void => {
  area().value = words;
  area().dispatchEvent(new Event("input", { bubbles: true }));
};

/** A server with one note that puts others' lines under ours, as far as these tests need it. */
class Server {
  version = 0;
  words = "";
  calls: Record<string, string>[] = [];
  offline = false;
  status = 200;
  present: Record<string, string[]> = {};
  extra = "";
  hold: Promise<void> = Promise.resolve();

  fetch = async (address: string | URL | Request, options?: RequestInit): Promise<Response> => {
    await this.hold;
    if (this.offline) throw new TypeError("offline");
    const values = Object.fromEntries(options?.body as URLSearchParams);
    if (this.status !== 200) return new Response(JSON.stringify({ error: "Sudah final" }), { status: this.status });
    if (String(address) === "/denyut") {
      const parts = this.version > Number((values.versi ?? "").split(":")[1]) ? [{ key: "7", version: this.version, words: this.words }] : [];
      return new Response(JSON.stringify({ parts, keys: ["7"], present: this.present, open: true }));
    }
    this.calls.push(values);
    this.version += 1;
    this.words = (values.kata ?? "") + this.extra;
    return new Response(JSON.stringify({ version: this.version, words: this.words, merged: !!this.extra, clashes: [] }));
  };
}

describe("the minutes", () => {
  let server: Server;
  let stop = (): void => undefined;
  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    server = new Server();
  });
  afterEach(() => {
    stop();
    vi.useRealTimers();
  });
  const begin = async (version = 0, words = ""): Promise<void> => {
    server.version = version;
    server.words = words;
    stop = startMinutes(page(version, words), server.fetch as typeof fetch, localStorage);
    await vi.advanceTimersByTimeAsync(0);
  };

  it("save after a pause, with the version they go on from, and take back what came of it", async () => {
    await begin(3, "lama");
    server.extra = "\ndari Tuti";
    area().focus();
    type("lama\nbaru");
    area().setSelectionRange(9, 9);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.calls).toEqual([{ bagian: "7", versi: "3", kata: "lama\nbaru", layar: "layar-b" }]);
    expect(area().value).toBe("lama\nbaru\ndari Tuti");
    expect(area().selectionStart).toBe(9);
    expect(document.querySelector("[data-state]")!.textContent).toBe("Tersimpan");
    expect(localStorage.length).toBe(0);
  });

  it("go on from the same version while somebody types on, and never take a text back under their fingers", async () => {
    await begin();
    let release = (): void => undefined;
    type("satu");
    server.hold = new Promise((resolve) => (release = resolve));
    await vi.advanceTimersByTimeAsync(1_000);
    type("satu dua");
    server.extra = "\ndari Tuti";
    release();
    await vi.advanceTimersByTimeAsync(10);
    expect(area().value).toBe("satu dua");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.calls.map((call) => [call.versi, call.kata])).toEqual([
      ["0", "satu"],
      ["0", "satu dua"],
    ]);
    expect(area().value).toBe("satu dua\ndari Tuti");
  });

  it("show what others saved, but not over what waits here", async () => {
    await begin(1, "lama");
    server.version = 2;
    server.words = "lama\ndari Tuti";
    server.present = { 7: ["Tuti", "Budi"] };
    await vi.advanceTimersByTimeAsync(3_100);
    expect(area().value).toBe("lama\ndari Tuti");
    expect(document.querySelector("[data-present]")!.textContent).toBe("Tuti dan Budi menulis di sini");
    server.version = 3;
    server.words = "lama\ndari Tuti\nlagi";
    server.offline = true;
    type("lama\ndari Tuti\nsaya");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(area().value).toBe("lama\ndari Tuti\nsaya");
  });

  it("keep what cannot be sent on the device, say so, and send it when the line is back", async () => {
    await begin();
    server.offline = true;
    type("tanpa sinyal");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(banner().textContent).toBe("Tidak tersambung");
    expect(banner().hidden).toBe(false);
    expect(JSON.parse(localStorage.getItem("damai:notula:R-1:7:layar-b")!)).toEqual({ version: 0, base: "", words: "tanpa sinyal" });
    server.offline = false;
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(100);
    expect(server.words).toBe("tanpa sinyal");
    expect(banner().hidden).toBe(true);
    expect(localStorage.length).toBe(0);
  });

  it("restore after a reload what was never sent, from the version it was written on", async () => {
    localStorage.setItem("damai:notula:R-1:7:layar-a", JSON.stringify({ version: 1, base: "lama", words: "lama saya" }));
    localStorage.setItem("damai:notula:R-1:8:layar-a", JSON.stringify({ version: 1, base: "", words: "bagian lain" }));
    localStorage.setItem("damai:notula:R-1:7:rusak", "{");
    await begin(4, "lama\ndari Tuti");
    await vi.advanceTimersByTimeAsync(100);
    expect(server.calls[0]).toMatchObject({ versi: "1", kata: "lama saya" });
    expect(Object.keys(localStorage).filter((key) => key.includes(":7:layar"))).toEqual([]);
    expect(document.querySelector("[data-told]")!.textContent).toBe("Dipulihkan");
  });

  it("stop when the minutes are final, and leave what was typed where it is", async () => {
    await begin();
    server.status = 409;
    type("terlambat");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(banner().textContent).toBe("Sudah final");
    expect(area().value).toBe("terlambat");
    expect(localStorage.length).toBe(1);
  });

  it("ask to sign in again instead of losing the text", async () => {
    await begin();
    server.status = 403;
    type("kata");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(banner().textContent).toBe("Masuk lagi");
    expect(area().value).toBe("kata");
  });

  it("do without a storage", async () => {
    const broken = { getItem: () => null, setItem: () => { throw new Error("full"); }, removeItem: () => { throw new Error("no"); } } as unknown as Storage;
    const drawer = new Drawer(broken, "R-1", "7", "x");
    expect(() => (drawer.put({ version: 0, base: "", words: "x" }), drawer.clear(), drawer.takeLeft())).not.toThrow();
  });
});
