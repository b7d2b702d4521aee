/** What was noted and has not reached the house yet, on this device. It survives a reload, a closed lid and a dead battery. */

export interface Row {
  /** Made here; sent again it is the same row. */
  client_id: string;
  kind: "note" | "void";
  meeting: string;
  /** Whose session noted it; nobody else's sends it. */
  member: string;
  /** What the page calls it. */
  label: string;
  /** When it was noted, by this device's clock. */
  at: string;
  invitation?: number;
  name?: string;
  organisation?: string;
  office?: string;
  sex?: string;
  /** The line that is struck out. */
  row?: string;
  /** Why the house did not take it: kept until a person has looked. */
  refused?: string;
}

export interface Store {
  put(row: Row): Promise<void>;
  drop(id: string): Promise<void>;
  /** Every row of a meeting in the order it was noted. */
  all(meeting: string): Promise<Row[]>;
}

/** Rows in memory, where nothing has to survive: tests. */
export class Memory implements Store {
  private rows = new Map<string, Row>();

  put(row: Row): Promise<void> {
    this.rows.set(row.client_id, { ...row });
    return Promise.resolve();
  }

  drop(id: string): Promise<void> {
    this.rows.delete(id);
    return Promise.resolve();
  }

  all(meeting: string): Promise<Row[]> {
    return Promise.resolve(inOrder([...this.rows.values()], meeting));
  }
}

function inOrder(rows: Row[], meeting: string): Row[] {
  return rows.filter((row) => row.meeting === meeting).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

const NAME = "damai-hadir";
const ROWS = "rows";

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

/** The browser's own store; fails where the browser has none (some private windows). */
export async function openStore(): Promise<Store> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(ROWS, { keyPath: "client_id" });
  const base = await done(opening);

  async function write(change: (rows: IDBObjectStore) => void): Promise<void> {
    const transaction = base.transaction(ROWS, "readwrite", { durability: "strict" });
    change(transaction.objectStore(ROWS));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error("IndexedDB"));
    });
  }

  return {
    put: (row) => write((rows) => rows.put(row)),
    drop: (id) => write((rows) => rows.delete(id)),
    all: async (meeting) => inOrder(await done<Row[]>(base.transaction(ROWS).objectStore(ROWS).getAll()), meeting),
  };
}
