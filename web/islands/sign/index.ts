/** The sign island: a signature drawn with finger, pen, mouse or keys becomes strokes in a field of the form. */
import { startSign } from "./sign";

for (const box of document.querySelectorAll<HTMLElement>('[data-island="sign"]')) startSign(box);
