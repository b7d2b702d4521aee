import { Strokes } from "./strokes";

const STEP = 0.02;
const FINE = 0.005;
const ARROWS: Record<string, [number, number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function button(text: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** Draw on a canvas; what is drawn stands as JSON in the hidden field that `data-input` names. */
export function startSign(box: HTMLElement): void {
  const input = document.getElementById(box.dataset.input ?? "");
  const place = box.querySelector<HTMLElement>("[data-sign-pad]");
  if (!(input instanceof HTMLInputElement) || !place) return;

  const strokes = Strokes.read(input.value);
  const pen = { x: 0.3, y: 0.6, keys: false };
  const pad = document.createElement("div");
  pad.className = "pad";
  const canvas = document.createElement("canvas");
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", box.dataset.label ?? "");
  pad.append(canvas);
  const said = document.createElement("p");
  said.className = "pad__said";
  said.setAttribute("role", "status");

  const paint = (): void => {
    const context = canvas.getContext("2d");
    if (!context) return;
    const { width, height } = canvas;
    context.clearRect(0, 0, width, height);
    context.strokeStyle = "#101828";
    context.lineWidth = Math.max(2, width / 130);
    context.lineCap = context.lineJoin = "round";
    for (const stroke of strokes.all) {
      context.beginPath();
      stroke.forEach(([x, y], at) => (at ? context.lineTo(x * width, y * height) : context.moveTo(x * width, y * height)));
      context.stroke();
    }
    if (!pen.keys || document.activeElement !== canvas) return;
    // Where the pen of the keyboard is: full while it draws, a ring while it hovers.
    context.beginPath();
    context.arc(pen.x * width, pen.y * height, width / 90, 0, 2 * Math.PI);
    context.strokeStyle = context.fillStyle = "#0b5a5b";
    if (strokes.drawing) context.fill();
    else context.stroke();
  };

  const kept = (): void => {
    input.value = strokes.toString();
    const number = strokes.all.length;
    said.textContent = number ? `${number} ${box.dataset.strokesWords ?? ""}`.trim() : (box.dataset.empty ?? "");
    paint();
  };

  const fit = (): void => {
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.max(1, Math.round(canvas.clientWidth * ratio));
    canvas.height = Math.max(1, Math.round(canvas.clientHeight * ratio));
    paint();
  };

  const at = (event: PointerEvent): [number, number] => {
    const frame = canvas.getBoundingClientRect();
    return [(event.clientX - frame.left) / (frame.width || 1), (event.clientY - frame.top) / (frame.height || 1)];
  };

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.preventDefault();
    canvas.focus();
    pen.keys = false;
    canvas.setPointerCapture?.(event.pointerId);
    strokes.up(); // of the keyboard, if it was down
    strokes.down(...at(event));
    paint();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!strokes.drawing || pen.keys || !event.isPrimary) return;
    const between = event.getCoalescedEvents?.() ?? [];
    for (const each of between.length ? between : [event]) strokes.to(...at(each));
    paint();
  });
  const lift = (event: PointerEvent): void => {
    if (pen.keys || !event.isPrimary) return;
    strokes.up();
    kept();
  };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);

  canvas.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    if (way && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      pen.keys = true;
      const step = event.shiftKey ? FINE : STEP;
      pen.x = Math.min(1, Math.max(0, pen.x + way[0] * step));
      pen.y = Math.min(1, Math.max(0, pen.y + way[1] * step * 3));
      if (strokes.drawing) strokes.to(pen.x, pen.y);
      paint();
    } else if (event.key === " ") {
      event.preventDefault();
      pen.keys = true;
      if (strokes.drawing) strokes.up();
      else strokes.down(pen.x, pen.y);
      kept();
    } else if (event.key === "Backspace" || (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      strokes.undo();
      kept();
    }
  });
  canvas.addEventListener("blur", () => {
    strokes.up();
    kept();
  });

  const tools = document.createElement("div");
  tools.className = "pad__tools";
  tools.append(
    button(box.dataset.undo ?? "", () => (strokes.undo(), kept())),
    button(box.dataset.clear ?? "", () => (strokes.clear(), kept())),
    said,
  );
  place.append(pad, tools);
  place.hidden = false;
  box.querySelector<HTMLElement>("[data-sign-missing]")?.remove();
  // The form must carry what is on the field, also when the pen of the keyboard is still down.
  input.form?.addEventListener("submit", () => (strokes.up(), kept()));
  if ("ResizeObserver" in window) new ResizeObserver(fit).observe(pad);
  fit();
  kept();
}
