/** The worker of one meeting's attendance page. It is served from below that page and can reach nothing else of the workspace. */
import { cacheName, concerns, page, part, remember } from "./keeping";

interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetched extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Told extends Extendable {
  data: { page?: string; parts?: string[] };
}
interface Worker {
  registration: { scope: string };
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: "install" | "activate", listen: (event: Extendable) => void): void;
  addEventListener(name: "fetch", listen: (event: Fetched) => void): void;
  addEventListener(name: "message", listen: (event: Told) => void): void;
}

const worker = self as unknown as Worker;
const here = new URL(worker.registration.scope).pathname;
const open = (): Promise<Cache> => caches.open(cacheName(here));

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const answer = concerns(request, here, worker.location.origin);
  if (answer === "page") {
    event.respondWith(open().then((cache) => page(cache, here, () => fetch(request), Date.now)));
  } else if (answer === "part") {
    event.respondWith(open().then((cache) => part(cache, request.url, () => fetch(request))));
  }
});

// The page has loaded or has brought its list up to date: keep it, with what it is made of.
worker.addEventListener("message", (event) => {
  const { page: address, parts = [] } = event.data;
  if (address !== here) return;
  event.waitUntil(
    open().then(async (cache) => {
      await remember(cache, here, await fetch(here, { credentials: "same-origin", redirect: "manual" }), Date.now());
      if (!(await cache.match(here))) return;
      await Promise.allSettled(parts.map((url) => part(cache, url, () => fetch(url))));
    }),
  );
});
