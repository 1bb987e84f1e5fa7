import { X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Account, defaultAccount } from './accounts.js';
import { ACTIONS, describeSession, type Office, type Reply, runAction } from './api.js';
import type { SignatureDigest } from './certificate.js';
import { Challenges } from './challenges.js';
import { EventLog, type PortalEvent, type PortalEventOf, type PortalEventType } from './events.js';
import { readBody, sendJson } from './http.js';
import { Refusal } from './refusals.js';
import { Sessions } from './sessions.js';
import { StaticFiles } from './static-files.js';
import { selfSigned, type TlsIdentity } from './tls.js';

export interface PortalOptions {
  /** PEM certificates of the CAs whose certificates are accepted. */
  readonly issuers: readonly string[];
  /** Name in the portal's address; the browser is told to resolve it to 127.0.0.1. Default `portal.test`. */
  readonly host?: string;
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  readonly port?: number;
  /** True makes a self-signed certificate with the openssl CLI. Default: http. */
  readonly https?: boolean | TlsIdentity;
  /** Digest of the login's RSA signature. Default SHA-1, as the vendor's own default for RSA. */
  readonly digest?: SignatureDigest;
  /** How long a random string may be signed, in milliseconds. Default 5 minutes. */
  readonly randomLifetimeMs?: number;
  /** Milliseconds since the epoch. Default: the system's clock. */
  readonly now?: () => number;
}

/** A running double of the portal. Tests may change `accounts` and `bindings` in place. */
export interface Portal {
  /** `http://portal.test:<port>`, as the browser shows it. */
  readonly origin: string;
  readonly port: number;
  /** By 单位编号; begins with 13110001 and the initial 网报登录密码. */
  readonly accounts: Map<string, Account>;
  /** Unique id of a certificate → 单位编号. */
  readonly bindings: Map<string, string>;
  readonly events: readonly PortalEvent[];
  /**
   * The oldest event of this type that no earlier call was given, past ones included.
   * Rejects after `timeoutMs` (default 30 s) or when the portal closes.
   */
  waitFor<T extends PortalEventType>(type: T, timeoutMs?: number): Promise<PortalEventOf<T>>;
  close(): Promise<void>;
}

export async function startPortal(options: PortalOptions): Promise<Portal> {
  const host = options.host ?? 'portal.test';
  const tls = options.https === true ? await selfSigned(host) : options.https || null;
  const server = tls === null ? createServer() : createTlsServer({ key: tls.key, cert: tls.cert });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  const now = options.now ?? Date.now;
  const account = defaultAccount();
  const office: Office = {
    accounts: new Map([[account.number, account]]),
    bindings: new Map(),
    issuers: options.issuers.map((pem) => new X509Certificate(pem)),
    digest: options.digest ?? 'sha1',
    sessions: new Sessions(port, tls !== null),
    challenges: new Challenges(options.randomLifetimeMs ?? 5 * 60_000, now),
    events: new EventLog(),
    now,
  };
  const files = new StaticFiles();
  server.on('request', (request, response) => void handle(office, files, request, response));

  return {
    origin: `${tls === null ? 'http' : 'https'}://${host}:${port}`,
    port,
    accounts: office.accounts,
    bindings: office.bindings,
    events: office.events.all,
    waitFor: (type, timeoutMs) => office.events.waitFor(type, timeoutMs),
    close: () =>
      new Promise((resolve, reject) => {
        office.events.close();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

async function handle(
  office: Office,
  files: StaticFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await route(office, files, request, response);
  } catch (error) {
    if (response.headersSent || request.socket.destroyed) {
      response.destroy();
    } else if (error instanceof Refusal) {
      sendJson(response, error.status, { reason: error.reason, message: error.message });
    } else {
      process.emitWarning(error instanceof Error ? error : String(error));
      sendJson(response, 500, { reason: 'internal', message: '系统繁忙，请稍后再试' });
    }
  }
}

async function route(
  office: Office,
  files: StaticFiles,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Addresses are looked up as they came, never decoded or resolved: the lists they are looked up in are closed.
  const path = request.url?.split('?', 1)[0] ?? '/';
  const action = Object.hasOwn(ACTIONS, path) ? ACTIONS[path] : undefined;
  const session = office.sessions.find(request.headers.cookie);
  if (action !== undefined) {
    if (request.method !== 'POST') throw new Refusal('method-not-allowed');
    const reply: Reply = runAction(action, office, session, await readBody(request));
    sendJson(response, 200, reply.body, reply.session && office.sessions.setCookie(reply.session));
    return;
  }
  if (request.method !== 'GET') throw new Refusal('method-not-allowed');
  if (path === '/api/session') {
    sendJson(response, 200, describeSession(office, session));
  } else if (path === '/') {
    response.writeHead(302, { location: '/login.html' }).end();
  } else {
    const { mediaType, content } = await files.read(path);
    response.writeHead(200, { 'content-type': mediaType, 'cache-control': 'no-cache' }).end(content);
  }
}
