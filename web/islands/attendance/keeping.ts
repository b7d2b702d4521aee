/** What the worker of the attendance page decides: which requests it answers, and for how long a page is kept. */

/** The page says for how many seconds it may be kept; a page that does not say so is not. */
export const KEEP_FOR = "X-Keep-For";
const UNTIL = "X-Kept-Until";

export const cacheName = (page: string): string => `damai-hadir ${page}`;

export type Answer = "page" | "part" | null;

/** Whether this request is the page itself, a part of it, or none of the worker's business. */
export function concerns(request: { method: string; mode: string; url: string }, page: string, origin: string): Answer {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin) return null;
  if (request.mode === "navigate" && url.pathname === page && url.search === "") return "page";
  return url.pathname.startsWith("/static/") ? "part" : null;
}

export interface Kept {
  match(request: string): Promise<Response | undefined>;
  put(request: string, response: Response): Promise<void>;
  delete(request: string): Promise<boolean>;
}

/** Keep the page if it says that it may be kept, and forget it if it does not: signed out, closed, somebody else's. */
export async function remember(cache: Kept, page: string, answer: Response, now: number): Promise<void> {
  const seconds = Number(answer.headers.get(KEEP_FOR));
  if (!answer.ok || answer.redirected || !(seconds > 0)) {
    await cache.delete(page);
    return;
  }
  const headers = new Headers(answer.headers);
  headers.set(UNTIL, String(now + seconds * 1000));
  await cache.put(page, new Response(await answer.clone().blob(), { status: 200, headers }));
}

/** The page from the house; without a line, as it was kept, until its time is over. */
export async function page(cache: Kept, address: string, ask: () => Promise<Response>, now: () => number): Promise<Response> {
  let answer: Response;
  try {
    answer = await ask();
  } catch (error) {
    const kept = await cache.match(address);
    if (kept && now() <= Number(kept.headers.get(UNTIL))) return kept;
    await cache.delete(address);
    throw error;
  }
  await remember(cache, address, answer, now());
  return answer;
}

/** A script or a style: its name holds its digest, so what is kept is right. */
export async function part(cache: Kept, url: string, ask: () => Promise<Response>): Promise<Response> {
  const kept = await cache.match(url);
  if (kept) return kept;
  const answer = await ask();
  if (answer.ok) await cache.put(url, answer.clone());
  return answer;
}
