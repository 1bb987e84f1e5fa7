import type { Certificate } from '../../shared/protocol/certificate-list.js';
import type { HeldCertificate } from './registry.js';

/**
 * The certificates as a user counts them: CAs in China put a certificate for signatures and one for encryption of the
 * same holder on one token, and to its owner it is one certificate. The other's id comes along.
 */
export function shownAsOne(certificates: readonly HeldCertificate[]): Certificate[] {
  const encryption = new Map<HeldCertificate, HeldCertificate>();
  for (const held of certificates) {
    if (held.parsed.usableFor !== 'encrypt') continue;
    const partner = certificates.find(
      (one) => one.parsed.usableFor === 'sign' && !encryption.has(one) && areOfOneHolder(one, held),
    );
    if (partner) encryption.set(partner, held);
  }
  const partners = new Set(encryption.values());
  return certificates
    .filter((held) => !partners.has(held))
    .map((held) => {
      const partner = encryption.get(held);
      return partner ? { ...held.info, encryption: partner.info.id } : held.info;
    });
}

function areOfOneHolder(one: HeldCertificate, other: HeldCertificate): boolean {
  const names = ({ info, parsed }: HeldCertificate) => JSON.stringify([info.token, parsed.subject, parsed.issuer]);
  return names(one) === names(other);
}
