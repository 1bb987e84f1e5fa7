import type { JournalMove } from '../../shared/protocol/journal-verify.js';
import type { Clock } from '../ports.js';

/** How long what comes meanwhile is told together, in milliseconds. */
const TOGETHER_MS = 1_000;

/** Tells where the end of the record has moved to, at most once a second: nothing that is signed waits for it. */
export class Announcer {
  private untold: JournalMove | null = null;
  private forget: () => void = () => undefined;

  constructor(
    private readonly clock: Clock,
    private readonly tell: (move: JournalMove) => void,
  ) {}

  moved(move: JournalMove): void {
    const { untold } = this;
    // A chain that was read anew may have lost entries in between: whoever has kept the end before it has to ask.
    const goesOn = untold?.head.seq === move.after.seq && untold.head.mac === move.after.mac;
    this.untold = { after: goesOn ? untold.after : move.after, head: move.head };
    if (!untold) this.forget = this.clock.after(TOGETHER_MS, () => this.announce());
  }

  close(): void {
    this.forget();
    this.untold = null;
  }

  private announce(): void {
    const { untold } = this;
    this.untold = null;
    if (untold) this.tell(untold);
  }
}
