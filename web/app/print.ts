/** A page made for paper has a button that prints it; where no script runs, the browser's own menu does. */
export function startPrint(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.addEventListener("click", () => window.print());
  }
}
