import type { Page } from 'puppeteer';
import { Clerk, rowOf, text } from './clerk.js';
import { until } from './wait.js';

/** A clerk who does the monthly filing. */
export class MonthClerk extends Clerk {
  turnTo(tab: string): Promise<void> {
    return this.click('//div[@role="tab"]', tab);
  }

  /** Waits until the row that has a cell with the one text has one with the other, too. */
  async seesInRow(row: string, cell: string): Promise<void> {
    await this.there(`${rowOf(row)}[td${text(cell)}]`);
  }

  /** Waits until the table of the screen is empty. */
  async seesNoRow(): Promise<void> {
    await this.there(`//span[contains(@class,"el-table__empty-text")]${text('暂无数据')}`);
  }

  /** The heads of the screen's last table. */
  heads(): Promise<string[]> {
    return this.page.$$eval('.el-table', (tables) =>
      [...(tables.at(-1)?.querySelectorAll('th') ?? [])].map((head) => head.textContent?.trim() ?? ''),
    );
  }

  /** Waits for a question that the page asks in a box of its own; its title and text. */
  async question(): Promise<string[]> {
    const box = await this.there('//div[contains(@class,"el-message-box__wrapper")]/div');
    return box.$$eval('.el-message-box__title, .el-message-box__message', (parts) =>
      parts.map(({ textContent }) => textContent?.trim() ?? ''),
    );
  }

  /** Answers it, and waits until it is gone. */
  async answer(button: string): Promise<void> {
    await this.click('//div[@class="el-message-box__btns"]//button', button);
    await this.page.waitForSelector('.el-message-box', { hidden: true });
  }

  /** Presses 征集单打印 in the row; the window that opens. */
  async print(row: string): Promise<Page> {
    const opened = new Promise<Page | null>((resolve) => this.page.once('popup', resolve));
    await this.pressInRow(row, '征集单打印');
    const popup = await opened;
    if (!popup) throw new Error('the window is no page');
    return popup;
  }

  /** Gives a file to the upload in the row. */
  async uploadInRow(row: string, path: string): Promise<void> {
    const [chooser] = await Promise.all([this.page.waitForFileChooser(), this.pressInRow(row, '点击上传')]);
    await chooser.accept([path]);
  }
}

/** Waits until the browser's own viewer, which has a frame to itself, has the PDF of such an address. */
export async function showsPdf(page: Page, address: RegExp): Promise<void> {
  // Asked again and again: of the two frames the inner one may be announced before the outer one has its address.
  await until(`the PDF ${address.source}`, () =>
    page.frames().some((frame) => {
      const viewer = frame.parentFrame()?.url() ?? '';
      return viewer.startsWith('chrome-extension:') && address.test(frame.url());
    }),
  );
}
