/** The puzzle island: a little work done while a person fills in a form, so that a thousand forms cost a robot dearly. */
import { startPuzzle } from "./puzzle";

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-island="puzzle"]')) startPuzzle(form);
