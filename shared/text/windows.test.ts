import { describe, expect, it } from 'vitest';
import { LANGUAGES } from './language.js';
import type { LoginText, PasswordTries, SignatureText, SignedContent } from './window-facts.js';
import { PROGRAM_NAME, WINDOW_TEXT } from './windows.js';

const zh = WINDOW_TEXT['zh-CN'];
const content: SignedContent = { kind: 'text', shown: '随机串 1234', length: 8, code: 'ab12 cd34' };
const request: SignatureText & LoginText & PasswordTries = {
  site: 'https://rsj.example.gov.cn',
  insecure: false,
  owner: '衡水市某某公司',
  demo: false,
  expired: false,
  minutes: 30,
  wrong: false,
  left: 'unknown',
  content,
};

describe.each(LANGUAGES)('windows in %s', (language) => {
  const text = WINDOW_TEXT[language];

  it('say in the title whose window it is', () => {
    const windows = [
      text.signPassword(request),
      text.signConfirm(request),
      text.signOnToken(request),
      text.loginPassword(request),
      text.loginOnToken(request),
      text.lastTry(request),
      text.currentPassword(request),
      text.newPassword({ ...request, minBytes: 6, maxBytes: 16 }),
      text.changeOnToken(request),
      text.passwordChange({ ...request, outcome: { ok: true, value: undefined } }),
      text.signAgain(request),
      text.otherCompany(request),
      text.grantPassword({ ...request, count: 20, minutes: 10 }),
      text.grantConfirm({ ...request, count: 20, minutes: 10 }),
      text.grantOnToken({ ...request, count: 20, minutes: 10 }),
      text.chooseCertificate(request, []),
    ];
    for (const { title } of windows) expect(title.startsWith(PROGRAM_NAME[language])).toBe(true);
  });

  it('show site, owner and content of a signature, each on its own line', () => {
    const windows = [text.signPassword(request), text.signOnToken(request), text.signConfirm(request)];
    for (const { description } of windows) {
      const lines = description.split('\n');
      for (const fact of [request.site, request.owner, '随机串 1234']) {
        expect(lines.filter((line) => line.includes(fact))).toHaveLength(1);
      }
    }
  });

  it('cannot be given lines of their own by a page or a certificate', () => {
    const hostile = 'x\n网站：https://bank.example\u202e';
    const forged = {
      ...request,
      owner: hostile,
      content: { kind: 'text', shown: hostile, length: 30, code: 'ab12 cd34' } as const,
    };
    const honest = text
      .signPassword({ ...request, content: { ...forged.content, shown: '随机串' } })
      .description.split('\n').length;
    expect(text.signPassword(forged).description.split('\n')).toHaveLength(honest);
    expect(text.signPassword(forged).description).not.toContain('\u202e');
  });
});

describe('what a page says of itself', () => {
  const said = (page: SignatureText['page'], language: 'zh-CN' | 'en' = 'zh-CN') =>
    WINDOW_TEXT[language].signPassword({ ...request, ...(page && { page }) }).description;

  it('is shown as its word, and nothing where it says nothing', () => {
    const both = said({ purpose: 'seal', company: '衡水某某公司', match: 'same' });
    expect(both).toContain('网页称：用途是「征集单签章」，单位是「衡水某某公司」');
    expect(said({ purpose: null, company: '某公司', match: 'unsaid' })).toContain('网页称：单位是「某公司」');
    expect(said({ purpose: 'login', company: null, match: 'unsaid' }, 'en')).toContain(
      'The page says: purpose “login”',
    );
    expect(said(undefined)).not.toContain('网页称');
  });

  it('is warned of where the name differs, and has a window before where the company is another one', () => {
    expect(said({ purpose: null, company: '甲', match: 'same' })).not.toContain('注意：网页上');
    expect(said({ purpose: null, company: '甲', match: 'nameDiffers' })).toContain('注意：网页上的单位与证书不同');
    const { title, description } = zh.otherCompany({
      ...request,
      page: { purpose: null, company: '甲', match: 'other' },
    });
    expect(title).toContain('单位不一致');
    for (const fact of ['甲', '衡水市某某公司', '不是这张证书的单位', '可能插错了证书'])
      expect(description).toContain(fact);
  });

  it.each(LANGUAGES)(
    'leaves room for all the rest in %s: a line of Assuan holds 992 bytes beside SETDESC',
    (language) => {
      const longest = {
        ...{
          site: `https://${'x'.repeat(59)}:65535`,
          insecure: true,
          owner: '字'.repeat(50),
          demo: true,
          expired: true,
        },
        ...{ wrong: false, left: 'last' as const },
        page: { purpose: 'seal' as const, company: '字'.repeat(50), match: 'nameDiffers' as const },
      };
      const contents: SignedContent[] = [
        { kind: 'text', shown: '字'.repeat(300), length: 9_999_999, code: 'ab12 cd34 ab12 cd34' },
        { kind: 'digest', code: 'ab12 cd34 ab12 cd34' },
        { kind: 'document', length: 9_999_999, code: 'ab12 cd34 ab12 cd34' },
      ];
      for (const one of contents) {
        const { description } = WINDOW_TEXT[language].signPassword({ ...longest, content: one });
        expect(Buffer.byteLength(description.replace(/[%\n]/g, '%0A'))).toBeLessThanOrEqual(992);
      }
    },
  );
});

