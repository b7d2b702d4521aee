/** The minutes island: everyone at the table types into one page; what each types is sent, merged, and comes back. */
import { startMinutes } from "./page";

for (const box of document.querySelectorAll<HTMLElement>('[data-island="minutes"]')) startMinutes(box);
