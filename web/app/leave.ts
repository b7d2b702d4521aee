/** Pages that a worker kept for a hall without a line go when their reader leaves. What was noted and not sent yet stays. */
const KEPT = "damai-hadir ";

export async function forgetKeptPages(): Promise<void> {
  if (!("caches" in window)) return;
  const names = (await caches.keys()).filter((name) => name.startsWith(KEPT));
  await Promise.all(names.map((name) => caches.delete(name)));
}

export function startLeave(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[action$="/logout/"]')) {
    form.addEventListener("submit", () => void forgetKeptPages());
  }
  // Whoever is asked to sign in has no session any more.
  if (root.querySelector('form[action$="/login/"]')) void forgetKeptPages();
}
