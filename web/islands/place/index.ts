/** The place island: choose a place on the tiles, by searching in the list, or by where the reader stands. */
import { startPlace } from "./place";

for (const box of document.querySelectorAll<HTMLElement>('[data-island="place"]')) startPlace(box);
