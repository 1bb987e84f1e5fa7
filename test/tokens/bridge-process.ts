/** A bridge of nothing but the PKCS#11 driver, which logs in and signs. Arguments: script, module, password. */
import { createHash } from 'node:crypto';
import { createPkcs11Driver } from '../../bridge/tokens/pkcs11/pkcs11-driver.js';

const [, , script = '', module = '', password = ''] = process.argv;
const driver = createPkcs11Driver({
  module,
  script,
  log: {
    event: (name, fields) => {
      if (name === 'driver.started') process.stdout.write(`${fields?.pid}\n`);
    },
  },
  clock: { now: Date.now, after: () => () => undefined },
});

void driver.list().then(async (tokens) => {
  const token = tokens.ok ? tokens.value[0] : undefined;
  if (!token) throw new Error('no token');
  await driver.login(token.id, Buffer.from(password));
  const [der] = token.certificates;
  const certificate = createHash('sha256')
    .update(der ?? '')
    .digest('hex');
  await driver.sign(token.id, certificate, 'rsa-sha256', Buffer.alloc(32));
});