describe('what the windows warn of', () => {
  const described = (changes: Partial<SignatureText>) => zh.signPassword({ ...request, ...changes }).description;

  it('an unencrypted website', () => {
    expect(described({ insecure: true })).toContain('未加密网站');
    expect(described({})).not.toContain('未加密网站');
  });

  it('a signature that logs in elsewhere, for every kind of content', () => {
    const contents: SignedContent[] = [
      content,
      { kind: 'bytes', length: 100, code: 'ab12 cd34' },
      { kind: 'digest', code: 'ab12 cd34' },
    ];
    for (const each of contents) expect(described({ content: each })).toContain('此签名可用于登录其他网站');
  });

  it('a digest whose document cannot be seen', () => {
    expect(described({ content: { kind: 'digest', code: 'ab12 cd34' } })).toContain('看不到它代表哪份文件');
  });

  it('a text that is not shown in full', () => {
    const long: SignedContent = { kind: 'text', shown: '长'.repeat(300), length: 900, code: 'ab12 cd34' };
    expect(described({ content: long })).toMatch(/共 900 字，没有全部显示\n「长+…」\n.*ab12 cd34/);
    expect(described({})).not.toMatch(/没有全部显示|ab12 cd34/);
  });

  it('a demo certificate, with its password, and an expired one', () => {
    expect(described({ demo: true })).toMatch(/（演示证书）.*初始证书口令是 123456/s);
    expect(described({})).not.toContain('123456');
    expect(described({ expired: true })).toContain('（已过期）');
    expect(described({ early: true })).toContain('（还没有生效）');
  });
});

describe('tries of the password', () => {
  const shown = (tries: PasswordTries) => zh.signPassword({ ...request, ...tries });

  it('are told before and after a wrong one, once', () => {
    expect(shown({ wrong: false, left: 'unknown' })).toEqual(zh.signPassword(request));
    expect(zh.signPassword(request).error).toBeUndefined();
    for (const [left, words] of [[6, '还可以试 6 次'] as const, ['few', '次数已不多'] as const]) {
      expect(shown({ wrong: false, left }).description).toContain(words);
      const again = shown({ wrong: true, left });
      expect(again.error).toMatch(new RegExp(`^证书口令不对。\n.*${words}.*\n.*证书口令不是网报登录密码`));
      expect(again.description).not.toContain(words);
    }
    expect(shown({ wrong: true, left: 'unknown' }).error).toMatch(/^证书口令不对。\n请注意大小写/);
  });

  it('have a last one, of which a window of its own warns first', () => {
    for (const wrong of [true, false]) expect(shown({ wrong, left: 'last' }).description).toContain('最后一次机会');
    const { description } = zh.lastTry(request);
    for (const fact of [request.owner, '再输错一次，证书就会锁定', 'www.hebca.com', '解锁证书']) {
      expect(description).toContain(fact);
    }
  });

  it('on the token’s own keys say so, and what was wrong', () => {
    for (const window of [zh.signOnToken, zh.loginOnToken]) {
      const first = window({ ...request, left: 'last' });
      expect(first.description).toContain(`点「${first.ok}」后，请在证书（USB Key）的按键上输入证书口令`);
      expect(first.description).toContain('最后一次机会');
      expect(first.description).not.toContain('不对');
      expect(window({ ...request, wrong: true, left: 3 }).description).toMatch(/证书口令不对。\n证书口令还可以试 3 次/);
    }
  });
});

