import type * as z from 'zod/mini';
import type { Reminders } from '../expiry/reminders.js';
import { isMessageType, isPortName, MESSAGES, type MessageType, PORTS, type PortName } from '../messages/index.js';
import {
  BEAT,
  CHECKS_RUN,
  EXPIRY_STATE,
  EXPIRY_TURN,
  GRANT_ASK,
  HOPS_CLEAR,
  HOPS_LIST,
  JOURNAL_ACCEPT,
  JOURNAL_EXPORT,
  JOURNAL_LIST,
  JOURNAL_STATE,
  JOURNAL_VERIFY,
  KEY_CHANGE,
  MONTH_LOOK,
  MONTH_TELL,
  PAIRING_LIST,
  PAIRING_RENAME,
  PAIRING_REVOKE,
  PASSWORD_CHANGE,
  POPUP_PORT,
  POPUP_STATUS,
  POPUPS_ALLOW,
  POPUPS_ALLOW_HERE,
  POPUPS_REPORT,
  POPUPS_STATE,
  SITE_CHANGE,
  SITE_RESUME,
  SITE_STATUS,
  TAB_REBIND,
  TAB_STATE,
  UNIT_SET,
  VENDOR_PORT,
} from '../messages/names.js';
import type { SiteChange } from '../messages/site-change.js';
import type { BoundCertificates } from './bound-certificates.js';
import { type CheckRunner, runChecks } from './checks.js';
import type { HopLog } from './hop-log.js';
import type { KeyRing } from './key-ring.js';
import type { Link } from './link.js';
import { lookAtMonth, type MonthStore } from './month-store.js';
import { listPairings, renamePairing, revokePairing } from './pairings.js';
import { changePassword, popupPort, popupStatus } from './popup.js';
import type { Popups } from './popups.js';
import { acceptRecord, exportRecords, listRecords, type RecordMirror, recordState, verifyRecord } from './records.js';
import { type OpenRelay, type RelayOptions, type RelayPort, relayPort } from './relay.js';
import { type Sender, senderKind, siteOf } from './sender.js';
import type { SignedLogins } from './signed-logins.js';
import type { Sites } from './sites.js';
import { askGrant, rebindTab, resumeSite, tabState } from './tabs.js';

export interface DispatchOptions extends RelayOptions {
  readonly link: Pick<Link<unknown>, 'call' | 'notify' | 'hold' | 'subscribe'>;
  readonly sites: Pick<Sites, 'status' | SiteChange>;
  readonly record: RecordMirror;
  readonly keys: Pick<KeyRing, 'rename' | 'forget'>;
  readonly bound: Pick<BoundCertificates, 'forget'>;
  readonly checks: Pick<CheckRunner, 'run'>;
  readonly popups: Pick<Popups, 'facts' | 'allow' | 'report' | 'allowHere'>;
  readonly hops: Pick<HopLog, 'add' | 'list' | 'clear'>;
  readonly logins: Pick<SignedLogins, 'add' | 'remove'>;
  readonly months: Pick<MonthStore, 'look' | 'tell' | 'set'>;
  readonly reminders: Pick<Reminders, 'seen' | 'on' | 'turn'>;
}

type Request<T extends MessageType> = z.infer<(typeof MESSAGES)[T]['request']>;

interface NamedPort extends Omit<RelayPort, 'postMessage'> {
  readonly name: string;
  postMessage(message: unknown): void;
}

