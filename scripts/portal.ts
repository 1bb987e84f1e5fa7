/**
 * The portal double alone, until it is stopped: `npm run portal -- [--port <port>] [--issuer <PEM file>]…`.
 * Each issuer is a CA whose certificates may be bound; without one, login is by account only.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { defaultAccount } from '../test/portal/accounts.js';
import { startPortal } from '../test/portal/server.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8080' },
    issuer: { type: 'string', multiple: true, default: [] },
  },
});

const portal = await startPortal({
  host: 'localhost',
  port: Number(values.port),
  issuers: values.issuer.map((file) => readFileSync(file, 'utf8')),
  control: true,
});
const { number, password } = defaultAccount();

process.stdout.write(
  [
    `模拟网报系统：${portal.origin}/`,
    `账号（单位编号）：${number}　初始网报登录密码：${password}`,
    `控制台（业务时间、审批、退回、使登录失效）：${portal.origin}/control.html`,
    '按 Ctrl+C 结束。',
    '',
  ].join('\n'),
);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void portal.close());
}
