/** The attendance island: notes on this device first, sends afterwards, and lets a worker keep this one page. */
import { Attendance, type Given } from "./attendance";
import { openStore } from "./store";

/** A random UUID, also in browsers and on lines where `crypto.randomUUID` is not offered. */
function id(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The page and what it is made of, for the worker to keep. */
function parts(): string[] {
  const own = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[rel="stylesheet"], link[rel="icon"]')];
  const loaded = performance.getEntriesByType("resource").map((entry) => entry.name);
  const all = [...own.map((each) => ("src" in each ? each.src : each.href)), ...loaded];
  return [...new Set(all)].filter((url) => new URL(url).origin === location.origin && new URL(url).pathname.startsWith("/static/"));
}

async function keep(worker: string): Promise<void> {
  const scope = location.pathname;
  if (!worker) {
    const registered = await navigator.serviceWorker.getRegistration(scope);
    if (registered?.scope === new URL(scope, location.href).href) await registered.unregister();
    await caches.delete(`damai-hadir ${scope}`);
    return;
  }
  const registered = await navigator.serviceWorker.register(worker, { scope });
  await navigator.serviceWorker.ready;
  const tell = (): void => registered.active?.postMessage({ page: scope, parts: parts() });
  tell();
  document.addEventListener("damai:kept", tell);
}

async function begin(box: HTMLElement): Promise<void> {
  const source = document.getElementById(box.dataset.source ?? "");
  if (!source?.textContent || source.textContent === '""') return;
  const given = JSON.parse(source.textContent) as Given;
  let store;
  try {
    store = await openStore();
  } catch {
    return; // the forms go on without us, over the line
  }
  const kept = (): void => void document.dispatchEvent(new Event("damai:kept"));
  new Attendance(box, given, { store, fetch: fetch.bind(window), now: () => new Date(), id, kept }).start();
  if ("serviceWorker" in navigator && "caches" in window) keep(given.worker).catch(() => undefined);
}

for (const box of document.querySelectorAll<HTMLElement>('[data-island="attendance"]')) void begin(box);
