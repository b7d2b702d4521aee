/** The map island: the server-drawn tile map comes alive, and changes into geography where there are boundaries. */
import { startMap } from "./tiles";

for (const figure of document.querySelectorAll<HTMLElement>('[data-island="map"]')) startMap(figure);
