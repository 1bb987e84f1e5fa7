import { WINDOW_WORDS } from '../../../shared/text/window-words.js';
import { type Attack, gotIf } from '../attack.js';
import { agree, type BridgeTarget, onBridge } from '../support/bridge-target.js';
import { onFakeToken, TOKEN_PASSWORD } from '../support/fake-token.js';

const WORDS = WINDOW_WORDS['zh-CN'];
const COMPANIES = ['衡水甲公司', '衡水乙公司'];

export const notWhatYouSee: readonly Attack[] = [
  {
    what: 'a page hides characters in the text that the window shows',
    run: onBridge(async (target) => {
      const shown = await descriptionOf(target, 'SignText', { signText: '付款 10\u202e0\u200b00 元' });
      gotIf(/[\u202e\u200b]/.test(shown), 'a window that shows another text');
    }),
    defences: [
      {
        what: 'the removal of invisible characters',
        without: [{ file: 'shared/text/display.ts', find: ".replace(INVISIBLE, '')", replace: '' }],
      },
    ],
  },
  {
    what: 'a page hides the end of a long text',
    run: onBridge(async (target) => {
      const shown = await descriptionOf(target, 'SignText', { signText: `登录${'，'.repeat(200)}并转让公司` });
      gotIf(!shown.includes('没有全部显示') || !shown.includes('校验码'), 'a window that seems to show all');
    }),
    defences: [
      {
        what: 'the check code of what is not all shown',
        without: [
          { file: 'shared/text/windows.ts', find: '          !complete && words.code(content.code),\n', replace: '' },
        ],
      },
    ],
  },
  {
    what: 'a page has the digest of a document signed as if it were data',
    run: onBridge(async (target) => {
      const digest = Buffer.alloc(20, 0xfe).toString('base64');
      const shown = await descriptionOf(target, 'SignB64', { b64data: digest });
      gotIf(!shown.includes(WORDS.digestWarning), 'a window with no warning');
    }),
    defences: [
      {
        what: 'the look at the length',
        without: [
          {
            file: 'bridge/signing/content.ts',
            find: "DIGEST_LENGTHS.has(bytes.length) ? { kind: 'digest', code } : {",
            replace: '{',
          },
        ],
      },
    ],
  },
  {
    what: 'a page that speaks of one company has another one sign',
    run: onBridge(
      async (target) => {
        target.userAgrees();
        const page = (await target.connect()).page();
        await page.call('GetSignCert', { index: 0 });
        const { content } = await page.call('GetSubjectItem', { index: 'CN' });
        const company = COMPANIES.find((other) => other !== content) ?? null;
        page.claims = { purpose: 'submit', company, code: null, acted: true };
        const { ret } = await page.call('SignText', { signText: 'text' });
        gotIf(ret === 0 && target.asked < 2, 'a signature by one click');
      },
      { companies: COMPANIES },
    ),
    defences: [
      {
        what: 'the question about the other company',
        without: [
          {
            file: 'bridge/signing/consent/consent.ts',
            find: "match === 'other' && {",
            replace: 'false && {',
          },
        ],
      },
    ],
  },
  {
    what: 'the token or its library signs with another key than the certificate’s',
    run: onFakeToken({ foreignKey: true }, async (target) => {
      target.windows.answerAll((open) => agree(open, TOKEN_PASSWORD));
      gotIf((await (await target.connect()).page().sign('text')).ret === 0, 'a signature that is none of the text');
    }),
    defences: [
      {
        what: 'the verification of each signature',
        without: [
          {
            file: 'bridge/signing/signer.ts',
            find: "const outcome = signed.ok && !right ? failure('sign.unverified') : signed;",
            replace: 'const outcome = signed;',
          },
        ],
      },
    ],
  },
];

/** What the window for a signature says, whose user refuses. */
async function descriptionOf(target: BridgeTarget, fn: string, params: object): Promise<string> {
  target.userRefuses();
  const page = (await target.connect()).page();
  await page.call('SelectSignCert');
  await page.call(fn, params);
  return target.windows.shown.at(-1)?.description ?? '';
}
