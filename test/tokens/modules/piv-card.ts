/**
 * A virtual smart card with the PIV application (NIST SP 800-73-4) in a reader of vsmartcard's vpcd, which pcscd drives
 * like any other reader: the modules see a real card. It holds RSA-2048 keys and their certificates.
 */
import { constants, type KeyObject, privateDecrypt } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Answer to Reset (ISO 7816-3 §8): protocol T=1, no historical bytes. */
const ATR = Buffer.from('3b800181', 'hex');
/** Control bytes of vpcd; any longer message is an APDU. */
const VPCD = { off: 0, on: 1, reset: 2, atr: 4 } as const;
const PIV_AID = 'a000000308';
const OK = Buffer.from('9000', 'hex');
const NOT_FOUND = Buffer.from('6a82', 'hex');
const NOT_LOGGED_IN = Buffer.from('6982', 'hex');
const BLOCKED = Buffer.from('6983', 'hex');
const UNKNOWN_INSTRUCTION = Buffer.from('6d00', 'hex');
/** Bytes of an answer that fit into one short response APDU; GET RESPONSE fetches the rest. */
const RESPONSE_BYTES = 256;
export const TRIES = 3;
/** Class bit of a command whose data goes on in the next one (ISO 7816-4 §5.3.3). */
const CHAINING = 0x10;

/** The key references of SP 800-73-4 and the data objects that hold their certificates. */
const CERTIFICATE_OF_KEY = { '9a': '5fc105', '9c': '5fc10a', '9d': '5fc10b' } as const;
export type PivKeyReference = keyof typeof CERTIFICATE_OF_KEY;

export interface PivKey {
  readonly certificate: Buffer;
  readonly privateKey: KeyObject;
}

export interface PivContent {
  /** Up to 8 digits. */
  readonly pin: string;
  /** 16 bytes, hex: the card's serial number. */
  readonly guid: string;
  readonly keys: Readonly<Partial<Record<PivKeyReference, PivKey>>>;
}

/** A card keeps its wrong tries while it is out of the reader, and loses its login. */
export class PivCard {
  private tries = TRIES;
  private verified = false;
  private chained = Buffer.alloc(0);
  private rest = Buffer.alloc(0);
  /** How many bytes the reader takes (Le). */
  private room = RESPONSE_BYTES;
  private socket: Socket | null = null;
  private seen = (): void => undefined;
  private readonly objects: ReadonlyMap<string, Buffer>;

  constructor(private readonly content: PivContent) {
    const chuid = tlv('53', tlv('30', Buffer.alloc(25)), tlv('34', Buffer.from(content.guid, 'hex')));
    const certificates = Object.entries(content.keys).map(([reference, { certificate }]): [string, Buffer] => [
      CERTIFICATE_OF_KEY[reference as PivKeyReference],
      tlv('53', tlv('70', certificate), tlv('71', Buffer.of(0)), tlv('fe')),
    ]);
    this.objects = new Map([['5fc102', chuid], ...certificates]);
  }

  /** Into the reader that listens at this port of 127.0.0.1; resolves when the reader has seen it. */
  async insert(port: number): Promise<void> {
    const socket = connect(port, '127.0.0.1');
    this.socket = socket;
    const seen = new Promise<void>((resolve, reject) => {
      this.seen = resolve;
      socket.on('close', () => reject(new Error('the reader is gone')));
    });
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE()) {
        const message = received.subarray(2, 2 + received.readUInt16BE());
        received = received.subarray(2 + message.length);
        const answer = this.receive(message);
        if (answer) socket.write(Buffer.concat([Buffer.of(answer.length >> 8, answer.length & 255), answer]));
      }
    });
    // The reader's program may end first.
    socket.on('error', () => socket.destroy());
    await seen;
  }

  async pull(): Promise<void> {
    const { socket } = this;
    this.socket = null;
    this.power();
    if (!socket || socket.destroyed) return;
    socket.destroy();
    await once(socket, 'close');
  }

  private power(): void {
    this.verified = false;
    this.chained = this.rest = Buffer.alloc(0);
  }

  private receive(message: Buffer): Buffer | null {
    if (message.length > 1) return this.command(message);
    this.seen();
    if (message[0] === VPCD.atr) return ATR;
    this.power();
    return null;
  }

  private command(apdu: Buffer): Buffer {
    const [cla = 0, ins = 0, , p2 = 0, length = 0] = apdu;
    const end = apdu.length > 5 ? 5 + length : 4;
    this.chained = Buffer.concat([this.chained, apdu.subarray(5, end)]);
    if (cla & CHAINING) return OK;
    const data = this.chained;
    this.chained = Buffer.alloc(0);
    this.room = apdu[end] || RESPONSE_BYTES;
    switch (ins) {
      case 0xa4:
        return this.select(data);
      case 0xcb:
        return this.getData(data);
      case 0x20:
        return this.verify(data);
      case 0x87:
        return this.authenticate(p2.toString(16), data);
      case 0xc0:
        return this.respond(this.rest);
      default:
        return UNKNOWN_INSTRUCTION;
    }
  }

  private select(name: Buffer): Buffer {
    if (!name.toString('hex').startsWith(PIV_AID)) return NOT_FOUND;
    const aid = Buffer.from(`${PIV_AID}000010000100`, 'hex');
    return this.respond(tlv('61', tlv('4f', aid.subarray(5)), tlv('79', tlv('4f', aid.subarray(0, 5)))));
  }

  /** GET DATA; the tag of the object is in a list of one: 5C length tag. */
  private getData(list: Buffer): Buffer {
    const object = this.objects.get(list.subarray(2).toString('hex'));
    return object ? this.respond(object) : NOT_FOUND;
  }

  /** VERIFY: without data it tells the tries that are left. */
  private verify(pin: Buffer): Buffer {
    if (pin.length === 0) return this.verified ? OK : this.triesLeft();
    if (this.tries === 0) return BLOCKED;
    this.verified = pin.equals(Buffer.from(this.content.pin.padEnd(8, '\xff'), 'latin1'));
    this.tries = this.verified ? TRIES : this.tries - 1;
    return this.verified ? OK : this.triesLeft();
  }

  private triesLeft(): Buffer {
    return this.tries === 0 ? BLOCKED : Buffer.of(0x63, 0xc0 | this.tries);
  }

  /** GENERAL AUTHENTICATE with a challenge: RSA without padding. The signature key asks for the PIN each time. */
  private authenticate(reference: string, template: Buffer): Buffer {
    const key = reference in CERTIFICATE_OF_KEY ? this.content.keys[reference as PivKeyReference] : undefined;
    if (!key) return NOT_FOUND;
    if (!this.verified) return NOT_LOGGED_IN;
    if (reference === '9c') this.verified = false;
    const padding = constants.RSA_NO_PADDING;
    const signature = privateDecrypt({ key: key.privateKey, padding }, template.subarray(-256));
    return this.respond(tlv('7c', tlv('82', signature)));
  }

  private respond(answer: Buffer): Buffer {
    const part = answer.subarray(0, this.room);
    this.rest = Buffer.from(answer.subarray(this.room));
    const status = this.rest.length === 0 ? OK : Buffer.of(0x61, this.rest.length > 255 ? 0 : this.rest.length);
    return Buffer.concat([part, status]);
  }
}

/** A BER-TLV data object. */
function tlv(tag: string, ...parts: readonly Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const size = value.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from(tag, 'hex'), Buffer.from(length), value]);
}
