import { words } from "./words";

export type Theme = "" | "light" | "dark";

const COOKIE = "damai_theme";
const ORDER: Theme[] = ["", "light", "dark"];

/** The theme the reader chose in this browser; empty where the device decides. */
export function chosen(cookies: string): Theme {
  const value = cookies
    .split("; ")
    .find((pair) => pair.startsWith(`${COOKIE}=`))
    ?.slice(COOKIE.length + 1);
  return value === "light" || value === "dark" ? value : "";
}

export function after(theme: Theme): Theme {
  return ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "";
}

/** Puts a theme on the page. The server does the same for the next page, so that it never flashes. */
export function wear(document: Document, theme: Theme): void {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  document.dispatchEvent(new CustomEvent("damai:theme"));
}

function remember(document: Document, theme: Theme): void {
  const age = theme ? 31_536_000 : 0;
  const secure = document.location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${COOKIE}=${theme}; path=/; max-age=${age}; samesite=lax${secure}`;
}

/** The switch: device, light, dark, and round again. */
export function startTheme(document: Document): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-switch]");
  const label = document.querySelector<HTMLElement>("[data-theme-words]");
  let theme = chosen(document.cookie);
  // A page from a cache may carry another reader's theme.
  if ((document.documentElement.dataset.theme ?? "") !== theme) wear(document, theme);
  if (!button) return;
  const say = (): void => {
    const text = words(document)[theme === "light" ? "themeLight" : theme === "dark" ? "themeDark" : "themeAuto"] ?? "";
    if (label) label.textContent = text;
    button.title = text;
  };
  button.addEventListener("click", () => {
    theme = after(theme);
    remember(document, theme);
    wear(document, theme);
    say();
  });
  say();
  button.hidden = false;
}
