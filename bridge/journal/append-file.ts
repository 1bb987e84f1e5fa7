import type { AppendHandle, Disk } from './disk.js';

/** Appends so that what it has taken is on disk, and nothing of what it has not. Throws the system's error. */
export class AppendFile {
  private readonly handle: AppendHandle;
  private size: number;

  constructor(disk: Disk, name: string) {
    this.handle = disk.append(name);
    this.size = this.handle.size();
  }

  get bytes(): number {
    return this.size;
  }

  /**
   * Resolves when the bytes would outlive a loss of power. Rejects where they do not, or where somebody else has
   * changed the file; then it is to be closed, and read anew.
   */
  async append(bytes: Buffer): Promise<void> {
    if (this.handle.size() !== this.size) throw new Error('the file was changed by somebody else');
    try {
      this.handle.write(bytes);
      await this.handle.sync();
      this.size += bytes.length;
    } catch (error) {
      this.handle.truncate(this.size);
      throw error;
    }
  }

  close(): void {
    this.handle.close();
  }
}
