/** Small enhancements for every page. Nothing here is needed to read, to report or to decide. */
import { startLeave } from "./leave";
import { startMenus } from "./menu";
import { startPrint } from "./print";
import { startRefresh } from "./refresh";
import { startShortcuts } from "./shortcuts";
import { startTheme } from "./theme";
import { startTimes } from "./time";
import { startToasts } from "./toast";

startTheme(document);
startTimes(document);
startMenus(document);
startToasts(document);
startLeave(document);
startPrint(document);
document.querySelector<HTMLElement>("[data-focus]")?.focus();

// htmx and what belongs to it only where a page says it uses it: the portal does not pay for the workspace.
if (document.body.hasAttribute("data-htmx")) {
  void import("htmx.org").then(() => startRefresh(document));
}
if (document.body.hasAttribute("data-shortcuts")) startShortcuts(document);
