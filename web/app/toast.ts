import { words } from "./words";

export interface Toast {
  text: string;
  state?: "good" | "bad";
}

/** Says something in the corner, politely; it stays until it is closed or has been there long enough to be read. */
export function toast(document: Document, { text, state = "good" }: Toast): void {
  const region = document.querySelector("[data-toasts]");
  if (!region || !text) return;
  const box = document.createElement("div");
  box.className = `toast toast--${state}`;
  const say = document.createElement("span");
  say.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "✕";
  close.setAttribute("aria-label", words(document).close ?? "");
  close.addEventListener("click", () => box.remove());
  box.append(say, close);
  region.append(box);
  if (state !== "bad") {
    const leave = (): void => {
      if (box.matches(":hover, :focus-within")) setTimeout(leave, 3_000);
      else box.remove();
    };
    setTimeout(leave, 8_000);
  }
}

/** The server says `HX-Trigger: {"toast": {"text": "…", "state": "good"}}`; a failed request says so itself. */
export function startToasts(document: Document): void {
  document.addEventListener("toast", (event) => {
    const detail = (event as CustomEvent<Toast | undefined>).detail;
    if (detail) toast(document, detail);
  });
  document.addEventListener("htmx:response:error", () => toast(document, { text: words(document).failed ?? "", state: "bad" }));
  document.addEventListener("htmx:error", () => toast(document, { text: words(document).offline ?? "", state: "bad" }));
  // The sign-in pages say this when a passkey is refused, missing or taken back.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    toast(document, { text: words(document).passkey ?? "", state: "bad" });
  });
}
