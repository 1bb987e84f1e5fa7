import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { TokenRegistry } from '../../bridge/tokens/registry.js';
import { VendorHelper } from '../../bridge/vendor/service.js';
import { VENDOR_FUNCTIONS } from '../../bridge/vendor/table.js';
import { pageClaimsSchema } from '../../shared/protocol/page-claims.js';
import { parseVendorFrame } from '../../shared/vendor/frame.js';
import { MemoryDriver } from '../support/memory-driver.js';
import { page } from '../support/page-context.js';
import { SigningUnderTest } from '../support/signing-under-test.js';
import { fuzz } from './fuzz.js';
import { hostileJson, hostileText, hostileValue } from './mutate.js';
import { PAGE_CLAIMS } from './requests.js';

const params = hostileJson(
  fc.constantFrom<object>(
    {},
    { signText: '他说"好"' },
    { b64data: 'AQID' },
    { index: 0 },
    { index: '2' },
    { name: 'seal', pin: '123456' },
    { cn: '衡水金保科技有限公司' },
  ),
);
const call = fc
  .tuple(fc.constantFrom(...VENDOR_FUNCTIONS.keys(), 'Execute', 'toString', '__proto__'), params)
  .map(([fn, json]) => `1|${fn}|${json}`);
const frame = hostileText(
  fc.oneof({ weight: 9, arbitrary: call }, { weight: 1, arbitrary: fc.constant('0|1732406400000') }),
);

fuzz('vendor frames', frame, (text) => {
  const read = parseVendorFrame(text);
  if (read.kind === 'call' && Object.getPrototypeOf(read.params) !== Object.prototype)
    throw new Error('no plain object');
  if ((read.kind === 'call' || read.kind === 'malformed') && !/^\w+$/.test(read.fn)) throw new Error('no name');
});

const tested = new SigningUnderTest(MemoryDriver.make('衡水金保科技有限公司', 'Secret-1'));
tested.prompts.impatient = true;
const helper = new VendorHelper({
  clock: tested.clock,
  log: { event: () => undefined },
  signing: tested.signing,
  tokens: new TokenRegistry([tested.driver]),
  language: 'zh-CN',
  settings: { rsaHash: 'sha1', textEncoding: 'utf-8' },
});
const ANSWER = /^1\|(\w+)\|(\{[\x20-\x7e]*\})$/;
const service = fc.constantFrom('certificate' as const, 'certificate' as const, 'seal' as const);

/** Only what the door lets in, as it does in the product. */
const claims = hostileValue(fc.constant(PAGE_CLAIMS)).map((said) => pageClaimsSchema.safeParse(said).data);

fuzz('vendor calls', fc.tuple(frame, service, fc.nat(3), claims), async ([text, where, socket, said]) => {
  const [key, ctx] = [randomBytes(16).toString('hex'), page({ document: `d${socket}` })];
  const outcome = await helper.answer(ctx, { socket: `s${socket}`, service: where, key, frame: text, page: said });
  if (!outcome.ok) throw new Error(outcome.reason);
  const answer = outcome.value;
  const json = answer?.startsWith('0|') ? null : answer && ANSWER.exec(answer)?.[2];
  if (json === undefined) throw new Error(`no answer of the vendor’s: ${answer}`);
  if (json && typeof JSON.parse(json).ret !== 'number') throw new Error('no number');
  const { tried, signatures } = tested.driver;
  if (tried + signatures > 0) throw new Error('something was done that nobody has agreed to');
  tested.prompts.shown.length = 0;
  tested.clock.advance(11 * 60_000);
});
