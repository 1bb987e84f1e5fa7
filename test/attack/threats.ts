import type { Threat } from './attack.js';
import { challengeRelay } from './attacks/challenge-relay.js';
import { crossOriginWebSocket } from './attacks/cross-origin-websocket.js';
import { dangerousVerbs } from './attacks/dangerous-verbs.js';
import { dllHijack } from './attacks/dll-hijack.js';
import { dnsRebinding } from './attacks/dns-rebinding.js';
import { doubleSign } from './attacks/double-sign.js';
import { fingerprint } from './attacks/fingerprint.js';
import { forgedReplyRouting } from './attacks/forged-reply-routing.js';
import { hiddenFrame } from './attacks/hidden-frame.js';
import { httpPortal } from './attacks/http-portal.js';
import { journalLeak } from './attacks/journal-leak.js';
import { logLeak } from './attacks/log-leak.js';
import { lossOfRecord } from './attacks/loss-of-record.js';
import { maliciousPage } from './attacks/malicious-page.js';
import { notWhatYouSee } from './attacks/not-what-you-see.js';
import { otherUser } from './attacks/other-user.js';
import { oversizedFrames } from './attacks/oversized-frames.js';
import { ownWebPages } from './attacks/own-web-pages.js';
import { pairingSpam } from './attacks/pairing-spam.js';
import { pinBruteForce } from './attacks/pin-brute-force.js';
import { pinCache } from './attacks/pin-cache.js';
import { pinPhishing } from './attacks/pin-phishing.js';
import { portSquatting } from './attacks/port-squatting.js';
import { replay } from './attacks/replay.js';
import { rootCa } from './attacks/root-ca.js';
import { supplyChain } from './attacks/supply-chain.js';
import { warningFatigue } from './attacks/warning-fatigue.js';

/** Every threat to a signing service on 127.0.0.1 that was met in products like ours. */
export const THREATS: readonly Threat[] = [
  { id: 'dns-rebinding', title: 'A website’s own name is made to mean this computer', attacks: dnsRebinding },
  { id: 'cross-origin-websocket', title: 'Any website opens a WebSocket to the bridge', attacks: crossOriginWebSocket },
  { id: 'fingerprint', title: 'Websites find out what is installed', attacks: fingerprint },
  { id: 'malicious-page', title: 'A page asks for signatures', attacks: maliciousPage },
  { id: 'forged-reply-routing', title: 'An answer is led to another page', attacks: forgedReplyRouting },
  { id: 'pin-phishing', title: 'A page gets the password to work for it', attacks: pinPhishing },
  { id: 'pin-brute-force', title: 'Passwords are guessed, or the token is locked', attacks: pinBruteForce },
  { id: 'pin-cache', title: 'Others use a login', attacks: pinCache },
  { id: 'replay', title: 'A recorded proof is used again', attacks: replay },
  { id: 'double-sign', title: 'One consent makes two signatures', attacks: doubleSign },
  { id: 'not-what-you-see', title: 'What is shown is not what is signed', attacks: notWhatYouSee },
  {
    id: 'not-what-you-see-afterwards',
    title: 'A signature, or one more right after a failed one, goes unnoticed',
    waitsFor: 'the tray’s notification of each signature, and of a request within seconds of a failed one',
  },
  { id: 'other-user', title: 'Another user of the computer', attacks: otherUser },
  {
    id: 'other-user-windows',
    title: 'Another user of the computer, on Windows',
    waitsFor: 'secrets kept by DPAPI and the owner of a TCP connection on Windows',
  },
  { id: 'oversized-frames', title: 'Messages and connections that are too much', attacks: oversizedFrames },
  { id: 'port-squatting', title: 'Another program has taken the port', attacks: portSquatting },
  { id: 'log-leak', title: 'Passwords and contents in files', attacks: logLeak },
  { id: 'dll-hijack', title: 'A foreign library is loaded', attacks: dllHijack },
  {
    id: 'dll-hijack-windows',
    title: 'A foreign library is loaded, on Windows',
    waitsFor: 'the search order and the publisher’s signature of libraries on Windows',
  },
  { id: 'own-web-pages', title: 'Script or headers in pages of the bridge', attacks: ownWebPages },
  { id: 'root-ca', title: 'A root certificate on the user’s computer', attacks: rootCa },
  { id: 'supply-chain', title: 'A package that the product depends on', attacks: supplyChain },
  {
    id: 'supply-chain-release',
    title: 'A foreign release of the product',
    waitsFor: 'the signed manifest of a release and its verification',
  },
  { id: 'dangerous-verbs', title: 'Verbs that run programs or write', attacks: dangerousVerbs },
  { id: 'warning-fatigue', title: 'So many windows that the user agrees', attacks: warningFatigue },
  { id: 'http-portal', title: 'Anybody on the way to an http portal', attacks: httpPortal },
  { id: 'challenge-relay', title: 'A login’s challenge comes from elsewhere', attacks: challengeRelay },
  { id: 'pairing-spam', title: 'Programs ask to be connected', attacks: pairingSpam },
  { id: 'hidden-frame', title: 'The portal in a frame of another page', attacks: hiddenFrame },
  {
    id: 'spoofed-helper',
    title: 'A program plays the vendor’s helper',
    waitsFor: 'tokens that are used through the vendor’s helper',
  },
  { id: 'loss-of-record', title: 'Signatures without a record', attacks: lossOfRecord },
  { id: 'journal-leak', title: 'Others read the record', attacks: journalLeak },
];
