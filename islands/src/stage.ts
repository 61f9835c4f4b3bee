// What all islands share: a figure has a drawing made by the server and the data of it. The island
// draws on a stage beside it and, once that stands, says `data-ready`: a style sheet then hides the
// server's drawing. Whatever fails leaves the page as it was.

export const FONT = '"Noto Sans Arabic Variable", "Noto Sans", "Segoe UI", Tahoma, sans-serif';

export interface Stage {
  readonly figure: HTMLElement;
  readonly box: HTMLElement; // to draw in
  readonly rtl: boolean;
  tell(text: string): void; // to those who hear the page
}

// Draws, or answers `false`: the server's drawing serves better here, on a narrow window as a rule.
export type Draw<Data> = (stage: Stage, data: Data) => Promise<boolean>;

export function raise<Data>(name: string, draw: Draw<Data>): void {
  for (const figure of document.querySelectorAll<HTMLElement>(`[data-island="${name}"]`)) {
    void play(figure, draw);
  }
}

async function play<Data>(figure: HTMLElement, draw: Draw<Data>): Promise<void> {
  const source = figure.querySelector('script[type="application/json"]');
  if (source === null || figure.dataset.ready !== undefined) return;
  const box = document.createElement("div");
  box.className = "stage";
  box.dir = "ltr"; // canvases know no other direction; what is drawn is turned by hand
  box.tabIndex = 0;
  box.setAttribute("role", "application");
  box.setAttribute("aria-label", [figure.dataset.name, figure.dataset.keys].join(". "));
  const told = document.createElement("p");
  told.className = "told";
  told.setAttribute("aria-live", "polite");
  figure.prepend(box, told);
  const leave = (): void => {
    box.remove();
    told.remove();
  };
  try {
    const data = JSON.parse(source.textContent ?? "") as Data & { direction: string };
    await loadFont();
    const rtl = data.direction === "rtl";
    const tell = (text: string): void => void (told.textContent = text);
    if (await draw({ figure, box, rtl, tell }, data)) figure.dataset.ready = "";
    else leave();
  } catch (error) {
    leave();
    console.warn(`${figure.dataset.island}: the still drawing stays`, error);
  }
}

// A canvas draws with what is loaded at that moment; Arabic in a chance font is not what we mean.
async function loadFont(): Promise<void> {
  try {
    await document.fonts.load('14px "Noto Sans Arabic Variable"', "الرقة");
  } catch {
    // no font of ours: the machine's
  }
}

// The colours of the page, by the names of tokens.css.
export function colours(): (name: string) => string {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
}

export function onTheme(paint: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
}

export function calm(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export function visit(href: string | null | undefined): void {
  // only pages of this site: what stands in a document never becomes another address
  if (href?.startsWith("/") && !href.startsWith("//")) location.assign(href);
}
