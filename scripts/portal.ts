/**
 * The portal double alone, until it is stopped: `npm run portal -- [--port <port>] [--issuer <PEM file>]…`.
 * Each issuer is a CA whose certificates may be bound; without one, login is by account only.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PORTAL_DOUBLE_TEXT } from '../shared/text/portal-double.js';
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

const text = PORTAL_DOUBLE_TEXT['zh-CN'];
const lines = [
  text.site(`${portal.origin}/`),
  text.account(number, password),
  text.control(`${portal.origin}/control.html`),
  text.end,
];
process.stdout.write(`${lines.join('\n')}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void portal.close());
}