describe('the windows of a new password', () => {
  it('tell the token’s rules before anything is typed, and what was against them', () => {
    const rules = { ...request, minBytes: 6, maxBytes: 16 };
    const first = zh.newPassword(rules);
    for (const rule of ['6 到 16 位', '不能和现在的一样', '不能是 123456', '两次要一样']) {
      expect(first.description).toContain(rule);
    }
    expect(first.error).toBeUndefined();
    const length = (minBytes: number, maxBytes: number) =>
      /新口令(.*)可用字母/.exec(zh.newPassword({ ...request, minBytes, maxBytes }).description)?.[1];
    const untold = Number.POSITIVE_INFINITY;
    expect([length(0, 16), length(6, 6), length(4, untold), length(6, 255), length(1, 200)]).toEqual([
      '最多 16 位，',
      '要有 6 位，',
      '至少要有 4 位，',
      '至少要有 6 位，',
      '',
    ]);
    const errors = (['short', 'long', 'same', 'initial'] as const).map(
      (problem) => zh.newPassword({ ...rules, problem }).error,
    );
    expect(errors).toEqual([
      expect.stringContaining('太短'),
      expect.stringContaining('太长'),
      expect.stringContaining('和现在的一样'),
      expect.stringContaining('123456'),
    ]);
  });

  it('say at the end how it went', () => {
    expect(zh.passwordChange({ ...request, outcome: { ok: true, value: undefined } }).description).toContain(
      '证书口令已经修改',
    );
    const refused = zh.passwordChange({ ...request, outcome: { ok: false, reason: 'password.refused' } }).description;
    for (const words of ['证书口令没有修改', '没有接受', '换一个']) expect(refused).toContain(words);
    const unsure = zh.passwordChange({ ...request, outcome: { ok: false, reason: 'password.unsure' } }).description;
    expect(unsure).toContain('不能确定证书口令是否已经修改，请先试新的口令。');
    expect(unsure).not.toContain('没有修改');
  });
});

describe('the other windows', () => {
  it('a login names its time and that each signature is asked', () => {
    const { description } = zh.loginPassword({ ...request, minutes: 20 });
    expect(description).toContain('20 分钟');
    expect(description).toContain('每次签名，仍会先问您');
    expect(zh.loginPassword({ ...request, minutes: 0 }).description).not.toContain('分钟');
  });

  it('an agreement to several signatures names their number, their time and what will not be seen', () => {
    const grant = { ...request, count: 20, minutes: 10 };
    for (const { description } of [zh.grantPassword(grant), zh.grantConfirm(grant)]) {
      const facts = [
        '允许本网页连续签名 20 次',
        '10 分钟',
        '不再逐次询问，也不显示签名内容',
        '此签名可用于登录其他网站',
      ];
      for (const fact of [request.site, request.owner, ...facts]) expect(description).toContain(fact);
    }
    expect(zh.grantPassword({ ...grant, left: 'last' }).description).toContain('最后一次机会');
  });

  it('a signature that may have been made before says so, and what it is of', () => {
    const { description, ok, cancel } = zh.signAgain(request);
    for (const fact of ['不确定上次是否已签成', '两个签名', request.site, request.owner, '随机串 1234']) {
      expect(description).toContain(fact);
    }
    expect([ok, cancel]).toEqual(['再签一次', '不签']);
  });

  it('the window of the digits names who asks, what was wrong, and when to refuse', () => {
    const asked = { program: '/usr/lib/chromium/chromium', user: 'clerk', error: null, triesLeft: 3 } as const;
    const { title, description, ok, cancel } = zh.pairing(asked);
    for (const fact of [asked.program, 'clerk', '六位数字', '不是您自己点的', '拒绝'])
      expect(description).toContain(fact);
    expect([title.includes('连接浏览器'), ok, cancel]).toEqual([true, '连接', '拒绝']);
    expect(zh.pairing({ ...asked, error: 'wrong', triesLeft: 2 }).description).toContain('还可以试 2 次');
    expect(zh.pairing({ ...asked, error: 'form' }).description).toContain('要输入六位数字');
    expect(zh.pairing({ ...asked, program: null, user: null }).description.split('没有查到')).toHaveLength(3);
  });

  it('a list has a cell for every column and the date of Beijing', () => {
    const list = zh.chooseCertificate(request, [
      { owner: '甲公司', issuer: '河北CA', notAfter: '2027-03-01T16:00:00Z', demo: false, expired: false },
    ]);
    expect(list.rows).toEqual([['甲公司', '河北CA', '2027年3月2日']]);
    expect(list.columns).toHaveLength(3);
  });
});
