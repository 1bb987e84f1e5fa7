import { createHash, randomBytes } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createSoftHsm, SOFTHSM_MODULE, type SoftHsm } from '../../bridge/tokens/testing/softhsm.js';
import { bundleBridge } from '../../scripts/lib/bundle-bridge.js';
import { EXTENSION_ID } from '../../shared/protocol/extension-id.js';
import { BridgeProcess } from '../e2e/bridge-process.js';
import { freePorts } from '../e2e/free-ports.js';
import type { ClientIdentity } from '../support/proven-client.js';

export const PASSWORD = 'Bench-token-1';
/** The bridge is compared with a bare signature of the same digest. */
export const BRIDGE_SETTINGS = {
  demo: false,
  'tokens.modules': [SOFTHSM_MODULE],
  'tokens.findModules': false,
  'vendor.rsaHash': 'sha256',
};

/** What all figures are measured with: one token, the built bridge and the bench's own programs beside it. */
export interface Workbench {
  readonly folder: string;
  readonly hsm: SoftHsm;
  readonly identity: ClientIdentity;
  readonly port: number;
  readonly configFile: string;
  /** What the bench's bridge takes orders on. */
  readonly control: string;
  /** The token's certificate, DER. */
  readonly certificate: Buffer;
  /** The bridge's id of it. */
  readonly certificateId: string;
  /** Path of a program in the copy of dist/bridge. */
  program(name: 'main' | 'bench-bridge' | 'bench-bare' | 'bench-echo'): string;
  /** A bridge of this bench, not started yet: the product's own, or the one that grants. */
  bridge(name: 'main' | 'bench-bridge'): BridgeProcess;
  /** What the bridges have logged. */
  log(): string;
  close(): Promise<void>;
}

export async function createWorkbench(): Promise<Workbench> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const hsm = await createSoftHsm();
  await hsm.addToken('衡水金保科技有限公司', PASSWORD);
  const programs = join(folder, 'bridge');
  cpSync(join(import.meta.dirname, '../../dist/bridge'), programs, { recursive: true });
  const own = ['bridge', 'bare', 'echo'].map((name) => [`bench-${name}`, `test/bench/${name}.ts`]);
  await bundleBridge(Object.fromEntries(own) as Record<string, string>, programs);

  const secret = randomBytes(32);
  const identity = { extension: EXTENSION_ID, bridge: 'bench', secret };
  const [port = 0] = await freePorts(1);
  const [secretFile, configFile] = [join(folder, 'pairing.secret'), join(folder, 'config.json')];
  writeFileSync(secretFile, secret.toString('base64url'), { mode: 0o600 });
  const config = {
    schemaVersion: 1,
    home: join(folder, 'home'),
    'server.ports': [port],
    'server.extensions': [EXTENSION_ID],
    'server.pairings': [{ id: 'bench', bridge: identity.bridge, secretFile }],
    ...BRIDGE_SETTINGS,
  };
  writeFileSync(configFile, JSON.stringify(config));
  const certificate = readFileSync(join(dirname(hsm.env.SOFTHSM2_CONF ?? ''), 'certificate.der'));
  const logFile = join(folder, 'bridge.log');
  const control = join(folder, 'control.sock');
  const program = (name: string): string => join(programs, `${name}.js`);
  return {
    folder,
    hsm,
    identity,
    port,
    configFile,
    control,
    certificate,
    certificateId: createHash('sha256').update(certificate).digest('hex'),
    program,
    bridge: (name) =>
      new BridgeProcess([process.execPath, program(name), '--config', configFile], logFile, {
        ...process.env,
        ...hsm.env,
        BENCH_CONTROL: control,
      }),
    log: () => readFileSync(logFile, 'utf8'),
    async close() {
      await hsm.close();
      rmSync(folder, { recursive: true });
    },
  };
}
