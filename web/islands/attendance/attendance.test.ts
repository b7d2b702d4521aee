import { beforeEach, describe, expect, it, vi } from "vitest";
import { Attendance, type Given } from "./attendance";
import { KEEP_FOR, type Kept, concerns, page, part, remember } from "./keeping";
import { Memory, type Row } from "./store";
import { type Way, sync, waiting } from "./sync";

const row = (id: string, more: Partial<Row> = {}): Row => ({
  client_id: id,
  kind: "note",
  meeting: "R-1",
  member: "M-51",
  label: id,
  at: `2023-10-11T02:00:${id.padStart(2, "0")}Z`,
  name: id,
  ...more,
});

const json = (body: unknown, status = 200): Response =>
  new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });

/** A house that takes what it is sent, knows what it has, and can be made to fail. */
class House {
  taken: string[] = [];
  calls: string[][] = [];
  fail: (() => Response) | "line" | null = null;
  lose = false; // takes it, and the answer is lost on the way
  tokens: string[] = [];
  refuse = new Set<string>();

  fetch = ((_url: string, options?: RequestInit): Promise<Response> => {
    this.tokens.push(new Headers(options?.headers).get("X-CSRFToken") ?? "");
    if (this.fail === "line") return Promise.reject(new TypeError("no line"));
    if (this.fail) return Promise.resolve(this.fail());
    const rows = (JSON.parse(String(options?.body)) as { rows: Row[] }).rows;
    this.calls.push(rows.map((each) => each.client_id));
    const said = rows.map((each) => {
      if (this.refuse.has(each.client_id)) return { client_id: each.client_id, state: "refused", message: "Notula final." };
      if (!this.taken.includes(each.client_id)) this.taken.push(each.client_id);
      return { client_id: each.client_id, state: "noted", message: "09.00" };
    });
    if (this.lose) return Promise.reject(new TypeError("answer lost"));
    return Promise.resolve(json({ rows: said }));
  }) as typeof fetch;

  way(): Way {
    return { send: "/kirim/", token: "one", fetch: this.fetch, renew: () => Promise.resolve("two") };
  }
}

describe("sending what waits", () => {
  let store: Memory;
  let house: House;

  beforeEach(() => {
    store = new Memory();
    house = new House();
  });

  it("sends everything once, in the order it was noted, and keeps nothing that was taken", async () => {
    for (const id of ["2", "1", "3"]) await store.put(row(id));
    expect(await sync(store, "R-1", "M-51", house.way())).toMatchObject({ outcome: "sent", taken: 3 });
    expect(house.calls).toEqual([["1", "2", "3"]]);
    expect(await store.all("R-1")).toEqual([]);
  });

  it("keeps everything while there is no line, and when the answer is lost sends it again", async () => {
    await store.put(row("1"));
    house.fail = "line";
    expect((await sync(store, "R-1", "M-51", house.way())).outcome).toBe("offline");
    house.fail = null;
    house.lose = true;
    expect((await sync(store, "R-1", "M-51", house.way())).outcome).toBe("offline");
    expect(await store.all("R-1")).toHaveLength(1);
    house.lose = false;
    await sync(store, "R-1", "M-51", house.way());
    expect(house.taken).toEqual(["1"]);
    expect(await store.all("R-1")).toEqual([]);
  });

  it("keeps what was refused with its reason, and sends the others", async () => {
    await store.put(row("1"));
    await store.put(row("2"));
    house.refuse.add("1");
    expect(await sync(store, "R-1", "M-51", house.way())).toMatchObject({ outcome: "sent", taken: 1 });
    const [left] = await store.all("R-1");
    expect(left).toMatchObject({ client_id: "1", refused: "Notula final." });
    expect(waiting(await store.all("R-1"), "M-51")).toEqual([]);
  });

  it("says when nobody is signed in, and loses nothing", async () => {
    await store.put(row("1"));
    for (const status of [302, 401, 404]) {
      house.fail = () => json({}, status);
      expect((await sync(store, "R-1", "M-51", house.way())).outcome).toBe("signed-out");
    }
    house.fail = () => json({}, 503);
    expect((await sync(store, "R-1", "M-51", house.way())).outcome).toBe("trouble");
    expect(await store.all("R-1")).toHaveLength(1);
  });

  it("asks for another token once when the first is refused", async () => {
    await store.put(row("1"));
    house.fail = () => json({}, 403);
    expect((await sync(store, "R-1", "M-51", house.way())).outcome).toBe("signed-out");
    expect(house.tokens).toEqual(["one", "two"]);
  });

  it("never sends what somebody else noted on this device, or at another meeting", async () => {
    await store.put(row("1", { member: "M-52" }));
    await store.put(row("2", { meeting: "R-2" }));
    expect((await sync(store, "R-1", "M-51", house.way())).taken).toBe(0);
    expect(house.calls).toEqual([]);
    expect(await store.all("R-1")).toHaveLength(1);
  });

  it("sends a long list in parts, and stops when the house says nothing of any row", async () => {
    for (let n = 0; n < 230; n += 1) await store.put(row(String(n).padStart(3, "0")));
    await sync(store, "R-1", "M-51", house.way());
    expect(house.calls.map((call) => call.length)).toEqual([100, 100, 30]);
    await store.put(row("x"));
    house.fail = () => json({ rows: [] });
    expect((await sync(store, "R-1", "M-51", house.way())).outcome).toBe("trouble");
  });
});

