import { type Box, around, drawn, fitted, moved, read, resized } from "./box";

const STEP = 1;
const FINE = 0.25;
const SIDES = ["left", "top", "width", "height"] as const;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** One row of four fields: what stands in them is the box, and what is drawn is written into them. */
class Row {
  constructor(private readonly fields: HTMLInputElement[]) {}

  get box(): Box | null {
    const [left, top, width, height] = this.fields.map((field) => read(field.value));
    if (left == null || top == null || !width || !height) return null;
    return fitted({ left, top, width, height });
  }

  set box(box: Box | null) {
    this.fields.forEach((field, at) => (field.value = box ? String(box[SIDES[at]!]) : ""));
  }

  get blank(): boolean {
    return this.fields.every((field) => field.value.trim() === "");
  }
}

/** Boxes drawn over a picture with mouse, finger or keys; the numbers stand in the form, where they can be typed as well. */
export function startBoxes(island: HTMLElement): void {
  const stage = island.querySelector<HTMLElement>("[data-boxes-stage]");
  const tools = island.querySelector<HTMLElement>("[data-boxes-tools]");
  const table = document.getElementById(island.dataset.rows ?? "");
  if (!stage || !tools || !table) return;
  const words = (name: string): string => island.dataset[name] ?? "";
  const rows: Row[] = [];
  const shown = new Map<Row, HTMLElement>();

  const said = document.createElement("p");
  said.className = "boxes__said";
  said.setAttribute("role", "status");

  const name = (row: Row): string => `${words("box")} ${rows.filter((each) => each.box).indexOf(row) + 1}`;
  const told = (row: Row): string => {
    const box = row.box;
    if (!box) return "";
    const values: Record<string, string> = { name: name(row) };
    for (const side of SIDES) values[side] = String(box[side]);
    return words("told").replace(/\{(\w+)\}/g, (_, key: string) => values[key] ?? "");
  };

  const take = (element: Element): void => {
    const fields = [...element.querySelectorAll<HTMLInputElement>("input")];
    if (fields.length !== SIDES.length) return;
    const row = new Row(fields);
    rows.push(row);
    for (const field of fields) field.addEventListener("input", () => draw());
  };

  const free = (): Row | null => {
    const blank = rows.find((row) => row.blank);
    if (blank) return blank;
    const last = [...table.querySelectorAll("[data-box-row]")].at(-1);
    if (!last || rows.length >= Number(words("most"))) return null;
    const copy = last.cloneNode(true) as Element;
    for (const field of copy.querySelectorAll<HTMLInputElement>("input")) {
      field.value = "";
      field.removeAttribute("id");
    }
    last.after(copy);
    take(copy);
    return rows.at(-1) ?? null;
  };

  const draw = (): void => {
    for (const row of rows) {
      const box = row.box;
      let element = shown.get(row);
      if (!box) {
        element?.remove();
        shown.delete(row);
        continue;
      }
      if (!element) {
        element = made(row);
        shown.set(row, element);
        stage.append(element);
      }
      for (const side of SIDES) element.style[side] = `${box[side]}%`;
    }
    for (const [row, element] of shown) {
      element.setAttribute("aria-label", told(row));
      element.querySelector(".boxes__number")!.textContent = name(row).replace(/\D+/g, "");
    }
  };

  const put = (row: Row, box: Box): void => {
    row.box = box;
    draw();
  };

  const add = (box: Box): void => {
    const row = free();
    if (!row) {
      said.textContent = words("full");
      return;
    }
    put(row, box);
    shown.get(row)?.focus();
    said.textContent = told(row);
  };

  const remove = (row: Row): void => {
    const gone = name(row);
    row.box = null;
    draw();
    said.textContent = words("removed").replace("{name}", gone);
    const next = rows.find((each) => each.box);
    if (next) shown.get(next)?.focus();
    else adder.focus();
  };

  const at = (event: PointerEvent | MouseEvent): [number, number] => {
    const frame = stage.getBoundingClientRect();
    return [((event.clientX - frame.left) / (frame.width || 1)) * 100, ((event.clientY - frame.top) / (frame.height || 1)) * 100];
  };
  const ratio = (): number => {
    const frame = stage.getBoundingClientRect();
    return frame.height ? frame.width / frame.height : 1;
  };

  /** Follow a pointer until it is lifted. */
  const follow = (element: HTMLElement, event: PointerEvent, step: (x: number, y: number) => void, end: () => void): void => {
    event.preventDefault();
    event.stopPropagation();
    element.setPointerCapture?.(event.pointerId);
    const move = (next: PointerEvent): void => {
      if (next.pointerId === event.pointerId) step(...at(next));
    };
    const stop = (next: PointerEvent): void => {
      if (next.pointerId !== event.pointerId) return;
      element.removeEventListener("pointermove", move);
      element.removeEventListener("pointerup", stop);
      element.removeEventListener("pointercancel", stop);
      end();
    };
    element.addEventListener("pointermove", move);
    element.addEventListener("pointerup", stop);
    element.addEventListener("pointercancel", stop);
  };

  const dragged = (row: Row, element: HTMLElement, change: (box: Box, right: number, down: number) => Box) => (event: PointerEvent) => {
    const box = row.box;
    if (event.button !== 0 || !box) return;
    const [x, y] = at(event);
    follow(element, event, (toX, toY) => put(row, change(box, toX - x, toY - y)), () => (said.textContent = told(row)));
    shown.get(row)?.focus();
  };

  const made = (row: Row): HTMLElement => {
    const element = document.createElement("div");
    element.className = "boxes__box";
    element.tabIndex = 0;
    element.setAttribute("role", "application");
    element.setAttribute("aria-roledescription", words("box"));
    const number = document.createElement("span");
    number.className = "boxes__number";
    number.setAttribute("aria-hidden", "true");
    const handle = document.createElement("span");
    handle.className = "boxes__handle";
    handle.setAttribute("aria-hidden", "true");
    element.append(number, handle);
    element.addEventListener("pointerdown", dragged(row, element, moved));
    handle.addEventListener("pointerdown", dragged(row, handle, resized));
    element.addEventListener("click", (event) => event.stopPropagation());
    element.addEventListener("keydown", (event) => {
      const way = ARROWS[event.key];
      const box = row.box;
      if (!box || event.ctrlKey || event.metaKey) return;
      const step = event.altKey ? FINE : STEP;
      if (way) put(row, (event.shiftKey ? resized : moved)(box, way[0] * step, way[1] * step));
      else if (event.key === "+" || event.key === "-") put(row, resized(box, ...grown(event.key, step)));
      else if (event.key === "Delete" || event.key === "Backspace") remove(row);
      else if (event.key === "Escape") adder.focus();
      else return;
      event.preventDefault();
      if (row.box && event.key !== "Escape") said.textContent = told(row);
    });
    return element;
  };
  const grown = (key: string, step: number): [number, number] => (key === "+" ? [step, step] : [-step, -step]);

  let touched = false;
  stage.addEventListener("pointerdown", (event) => {
    touched = event.pointerType === "touch";
    if (touched || event.button !== 0) return; // a finger scrolls the page; a tap is a click
    const [x, y] = at(event);
    let row: Row | null = null;
    follow(
      stage,
      event,
      (toX, toY) => {
        if (Math.abs(toX - x) < 1 && Math.abs(toY - y) < 1) return;
        row ??= free();
        if (row) put(row, drawn(x, y, toX, toY));
      },
      () => {
        if (!row) return add(around(x, y, ratio()));
        shown.get(row)?.focus();
        said.textContent = told(row);
      },
    );
  });
  stage.addEventListener("click", (event) => {
    if (touched) add(around(...at(event), ratio()));
  });

  const adder = document.createElement("button");
  adder.type = "button";
  adder.className = "button";
  adder.textContent = words("add");
  /** In the middle, or beside what was added there before. */
  adder.addEventListener("click", () => {
    const aside = (rows.filter((row) => row.box).length % 8) * 4;
    add(around(50 + aside, 50 + aside, ratio()));
  });
  const help = document.createElement("p");
  help.className = "boxes__help";
  help.textContent = words("help");
  tools.append(adder, said, help);
  tools.hidden = false;
  island.querySelector<HTMLElement>("[data-boxes-plain]")?.remove();
  stage.classList.add("boxes--live");
  for (const element of table.querySelectorAll("[data-box-row]")) take(element);
  draw();
}
