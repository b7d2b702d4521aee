import { sha256, zeros } from "./sha256";

const AT_ONCE = 1_500; // attempts between two pauses: a few milliseconds on an old phone

/** Look for the answer a bit at a time, so that the page stays quick. Gives up after far more attempts than luck should need. */
export async function solve(challenge: string, bits: number, rest: () => Promise<unknown>): Promise<string> {
  const encoder = new TextEncoder();
  const most = 2 ** bits * 24;
  for (let attempt = 0; attempt < most; attempt += 1) {
    if (attempt % AT_ONCE === AT_ONCE - 1) await rest();
    const answer = attempt.toString(36);
    if (zeros(sha256(encoder.encode(`${challenge}:${answer}`))) >= bits) return answer;
  }
  return "";
}

/** Begin when somebody begins to fill in the form; put the answer beside the token. Without it the form can still be sent. */
export function startPuzzle(form: HTMLFormElement): void {
  const bits = Number(form.dataset.bits);
  const token = form.querySelector<HTMLInputElement>('[name="token"]');
  const answer = form.querySelector<HTMLInputElement>('[name="jawaban"]');
  if (!(bits > 0 && bits <= 24) || !token || !answer) return;
  const begin = (): void => {
    form.removeEventListener("focusin", begin);
    void solve(token.value, bits, () => new Promise((go) => setTimeout(go, 0))).then((found) => (answer.value = found));
  };
  form.addEventListener("focusin", begin);
}