const WORDS = {
  waiting: "{n} belum terkirim", sending: "Mengirim", sent: "Terkirim", offline: "Tanpa sambungan", signin: "Masuk lagi",
  others: "{n} milik akun lain", noted: "belum terkirim", voided: "dicoret", again: "{name}: sudah", refused: "{name}: {message}",
  discard: "Buang", needs_name: "Tulis nama", no_store: "",
};
const GIVEN: Given = {
  meeting: "R-1", member: "M-51", send: "/kirim/", list: "/daftar/", worker: "", token: "one", words: WORDS,
};
const LIST = `<ul><li data-guest="1"><div data-tick><form data-note="invited" data-label="Sari"><input type="hidden" name="undangan" value="1">
  <button>Hadir</button></form></div></li><li data-guest="2"><div data-tick><form data-note="invited" data-label="Bagian Pemerintahan">
  <input type="hidden" name="undangan" value="2"><input name="nama"><button>Hadir</button></form></div></li></ul>
  <table><tr data-row="abc"><td>Ani</td><td><form data-note="void" data-label="Ani"><button>Keliru</button></form></td></tr></table>`;

function draw(): HTMLElement {
  document.body.innerHTML = `<div data-island="attendance"><div data-offline hidden><p data-offline-said></p><ul data-offline-rows></ul></div>
    <div data-attendance-list>${LIST}</div><form data-note="guest"><input name="nama"><input name="instansi"><input name="jabatan">
    <select name="lp"><option value=""></option><option value="L">L</option></select><input name="kontak" value="0812">
    <p data-note-error hidden></p><button>Catat</button></form></div>`;
  return document.querySelector<HTMLElement>("[data-island]")!;
}

describe("the secretary's page", () => {
  let store: Memory;
  let house: House;
  let island: Attendance;
  let number: number;
  const kept = vi.fn();
  const said = (): string => document.querySelector("[data-offline-said]")!.textContent ?? "";
  const submit = async (selector: string): Promise<void> => {
    const event = new Event("submit", { cancelable: true, bubbles: true });
    Object.defineProperty(event, "target", { value: document.querySelector(selector) });
    await island.submitted(event);
  };

  beforeEach(() => {
    kept.mockReset();
    store = new Memory();
    house = new House();
    number = 0;
    island = new Attendance(draw(), GIVEN, {
      store, fetch: house.fetch, now: () => new Date("2023-10-11T02:00:00Z"), id: () => `id-${(number += 1)}`, kept,
    });
  });

  it("notes a guest of the list without a line, says what waits, and sends it later", async () => {
    house.fail = "line";
    await submit('[data-guest="1"] form');
    expect(said()).toBe("1 belum terkirim · Tanpa sambungan");
    expect(document.querySelector('[data-guest="1"] [data-tick]')!.textContent).toBe("belum terkirim");
    expect(await store.all("R-1")).toMatchObject([{ invitation: 1, label: "Sari", at: "2023-10-11T02:00:00.000Z" }]);
    house.fail = null;
    await island.run();
    expect(house.taken).toEqual(["id-1"]);
    expect(said()).toBe("Terkirim");
  });

  it("takes no contact with it, and keeps the name that was typed until it is whole", async () => {
    house.fail = "line";
    await submit('form[data-note="guest"]');
    expect(document.querySelector<HTMLElement>("[data-note-error]")!.hidden).toBe(false);
    expect(await store.all("R-1")).toEqual([]);
    document.querySelector<HTMLInputElement>('[data-note="guest"] [name="nama"]')!.value = "Hasan";
    document.querySelector<HTMLInputElement>('[data-note="guest"] [name="instansi"]')!.value = "FKDM";
    await submit('form[data-note="guest"]');
    expect(JSON.stringify(await store.all("R-1"))).not.toContain("0812");
    expect(await store.all("R-1")).toMatchObject([{ name: "Hasan", organisation: "FKDM", label: "Hasan" }]);
  });

  it("asks who came from an agency that was invited without a name", async () => {
    house.fail = "line";
    await submit('[data-guest="2"] form');
    expect(await store.all("R-1")).toEqual([]);
    document.querySelector<HTMLInputElement>('[data-guest="2"] [name="nama"]')!.value = "Rina";
    await submit('[data-guest="2"] form');
    expect(await store.all("R-1")).toMatchObject([{ invitation: 2, name: "Rina" }]);
  });

  it("strikes out without a line, too", async () => {
    house.fail = "line";
    await submit('[data-row="abc"] form');
    expect(await store.all("R-1")).toMatchObject([{ kind: "void", row: "abc" }]);
    expect(document.querySelector('[data-row="abc"] td:last-child')!.textContent).toBe("dicoret");
  });

  it("shows what was refused until somebody has looked, and what another account noted", async () => {
    await store.put(row("1", { label: "Sari", refused: "Notula final." }));
    await store.put(row("2", { member: "M-52" }));
    await island.show();
    expect(said()).toBe("1 milik akun lain");
    const line = document.querySelector("[data-offline-rows] li")!;
    expect(line.textContent).toContain("Sari: Notula final.");
    line.querySelector("button")!.click();
    await vi.waitFor(async () => expect(await store.all("R-1")).toHaveLength(1));
  });

  it("brings the list up to date and tells the worker", async () => {
    house.fetch = ((url: string) =>
      Promise.resolve(
        url === "/daftar/"
          ? new Response('<p data-fresh>baru</p><li data-guest="1"></li>', { headers: { "Content-Type": "text/html" } })
          : json({ rows: [{ client_id: "id-1", state: "again", message: "09.00" }] }),
      )) as typeof fetch;
    island = new Attendance(draw(), GIVEN, { store, fetch: house.fetch, now: () => new Date(), id: () => "id-1", kept });
    await submit('[data-guest="1"] form');
    expect(document.querySelector("[data-fresh]")!.textContent).toBe("baru");
    expect(document.querySelector("[data-offline-rows]")!.textContent).toContain("Sari: sudah");
    expect(kept).toHaveBeenCalledOnce();
  });
});

