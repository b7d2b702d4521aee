/** Sends what waits, row by row answered, and loses nothing: a row leaves the device only when the house has it. */
import type { Row, Store } from "./store";

export type Outcome = "sent" | "offline" | "signed-out" | "trouble";

export interface Answered {
  client_id: string;
  state: "noted" | "again" | "refused";
  message: string;
}

export interface Synced {
  outcome: Outcome;
  /** Rows that the house had already, for the person to know. */
  again: Row[];
  /** How many rows left the device. */
  taken: number;
}

export interface Way {
  send: string;
  token: string;
  fetch: typeof fetch;
  /** Another token for the form, after the first one was refused: people sign in again while the page is open. */
  renew(): Promise<string>;
}

const MOST = 100;

/** What waits to be sent by this member. */
export function waiting(rows: Row[], member: string): Row[] {
  return rows.filter((row) => row.member === member && row.refused === undefined);
}

function post(way: Way, rows: Row[]): Promise<Response> {
  const body = JSON.stringify({ rows: rows.map(({ meeting: _m, member: _b, label: _l, refused: _r, ...sent }) => sent) });
  return way.fetch(way.send, {
    method: "POST",
    body,
    credentials: "same-origin",
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": way.token },
  });
}

export async function sync(store: Store, meeting: string, member: string, way: Way): Promise<Synced> {
  const synced: Synced = { outcome: "sent", again: [], taken: 0 };
  for (;;) {
    const batch = waiting(await store.all(meeting), member).slice(0, MOST);
    if (batch.length === 0) return synced;
    let answer: Response;
    try {
      answer = await post(way, batch);
      if (answer.status === 403) {
        way.token = await way.renew();
        answer = await post(way, batch);
      }
    } catch {
      return { ...synced, outcome: "offline" };
    }
    const outcome = outcomeOf(answer);
    if (outcome !== "sent") return { ...synced, outcome };
    const { rows } = (await answer.json()) as { rows: Answered[] };
    if (!(await settle(store, batch, rows, synced))) return { ...synced, outcome: "trouble" };
  }
}

function outcomeOf(answer: Response): Outcome {
  if (answer.ok) return "sent";
  // A door that leads to the sign-in page, or is not there for whoever is signed in now.
  if (answer.type === "opaqueredirect" || [302, 401, 403, 404].includes(answer.status)) return "signed-out";
  return "trouble";
}

/** Strike off what the house has, keep what it refused with its reason. False when it said nothing of any row. */
async function settle(store: Store, batch: Row[], answers: Answered[], synced: Synced): Promise<boolean> {
  const said = new Map(answers.map((answer) => [answer.client_id, answer]));
  let any = false;
  for (const row of batch) {
    const answer = said.get(row.client_id);
    if (answer === undefined) continue;
    any = true;
    if (answer.state === "refused") {
      await store.put({ ...row, refused: answer.message });
      continue;
    }
    await store.drop(row.client_id);
    synced.taken += 1;
    if (answer.state === "again") synced.again.push(row);
  }
  return any;
}