/** Hands every port and message of the closed list to its handler, if its sender may send it. */
export class Dispatch {
  readonly #options: DispatchOptions;
  readonly #relays = new Set<OpenRelay>();
  readonly #ports: Record<PortName, (port: NamedPort) => void> = {
    [VENDOR_PORT]: (port) => this.#relay(port),
    [POPUP_PORT]: (port) => popupPort(port, this.#options.link),
  };
  readonly #messages: {
    readonly [T in MessageType]: (request: Request<T>, sender: Sender) => Promise<unknown> | undefined;
  } = {
    // Its arrival is all that it is for.
    [BEAT]: () => undefined,
    [POPUP_STATUS]: () => popupStatus(this.#options.link, this.#options.reminders),
    [CHECKS_RUN]: (request) => runChecks(request, this.#options.checks),
    [KEY_CHANGE]: (wish) =>
      wish.change === 'rename' ? this.#options.keys.rename(wish.id, wish.nickname) : this.#forget(wish.id),
    [PASSWORD_CHANGE]: ({ token }) => changePassword(token, this.#options.link),
    [SITE_STATUS]: ({ origin }) => this.#options.sites.status(origin),
    [SITE_CHANGE]: ({ change, origin }) => this.#options.sites[change](origin),
    [PAIRING_LIST]: () => listPairings(this.#options.link),
    [PAIRING_RENAME]: ({ id, name }) => renamePairing(id, name, this.#options.link),
    [PAIRING_REVOKE]: ({ id }) => revokePairing(id, this.#options.link),
    [TAB_STATE]: (request) => tabState(request, this.#options.link),
    [TAB_REBIND]: (request) => rebindTab(request, this.#options),
    [SITE_RESUME]: ({ origin }) => resumeSite(origin, this.#options.link),
    [GRANT_ASK]: (request) => askGrant(request, this.#relays, this.#options.link),
    [EXPIRY_STATE]: async () => ({ on: await this.#options.reminders.on() }),
    [EXPIRY_TURN]: async ({ on }) => {
      await this.#options.reminders.turn(on);
      return { on: await this.#options.reminders.on() };
    },
    [JOURNAL_STATE]: () => recordState(this.#options.record),
    [JOURNAL_LIST]: ({ before, limit }) => listRecords({ before, limit }, this.#options.link),
    [JOURNAL_VERIFY]: () => verifyRecord(this.#options.record, this.#options.link),
    [JOURNAL_EXPORT]: ({ before }) => exportRecords({ before }, this.#options.link),
    [JOURNAL_ACCEPT]: () => acceptRecord(this.#options.record, this.#options.link),
    [POPUPS_STATE]: ({ origin }) => this.#options.popups.facts(origin),
    [POPUPS_ALLOW]: ({ origin }) => this.#options.popups.allow(origin),
    [POPUPS_REPORT]: (report, sender) =>
      this.#forSite(sender, (origin) => this.#options.popups.report(origin, report, this.#options.language)),
    [POPUPS_ALLOW_HERE]: (_, sender) =>
      this.#forSite(sender, (origin) => this.#options.popups.allowHere(origin, this.#options.language)),
    [HOPS_LIST]: () => this.#options.hops.list(),
    [MONTH_LOOK]: ({ look }, sender) =>
      this.#forSite(sender, (origin) => lookAtMonth(origin, look, this.#options.months, this.#options.language)),
    [MONTH_TELL]: ({ unit, period, wish }) => this.#options.months.tell(unit, period, wish),
    [UNIT_SET]: ({ unit, wish }) => this.#options.months.set(unit, wish),
    [HOPS_CLEAR]: () => this.#options.hops.clear().then(() => ({ ok: true })),
  };

  constructor(options: DispatchOptions) {
    this.#options = options;
  }

  port(port: NamedPort): void {
    if (isPortName(port.name) && this.#kind(port.sender) === PORTS[port.name].sender) this.#ports[port.name](port);
    else port.disconnect();
  }

  /** The answer's promise; undefined for what is refused or has no answer. */
  message(message: unknown, sender: Sender): Promise<unknown> | undefined {
    const type = typeof message === 'object' && message !== null && 'type' in message ? message.type : null;
    if (!isMessageType(type) || this.#kind(sender) !== MESSAGES[type].sender) return undefined;
    const request = MESSAGES[type].request.safeParse(message);
    if (!request.success) return undefined;
    // The table ties each handler to its schema, which has just accepted the message.
    const handle = this.#messages[type] as (request: unknown, sender: Sender) => Promise<unknown> | undefined;
    return handle(request.data, sender);
  }

  /** With where it was seen to be bound. */
  async #forget(certificate: string): Promise<void> {
    await this.#options.keys.forget(certificate);
    await this.#options.bound.forget(certificate);
  }

  #kind(sender: Sender | undefined) {
    return sender === undefined ? null : senderKind(sender, this.#options.extension);
  }

  /** For what a page has done for its own site; null where that is not served. */
  async #forSite<T>(sender: Sender, run: (origin: string) => Promise<T>): Promise<T | null> {
    const origin = siteOf(sender, this.#options.extension, await this.#options.enabled());
    return origin === null ? null : run(origin);
  }

  /** Ends the page sockets whose site is not enabled any more. */
  async recheck(): Promise<void> {
    await Promise.all([...this.#relays].map((relay) => relay.recheck()));
  }

  #relay(port: NamedPort): void {
    const relay = relayPort(port, this.#options, () => this.#relays.delete(relay));
    this.#relays.add(relay);
  }
}
