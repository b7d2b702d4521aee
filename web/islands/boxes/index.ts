/** The boxes island: places to hide in a picture are drawn over it, by mouse, finger or keys. */
import { startBoxes } from "./boxes";

for (const island of document.querySelectorAll<HTMLElement>('[data-island="boxes"]')) startBoxes(island);
