import { sign } from 'node:crypto';
import type { IssuedCertificate } from './openssl-ca.js';
import type { Portal } from './server.js';

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A browser's part in a test of the server: it keeps the cookie and signs with the certificate it is given. */
export class Visitor {
  cookie = '';

  constructor(private readonly portal: Pick<Portal, 'port'>) {}

  post(path: string, body: object): Promise<Answer> {
    return this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.cookie },
      body: JSON.stringify(body),
    });
  }

  get(path: string): Promise<Answer> {
    return this.#fetch(path, { headers: { cookie: this.cookie } });
  }

  /** Logs in for the first time, which includes the change of the initial password. */
  async enter(newPassword = 'Hengshui1'): Promise<void> {
    await this.post('/api/login', { account: '13110001', password: '123456' });
    await this.post('/api/password', { oldPassword: '123456', newPassword });
  }

  /** Sends a file as the whole body, as the pages do. */
  send(path: string, file: Uint8Array<ArrayBuffer>, mediaType: string): Promise<Answer> {
    return this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': mediaType, cookie: this.cookie },
      body: file,
    });
  }

  /** A file of the portal, with its status and media type. */
  async download(path: string): Promise<{ status: number; mediaType: string | null; file: Buffer }> {
    const headers = { cookie: this.cookie };
    const response = await fetch(`http://127.0.0.1:${this.portal.port}${path}`, { headers });
    const file = Buffer.from(await response.arrayBuffer());
    return { status: response.status, mediaType: response.headers.get('content-type'), file };
  }

  /** Posts with the certificate's signature over `text`, as after a login by CA. */
  postSigned(path: string, body: object, leaf: IssuedCertificate, text: string): Promise<Answer> {
    return this.post(path, { ...body, certificate: leaf.base64, signature: signed(leaf, text, 'sha1') });
  }

  bind(leaf: IssuedCertificate): Promise<Answer> {
    return this.post('/api/ca/bind', { vendor: 'hebca', certificate: leaf.base64 });
  }

  async random(): Promise<string> {
    const { body } = await this.post('/api/ca/random', {});
    return String(body.random);
  }

  async caLogin(leaf: IssuedCertificate, digest: 'sha1' | 'sha256' = 'sha1'): Promise<Answer> {
    return this.answerRandom(leaf, await this.random(), digest);
  }

  answerRandom(leaf: IssuedCertificate, random: string, digest: 'sha1' | 'sha256' = 'sha1'): Promise<Answer> {
    const signature = signed(leaf, random, digest);
    return this.post('/api/ca/login', { random, signature, certificate: leaf.base64 });
  }

  async #fetch(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(`http://127.0.0.1:${this.portal.port}${path}`, init);
    const cookie = response.headers.get('set-cookie');
    if (cookie !== null) this.cookie = cookie.split(';', 1)[0] ?? '';
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
}

function signed(leaf: IssuedCertificate, text: string, digest: 'sha1' | 'sha256'): string {
  return sign(digest, Buffer.from(text, 'utf8'), leaf.privateKey).toString('base64');
}
