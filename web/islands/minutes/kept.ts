/** What was typed and not saved yet, kept on this device so that a broken line or a closed lid loses nothing. */
export interface Kept {
  version: number; // the version it goes on from
  base: string; // the text of that version
  words: string;
}

/** The drawer of one part of one meeting, for one open page: two pages never write into the same one. */
export class Drawer {
  private readonly prefix: string;
  private readonly key: string;

  constructor(
    private readonly storage: Storage | undefined,
    meeting: string,
    part: string,
    client: string,
  ) {
    this.prefix = `damai:notula:${meeting}:${part}:`;
    this.key = this.prefix + client;
  }

  put(kept: Kept): void {
    try {
      this.storage?.setItem(this.key, JSON.stringify(kept));
    } catch {
      // Full or forbidden: the text is still on the page.
    }
  }

  clear(): void {
    try {
      this.storage?.removeItem(this.key);
    } catch {
      // Nothing to clear where nothing can be kept.
    }
  }

  /** Takes out what an earlier page left behind: one, since two texts do not fit into one box; the next at the next visit. */
  takeLeft(): Kept | undefined {
    try {
      const storage = this.storage;
      if (!storage) return undefined;
      const keys = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "");
      for (const key of keys.filter((each) => each.startsWith(this.prefix) && each !== this.key).sort()) {
        const kept = read(storage.getItem(key));
        storage.removeItem(key);
        if (kept) return kept;
      }
    } catch {
      // A storage that cannot be read holds nothing of ours.
    }
    return undefined;
  }
}

function read(text: string | null): Kept | undefined {
  try {
    const said = JSON.parse(text ?? "") as Partial<Kept>;
    if (typeof said.version === "number" && typeof said.base === "string" && typeof said.words === "string") return said as Kept;
  } catch {
    // Not ours, or half written.
  }
  return undefined;
}
