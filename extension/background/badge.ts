import { LIGHT_TEXT } from '../../shared/text/checks/light.js';
import type { Language } from '../../shared/text/language.js';
import { type CheckResult, type Light, lightOf } from '../checks/result.js';

interface Look {
  readonly text: string;
  /** Of the badge; Chrome before 110 writes white on it, which stands out by 4.5 : 1 at least, later versions choose. */
  readonly background: string;
  readonly grey: boolean;
}

const PLAIN: Look = { text: '', background: '#56636f', grey: false };
const LOOKS: Readonly<Record<Light, Look>> = {
  ready: PLAIN,
  unknown: PLAIN,
  attention: { text: '!', background: '#a15c00', grey: false },
  alarm: { text: '!', background: '#b3261e', grey: false },
  broken: { text: '×', background: '#b3261e', grey: true },
};
const ICONS = { '16': '/extension/icons/icon-16.png', '32': '/extension/icons/icon-32.png' } as const;

/** The toolbar's button as the traffic light. What a tab has of its own, as the wish to reload, stays over it. */
export class Badge {
  readonly #language: Language;
  readonly #greyed: () => Promise<Record<string, ImageData>>;
  #shown: Light | null = null;

  constructor(language: Language, greyed: () => Promise<Record<string, ImageData>> = greyedIcons) {
    this.#language = language;
    this.#greyed = greyed;
  }

  show(results: readonly CheckResult[]): void {
    const light = lightOf(results);
    if (light === this.#shown) return;
    this.#shown = light;
    this.#set(light).catch((error: unknown) => {
      this.#shown = null;
      console.warn('the toolbar’s button cannot be set', error);
    });
  }

  async #set(light: Light): Promise<void> {
    const { text, background, grey } = LOOKS[light];
    const icon = grey ? { imageData: await this.#greyed() } : { path: ICONS };
    // Changed once more while the icon was drawn.
    if (this.#shown !== light) return;
    await Promise.all([
      chrome.action.setBadgeText({ text }),
      chrome.action.setBadgeBackgroundColor({ color: background }),
      chrome.action.setTitle({ title: LIGHT_TEXT[this.#language].button[light] }),
      chrome.action.setIcon(icon),
    ]);
  }
}

async function greyedIcons(): Promise<Record<string, ImageData>> {
  const drawn = Object.entries(ICONS).map(async ([size, path]) => {
    const image = await createImageBitmap(await (await fetch(path)).blob());
    const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
    if (!canvas) throw new Error('no canvas to draw the icon on');
    canvas.filter = 'grayscale(1)';
    canvas.drawImage(image, 0, 0);
    return [size, canvas.getImageData(0, 0, image.width, image.height)] as const;
  });
  return Object.fromEntries(await Promise.all(drawn));
}
