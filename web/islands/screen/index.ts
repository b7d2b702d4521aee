/** The screen island: the numbers and names of a hall's big screen, asked for again every other second. */
import { startScreen } from "./screen";

for (const box of document.querySelectorAll<HTMLElement>('[data-island="screen"]')) startScreen(box);
