import { X509Certificate } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type Account, defaultAccount } from './accounts.js';
import { describeSession } from './actions/account.js';
import { CONTROL_ACTIONS, readControlPage } from './actions/control.js';
import { readTemplate } from './actions/import.js';
import { readPaper } from './actions/papers.js';
import { ACTIONS, runAction } from './api.js';
import { Business } from './business/business.js';
import { BusinessClock } from './business/clock.js';
import { defaultUnit } from './business/unit.js';
import type { SignatureDigest } from './certificate.js';
import { Challenges } from './challenges.js';
import { EventLog, type PortalEvent, type PortalEventOf, type PortalEventType } from './events.js';
import { Gates } from './gates.js';
import { type Body, queryOf, readBody, readFileBody, sendJson } from './http.js';
import { type Actions, type Office, requireBusiness } from './office.js';
import { Refusal } from './refusals.js';
import { type Session, Sessions } from './sessions.js';
import { type StaticFile, StaticFiles } from './static-files.js';
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
  /** Milliseconds since the epoch; certificates are judged by it. Default: the system's clock. */
  readonly now?: () => number;
  /** How long a login lasts unused, in minutes of the business clock. Default: for ever. */
  readonly sessionMinutes?: number;
  /** True serves `/control.html`, which plays the office's part, to whoever asks. */
  readonly control?: boolean;
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
  /** The time that the business goes by; not the one that certificates are judged by. */
  readonly clock: BusinessClock;
  /** The business of the unit 13110001. */
  readonly business: Business;
  /** Unique ids of the certificates that hold no seal; empty at first. */
  readonly withoutSeal: Set<string>;
  /** Ends every login. */
  endSessions(): void;
  /** From now on the answer to this address takes `ms` longer, after the portal has acted; 0 ends it. */
  slow(path: string, ms: number): void;
  /** Keeps answers to this address back, after the portal has acted, until the returned function is called. */
  hold(path: string): () => void;
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
  const clock = new BusinessClock(now);
  const businesses = new Map<string, Business>();
  const minutes = options.sessionMinutes ?? Number.POSITIVE_INFINITY;
  const office: Office = {
    accounts: new Map([[account.number, account]]),
    bindings: new Map(),
    withoutSeal: new Set(),
    issuers: options.issuers.map((pem) => new X509Certificate(pem)),
    digest: options.digest ?? 'sha1',
    sessions: new Sessions(port, tls !== null, { ms: minutes * 60_000, now: () => clock.now() }),
    challenges: new Challenges(options.randomLifetimeMs ?? 5 * 60_000, now),
    events: new EventLog(),
    clock,
    business: ({ number, company }) => {
      const business = businesses.get(number) ?? new Business(clock, defaultUnit(number, company));
      businesses.set(number, business);
      return business;
    },
    now,
  };
  const gates = new Gates();
  const desk: Desk = {
    office,
    gates,
    files: new StaticFiles(),
    actions: options.control ? { ...ACTIONS, ...CONTROL_ACTIONS } : ACTIONS,
    control: options.control ?? false,
  };
  server.on('request', (request, response) => void handle(desk, request, response));

  return {
    origin: `${tls === null ? 'http' : 'https'}://${host}:${port}`,
    port,
    accounts: office.accounts,
    bindings: office.bindings,
    events: office.events.all,
    clock,
    business: office.business(account),
    withoutSeal: office.withoutSeal,
    endSessions: () => office.sessions.endAll(),
    slow: (path, ms) => gates.slow(path, ms),
    hold: (path) => gates.hold(path),
    waitFor: (type, timeoutMs) => office.events.waitFor(type, timeoutMs),
    close: () =>
      new Promise((resolve, reject) => {
        office.events.close();
        gates.releaseAll();
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}

/** What a request is answered from. */
interface Desk {
  readonly office: Office;
  readonly gates: Gates;
  readonly files: StaticFiles;
  readonly actions: Actions;
  readonly control: boolean;
}

async function handle(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await route(desk, request, response);
  } catch (error) {
    if (response.headersSent || request.socket.destroyed) {
      response.destroy();
    } else if (error instanceof Refusal) {
      sendJson(response, error.status, error);
    } else {
      process.emitWarning(error instanceof Error ? error : String(error));
      sendJson(response, 500, { reason: 'internal', message: '系统繁忙，请稍后再试' });
    }
  }
}

async function route(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  // Addresses are looked up as they came, never decoded or resolved: the lists they are looked up in are closed.
  const path = request.url?.split('?', 1)[0] ?? '/';
  const { office, gates, actions } = desk;
  const action = Object.hasOwn(actions, path) ? actions[path] : undefined;
  const session = office.sessions.find(request.headers.cookie);
  if (action !== undefined) {
    if (request.method !== 'POST') throw new Refusal('method-not-allowed');
    const sent = await readSent(request, action.fileBytes);
    const acted = runAction(action, { office, session, ...sent });
    const reply = await acted.finally(() => gates.pass(path));
    sendJson(response, 200, reply.body, reply.session && office.sessions.setCookie(reply.session));
    return;
  }
  if (request.method !== 'GET') throw new Refusal('method-not-allowed');
  if (path === '/api/session') {
    sendJson(response, 200, describeSession(office, session));
  } else if (path === '/') {
    response.writeHead(302, { location: '/login.html' }).end();
  } else {
    const { mediaType, content } = await readFile(desk, session, path, queryOf(request));
    response.writeHead(200, { 'content-type': mediaType, 'cache-control': 'no-cache' }).end(content);
  }
}

async function readSent(
  request: IncomingMessage,
  fileBytes: number | undefined,
): Promise<{ body: Body; file: Buffer }> {
  if (fileBytes !== undefined) return readFileBody(request, fileBytes);
  return { body: await readBody(request), file: Buffer.alloc(0) };
}

async function readFile(
  { office, files, control }: Desk,
  session: Session | null,
  path: string,
  query: URLSearchParams,
): Promise<StaticFile> {
  if (path.startsWith('/document/')) {
    return { mediaType: 'application/pdf', content: readPaper(requireBusiness({ office, session }), path) };
  }
  if (path === '/template.xlsx') {
    const content = await readTemplate(requireBusiness({ office, session }), query.get('kind'));
    return { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content };
  }
  return control && path === '/control.html' ? readControlPage() : files.read(path);
}
