import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { companyFile } from './config/company-file.js';
import { readSecretFile } from './config/secret-file.js';
import { lockHome } from './control/home-lock.js';
import { type ControlServer, startControl } from './control/server.js';
import { ensureDemoIdentity } from './demo/files.js';
import { Announcer } from './journal/announcer.js';
import { Records } from './journal/records.js';
import { demoFolderOf, diagnoseRunning, driversOf, environmentOf, type LookedAt, recordsOf } from './look-around.js';
import { certificateListHandler } from './methods/certificate-list.js';
import { environmentGetHandler } from './methods/environment-get.js';
import { grantAskHandler } from './methods/grant-ask.js';
import { helloHandler } from './methods/hello.js';
import { journalExportHandler } from './methods/journal-export.js';
import { journalListHandler } from './methods/journal-list.js';
import { journalVerifyHandler } from './methods/journal-verify.js';
import { pairingListHandler } from './methods/pairing-list.js';
import { pairingRenameHandler } from './methods/pairing-rename.js';
import { pairingRevokeHandler } from './methods/pairing-revoke.js';
import { passwordChangeHandler } from './methods/password-change.js';
import { siteResumeHandler } from './methods/site-resume.js';
import { statusHandler } from './methods/status.js';
import { tabRebindHandler } from './methods/tab-rebind.js';
import { tabStateHandler } from './methods/tab-state.js';
import { tokenListHandler } from './methods/token-list.js';
import { vendorCallHandler } from './methods/vendor-call.js';
import { PairingBook } from './pairing/book.js';
import { PairingDesk } from './pairing/desk.js';
import { PairingStore } from './pairing/store.js';
import { peerOwner } from './server/peer-owner.js';
import { peerProcess } from './server/peer-process.js';
import { type BridgeServer, startServer } from './server/server.js';
import { KnownCompanies } from './signing/consent/known-companies.js';
import { Signing } from './signing/signing.js';
import { TokenRegistry } from './tokens/registry.js';
import { VendorHelper } from './vendor/service.js';

export interface BridgeParts extends LookedAt {
  /** What relative paths of the configuration start from. */
  readonly configFolder: string;
}

export interface Bridge {
  readonly signing: Signing;
  close(): Promise<void>;
}

/**
 * Starts the only bridge of its home folder.
 * @throws AlreadyRunningError before anything of the other one's is touched, ConfigError, PortsTakenError, or the system's
 * error; then nothing is left running
 */
export async function startBridge(parts: BridgeParts): Promise<Bridge> {
  const lock = await lockHome(parts.config.home, parts.log);
  try {
    const bridge = await compose(parts);
    return { ...bridge, close: () => bridge.close().finally(lock.release) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Puts the bridge together and starts it; it listens before it makes anything that takes time. */
async function compose(parts: BridgeParts): Promise<Bridge> {
  const { config, configFolder, programs, version, prompts, clock, log } = parts;
  const { language } = config;
  const fixed = config['server.pairings'].map(({ id, bridge, secretFile }) => ({
    id,
    bridge,
    secret: readSecretFile(resolve(configFolder, secretFile)),
  }));
  const store = new PairingStore({ home: config.home, fixed: fixed.length, clock, log });
  const startedAt = new Date(clock.now()).toISOString();
  const drivers = driversOf(parts);
  const registry = new TokenRegistry(drivers);
  let server: BridgeServer | undefined;
  const announcer = new Announcer(clock, (move) => server?.notify('journal.changed', move));
  const records = new Records({ ...recordsOf(parts), moved: (move) => announcer.moved(move) });
  const loginMinutes = config['login.minutes'];
  const companies = new KnownCompanies(companyFile(config.home), log);
  const signing = new Signing({ clock, prompts, log, registry, records, language, loginMinutes, companies });
  const helper = new VendorHelper({
    clock,
    log,
    signing,
    tokens: registry,
    language,
    settings: { rsaHash: config['vendor.rsaHash'], textEncoding: config['vendor.textEncoding'] },
  });
  const environment = () => environmentOf(parts, registry, server?.port ?? null);
  let control: ControlServer | null = null;
  const desk = new PairingDesk({ clock, log, language, prompts, store });
  const book = new PairingBook(fixed, store, () => server?.connected() ?? new Set());
  const close = async (): Promise<void> => {
    await control?.close();
    await server?.close();
    await Promise.all(drivers.map((driver) => driver.close()));
    announcer.close();
    records.close();
  };
  try {
    server = await startServer({
      clock,
      log,
      language,
      ports: config['server.ports'],
      extensions: config['server.extensions'],
      pairings: () => book.inForce(),
      pairing: desk,
      peer: peerProcess,
      handlers: {
        hello: helloHandler(version, records, signing),
        status: statusHandler({ version, demo: config.demo, prompts }),
        'environment.get': environmentGetHandler(environment),
        'token.list': tokenListHandler(registry, signing),
        'certificate.list': certificateListHandler(registry),
        'password.change': passwordChangeHandler(signing),
        'journal.list': journalListHandler(records),
        'journal.verify': journalVerifyHandler(records),
        'journal.export': journalExportHandler(records, language),
        'pairing.list': pairingListHandler(book),
        'pairing.rename': pairingRenameHandler(book),
        'pairing.revoke': pairingRevokeHandler(book),
        'tab.state': tabStateHandler(signing),
        'tab.rebind': tabRebindHandler(signing),
        'site.resume': siteResumeHandler(signing),
        'grant.ask': grantAskHandler(signing),
        'vendor.call': vendorCallHandler(helper),
      },
      vendorClosed: (ctx, socket) => helper.closed(ctx, socket),
      peerOwner,
      admitUnknownPeers: config['server.unknownPeers'] === 'admit',
      clientGone: (client) => helper.clientGone(client),
      connected(any) {
        for (const driver of drivers) driver.watch(any);
      },
    });
    const { port, notify, revoked } = server;
    store.onRevoked((pairing) => {
      revoked(pairing);
      signing.pairingRevoked(pairing);
    });
    control = await startControl({
      home: config.home,
      book,
      desk,
      log,
      diagnose: () =>
        diagnoseRunning(parts, registry, {
          running: { since: startedAt, port },
          browsers: { known: book.inForce().length, connected: server?.connected().size ?? 0 },
          journal: () => records.report(),
        }),
    });
    for (const driver of drivers) {
      driver.onChange((change) => {
        if (change.kind === 'loginLost') signing.loginLost(change.token);
        notify('token.changed');
      });
    }
    const demoFolder = demoFolderOf(config.home);
    if (config.demo) await ensureDemoIdentity(demoFolder, () => makeDemoIdentity(programs, demoFolder));
    await records.ready();
    log.event('listening', { port });
  } catch (error) {
    await close();
    throw error;
  }
  return { signing, close };
}

async function makeDemoIdentity(programs: string, folder: string): Promise<void> {
  await promisify(execFile)(process.execPath, [join(programs, 'make-demo.js'), folder], { windowsHide: true });
}
