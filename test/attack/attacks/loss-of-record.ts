import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MethodResult } from '../../../shared/protocol/index.js';
import type { JournalHead } from '../../../shared/protocol/journal-verify.js';
import { type Attack, gotIf } from '../attack.js';
import { type BridgeTarget, onBridge } from '../support/bridge-target.js';

/** More than fit into the records' files, whose lines are long where the origin is. */
const SIGNATURES = 14;
const LONG_ORIGIN = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.test`;
const KIBIBYTES = 8;

export const lossOfRecord: readonly Attack[] = [
  {
    what: 'a page signs on when no record can be written any more',
    run: onBridge(
      async (target) => {
        target.userAgrees();
        const client = await target.connect();
        const page = client.page({ origin: LONG_ORIGIN });
        await page.call('Login');
        let signed = 0;
        for (let count = 0; count < SIGNATURES; count += 1) {
          if ((await page.sign(`text ${count}`)).ret === 0) signed += 1;
        }
        const { result } = await client.call('journal.list', { before: null, limit: 100 });
        const { rows } = result as MethodResult<'journal.list'>;
        const recorded = rows.filter((row) => row.kind === 'signature' && row.outcome === 'signed').length;
        gotIf(signed > recorded, `${signed} signatures, of which ${recorded} are on record`);
        if (signed === 0 || signed === SIGNATURES) throw new Error(`${signed} signatures: the disk was no matter`);
      },
      // As a full disk, for whoever is not root too: files may not grow, which is an error and no signal.
      { shell: `trap '' XFSZ; ulimit -f $((${KIBIBYTES} * 1024 / 512))` },
    ),
    defences: [
      {
        what: 'the record before the signature',
        without: [
          {
            file: 'bridge/signing/signer.ts',
            find: 'intent.ok ? await this.signRecorded(ctx, request, found, key, intent.value) : intent;',
            replace: `await this.signRecorded(ctx, request, found, key,
              intent.ok ? intent.value : { conclude: async () => ({ ok: true, value: undefined }) });`,
          },
        ],
      },
    ],
  },
  {
    what: 'whoever has the files cuts off the last signatures',
    run: onBridge(async (target) => {
      const head = await signTwice(target);
      changeJournal(target, (text) => text.split('\n').slice(0, -3).concat('').join('\n'));
      gotIf(await isIntact(target, head), 'a record that seems to be whole');
    }),
    defences: [
      {
        what: 'the end of the record that the extension keeps',
        without: [
          {
            file: 'bridge/journal/verify.ts',
            find: "if (mirror.seq > head.seq) return [{ kind: 'cutTail', ...at, seq: head.seq + 1 }];",
            replace: '',
          },
        ],
      },
    ],
  },
  {
    what: 'whoever has the files puts another website into them',
    run: onBridge(async (target) => {
      await signTwice(target);
      changeJournal(target, (text) => text.replace('https://portal.test', 'https://portal.tesu'));
      gotIf(await isIntact(target, null), 'a record that seems to be right');
    }),
    defences: [
      {
        what: 'the chain of tags',
        without: [
          {
            file: 'bridge/journal/verify.ts',
            find: 'const inChain = read !== null && macs.some((mac) => follows(key, mac, read));',
            replace: 'const inChain = read !== null;',
          },
        ],
      },
    ],
  },
];

/** Answers the end of the record after two signatures; the bridge is ended then. */
async function signTwice(target: BridgeTarget): Promise<JournalHead> {
  target.userAgrees();
  const client = await target.connect();
  for (const text of ['first', 'second']) {
    if ((await client.page().sign(text)).ret !== 0) throw new Error('nothing was signed');
  }
  const { result } = await client.call('hello', { protocol: 1, version: '1' });
  await target.bridge.stop();
  return (result as { journal: JournalHead }).journal;
}

function changeJournal({ home }: BridgeTarget, change: (text: string) => string): void {
  const folder = join(home, 'journal');
  const [name, ...more] = readdirSync(folder).filter((file) => !file.startsWith('results'));
  if (name === undefined || more.length > 0) throw new Error(`the journal is in ${[name, ...more]}`);
  const text = readFileSync(join(folder, name), 'utf8');
  const changed = change(text);
  if (changed === text) throw new Error('nothing was changed');
  writeFileSync(join(folder, name), changed);
}

async function isIntact(target: BridgeTarget, mirror: JournalHead | null): Promise<boolean> {
  await target.bridge.start();
  const { result, error } = await (await target.connect()).call('journal.verify', { mirror });
  if (error) throw new Error(error.message);
  return (result as { intact: boolean }).intact;
}