class Drawer implements Kept {
  held = new Map<string, Response>();
  match = (key: string): Promise<Response | undefined> => Promise.resolve(this.held.get(key)?.clone());
  put = (key: string, answer: Response): Promise<void> => Promise.resolve(void this.held.set(key, answer));
  delete = (key: string): Promise<boolean> => Promise.resolve(this.held.delete(key));
}

describe("the worker", () => {
  const HERE = "/kerja/rakor/R-1/hadir/";
  const answer = (seconds: string | null, status = 200): Response =>
    new Response("halaman", { status, headers: seconds === null ? {} : { [KEEP_FOR]: seconds } });
  const broken = (): Promise<Response> => Promise.reject(new TypeError("no line"));

  it("answers for its own page and for what pages are made of, and for nothing else", () => {
    const asked = (path: string, mode = "navigate", method = "GET"): unknown =>
      concerns({ method, mode, url: `https://damai.id${path}` }, HERE, "https://damai.id");
    expect(asked(HERE)).toBe("page");
    expect(asked("/static/built/assets/a.js", "cors")).toBe("part");
    for (const path of ["/kerja/", "/kerja/rakor/R-1/", `${HERE}?bagian=daftar`, "/kerja/rakor/R-2/hadir/", "/akun/logout/"]) {
      expect(asked(path)).toBeNull();
    }
    expect(asked(HERE, "cors")).toBeNull();
    expect(asked(HERE, "navigate", "POST")).toBeNull();
    expect(concerns({ method: "GET", mode: "cors", url: "https://lain.id/static/a.js" }, HERE, "https://damai.id")).toBeNull();
  });

  it("gives the page without a line until its time is over, and then no more", async () => {
    const drawer = new Drawer();
    await page(drawer, HERE, () => Promise.resolve(answer("60")), () => 1_000);
    expect(await (await page(drawer, HERE, broken, () => 50_000)).text()).toBe("halaman");
    await expect(page(drawer, HERE, broken, () => 61_001)).rejects.toThrow("no line");
    expect(drawer.held.size).toBe(0);
  });

  it.each([answer(null), answer("0"), answer("-5"), answer("x"), answer("60", 404), answer("60", 500), Response.redirect("https://damai.id/akun/login/")])(
    "forgets the page when the house no longer lets it be kept",
    async (said) => {
      const drawer = new Drawer();
      await remember(drawer, HERE, answer("60"), 0);
      expect(drawer.held.size).toBe(1);
      await remember(drawer, HERE, said, 0);
      expect(drawer.held.size).toBe(0);
    },
  );

  it("keeps scripts by their names and nothing that failed", async () => {
    const drawer = new Drawer();
    await part(drawer, "/static/a.js", () => Promise.resolve(answer(null)));
    expect(await (await part(drawer, "/static/a.js", broken)).text()).toBe("halaman");
    await part(drawer, "/static/b.js", () => Promise.resolve(answer(null, 404)));
    expect([...drawer.held.keys()]).toEqual(["/static/a.js"]);
  });
});
