import { afterAll, describe, expect, it } from 'vitest';
import { type Attack, AttackSucceeded } from '../attack.js';
import { THREATS } from '../threats.js';
import { Build } from './build.js';

/** What the report tells of a test. */
export interface AttackMeta {
  readonly threat: string;
  readonly attack: string;
  /** The defence that was taken away; null where the product itself was attacked. */
  readonly without: string | null;
  /** Why it was not tried here. */
  readonly reason: string | null;
}

declare module 'vitest' {
  interface TaskMeta {
    attack?: AttackMeta;
  }
}

/**
 * A test for each attack, which has to be repelled by the product, and one for each line of defence: without it the same
 * attack has to succeed, or it would prove nothing.
 */
export function describeAttacks(chosen: (attack: Attack) => boolean, concurrent: boolean): void {
  const product = new Build();
  afterAll(() => product.close());

  for (const threat of THREATS) {
    const attacks = 'attacks' in threat ? threat.attacks.filter(chosen) : [];
    if (attacks.length === 0) continue;
    describe(threat.id, { concurrent }, () => {
      for (const { what, run, defences, hindrance } of attacks) {
        const reason = hindrance?.() ?? null;
        const row = { threat: threat.id, attack: what, reason };
        it(`${what}: is repelled`, { meta: { attack: { ...row, without: null } } }, async (context) => {
          if (reason !== null) return context.skip(reason);
          expect(await gain(run, product)).toBeNull();
        });
        for (const defence of defences) {
          const meta = { attack: { ...row, without: defence.what } };
          it(`${what}: succeeds without ${defence.what}`, { meta }, async (context) => {
            if (reason !== null) return context.skip(reason);
            const build = new Build(defence.without);
            try {
              expect(await gain(run, build)).not.toBeNull();
              build.assertMutated();
            } finally {
              await build.close();
            }
          });
        }
      }
    });
  }
}

/** What the attack got; null where it was repelled. Any other failure is none of both. */
async function gain(run: Attack['run'], build: Build): Promise<string | null> {
  try {
    await run(build);
    return null;
  } catch (error) {
    if (error instanceof AttackSucceeded) return error.message;
    throw error;
  }
}
