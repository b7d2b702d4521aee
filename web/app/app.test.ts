import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startMenus } from "./menu";
import { busy, startRefresh } from "./refresh";
import { startShortcuts } from "./shortcuts";
import { after, chosen, startTheme } from "./theme";
import { relative, startTimes } from "./time";
import { startToasts, toast } from "./toast";

const press = (key: string, target: EventTarget = document.body): boolean =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = "";
  document.documentElement.lang = "id";
  delete document.documentElement.dataset.theme;
  document.cookie = "damai_theme=; max-age=0; path=/";
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());

describe("theme", () => {
  it("goes round: device, light, dark", () => {
    expect([after(""), after("light"), after("dark")]).toEqual(["light", "dark", ""]);
  });
  it("is read from the cookie, and nothing else is believed", () => {
    expect(chosen("a=1; damai_theme=dark")).toBe("dark");
    expect(chosen('damai_theme="><x')).toBe("");
  });
  it("is worn, said and remembered when the switch is pressed", () => {
    document.body.innerHTML = `<button data-theme-switch hidden><span data-theme-words></span></button>
      <template data-words data-theme-auto="ikut" data-theme-light="terang" data-theme-dark="gelap"></template>`;
    startTheme(document);
    const button = document.querySelector("button")!;
    expect(button.hidden).toBe(false);
    expect(button.textContent).toBe("ikut");
    button.click();
    expect(document.documentElement.dataset.theme).toBe("light");
    expect(button.textContent).toBe("terang");
    expect(chosen(document.cookie)).toBe("light");
    button.click();
    button.click();
    expect(document.documentElement.dataset.theme).toBeUndefined();
    expect(chosen(document.cookie)).toBe("");
  });
});

describe("relative times", () => {
  it("say the largest whole unit in the page's language", () => {
    expect(relative(0, 3 * 3_600_000 + 5, "id")).toBe("3 jam yang lalu");
    expect(relative(2 * 86_400_000, 0, "en")).toBe("in 2 days");
    expect(relative(0, 59_000, "id")).toBe("");
  });
  it("go on from the house's own clock, which may be the story's", () => {
    document.body.innerHTML = `<time datetime="2024-02-05T02:50:00Z" data-relative="2024-02-05T03:00:00Z">10 menit yang lalu</time>`;
    let now = 1_800_000_000_000;
    const stop = startTimes(document, () => now);
    expect(document.querySelector("time")!.textContent).toBe("10 menit yang lalu");
    now += 5 * 60_000;
    vi.advanceTimersByTime(30_000);
    expect(document.querySelector("time")!.textContent).toBe("15 menit yang lalu");
    stop();
  });
});

describe("parts that stay true", () => {
  const part = (): HTMLElement => document.querySelector("[data-refresh]")!;
  const hide = (hidden: boolean) => vi.spyOn(document, "hidden", "get").mockReturnValue(hidden);
  afterEach(() => vi.restoreAllMocks());

  it("ask again after their time, but not while the page is hidden or somebody types", () => {
    document.body.innerHTML = `<div data-refresh="30"><input></div>`;
    let now = 0;
    const asked = vi.fn();
    part().addEventListener("refresh", asked);
    const stop = startRefresh(document, () => now);
    const pass = (seconds: number): void => {
      now += seconds * 1000;
      vi.advanceTimersByTime(1_000);
    };
    pass(29);
    expect(asked).not.toHaveBeenCalled();
    pass(2);
    expect(asked).toHaveBeenCalledTimes(1);
    hide(true);
    pass(100);
    expect(asked).toHaveBeenCalledTimes(1);
    hide(false);
    document.querySelector("input")!.focus();
    expect(busy(part())).toBe(true);
    pass(100);
    expect(asked).toHaveBeenCalledTimes(1);
    document.querySelector("input")!.blur();
    pass(1);
    expect(asked).toHaveBeenCalledTimes(2);
    stop();
  });
});

describe("toasts", () => {
  it("are said as text, never as markup, and go by themselves", () => {
    document.body.innerHTML = `<div data-toasts></div><template data-words data-close="Tutup"></template>`;
    toast(document, { text: "<b>tersimpan</b>" });
    expect(document.querySelector(".toast b")).toBeNull();
    expect(document.querySelector(".toast")!.textContent).toContain("<b>tersimpan</b>");
    vi.advanceTimersByTime(9_000);
    expect(document.querySelector(".toast")).toBeNull();
  });
  it("stay until closed when something failed", () => {
    document.body.innerHTML = `<div data-toasts></div><template data-words data-failed="Gagal" data-offline="Putus"></template>`;
    startToasts(document);
    document.dispatchEvent(new CustomEvent("htmx:response:error"));
    vi.advanceTimersByTime(60_000);
    expect(document.querySelector(".toast--bad")!.textContent).toContain("Gagal");
    document.querySelector<HTMLButtonElement>(".toast button")!.click();
    expect(document.querySelector(".toast")).toBeNull();
  });
});

describe("menus", () => {
  it("close on Escape and give the focus back, and on a press outside", () => {
    document.body.innerHTML = `<details data-menu open><summary>Saya</summary><a href="#">x</a></details><p>luar</p>`;
    startMenus(document);
    const menu = document.querySelector("details")!;
    press("Escape");
    expect(menu.open).toBe(false);
    expect(document.activeElement).toBe(menu.querySelector("summary"));
    menu.open = true;
    document.querySelector("p")!.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    expect(menu.open).toBe(false);
  });
});

describe("shortcuts", () => {
  beforeEach(() => {
    document.body.innerHTML = `<div class="filters"><input type="text"></div>
      <ul data-list><li data-item><a href="#1">1</a></li><li data-item><a href="#2">2</a></li></ul>
      <dialog data-shortcut-help><input type="checkbox" data-shortcuts-on checked></dialog>`;
  });
  let stop = (): void => undefined;
  afterEach(() => stop());
  const here = (): string => document.activeElement?.textContent ?? "";

  it("walk a list with j and k and stop at its ends; / goes to the search", () => {
    stop = startShortcuts(document);
    press("j");
    expect(here()).toBe("1");
    press("j");
    press("j");
    expect(here()).toBe("2");
    press("k");
    expect(here()).toBe("1");
    press("/");
    expect(document.activeElement).toBe(document.querySelector("input[type=text]"));
  });
  it("leave typing alone and can be switched off for good", () => {
    stop = startShortcuts(document);
    const field = document.querySelector<HTMLInputElement>("input[type=text]")!;
    field.focus();
    press("j", field);
    expect(document.activeElement).toBe(field);
    field.blur();
    const toggle = document.querySelector<HTMLInputElement>("[data-shortcuts-on]")!;
    toggle.checked = false;
    toggle.dispatchEvent(new Event("change"));
    expect(localStorage.getItem("damai_shortcuts")).toBe("off");
    document.querySelector<HTMLElement>("a")!.focus();
    press("j");
    expect(here()).toBe("1");
  });
});
