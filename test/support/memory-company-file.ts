import type { CompanyFile } from '../../bridge/signing/consent/known-companies.js';

/** What is known of companies, in memory. */
export class MemoryCompanyFile implements CompanyFile {
  content: string | null = null;
  /** Reading and writing fail like those of a disk that is gone. */
  broken = false;
  asides = 0;

  read(): string | null {
    this.fail();
    return this.content;
  }

  write(content: string): void {
    this.fail();
    this.content = content;
  }

  setAside(): void {
    this.asides += 1;
    this.content = null;
  }

  private fail(): void {
    if (this.broken) throw Object.assign(new Error('the disk is gone'), { code: 'EIO' });
  }
}
