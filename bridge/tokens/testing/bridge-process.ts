/** A bridge of nothing but one driver: logs in and says the driver's process id. Arguments: script, folder, password. */
import { createPkcs12Driver } from '../pkcs12/pkcs12-driver.js';

const [, , script = '', folder = '', password = ''] = process.argv;
let pid: unknown;
const driver = createPkcs12Driver({
  script,
  folder,
  log: {
    event: (name, fields) => {
      if (name === 'driver.started') pid = fields?.pid;
    },
  },
  clock: {
    now: Date.now,
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  },
});

void driver.list().then(async (tokens) => {
  const token = tokens.ok ? tokens.value[0] : undefined;
  const login = token && (await driver.login(token.id, Buffer.from(password)));
  process.stdout.write(login?.ok ? `${pid}\n` : 'failed\n');
});
