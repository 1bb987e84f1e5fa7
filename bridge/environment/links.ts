import type { Reason } from '../../shared/protocol/reasons.js';
import type { DiagnosisLink } from '../../shared/text/diagnosis.js';
import type { Diagnosis } from './diagnosis.js';

/** A link as it is judged; `info` is neither well nor broken. */
export type JudgedLink = DiagnosisLink & { readonly state: 'good' | 'bad' | 'info' };

/** The links of the chain, from this computer to the browsers, and what may stand beside it. */
export function links(diagnosis: Diagnosis): readonly JudgedLink[] {
  const { environment, running, version, windows, writable, journal } = diagnosis;
  const { system, program, helper } = environment;
  const atHelper = environment.strangers.find(({ place }) => place === 'helper');
  return [
    { link: 'system', state: 'info', name: system.name, release: system.release, arch: system.arch },
    { link: 'program', state: 'info', version, bits: program.bits, arch: program.arch },
    { link: 'running', state: typeof running === 'object' ? 'good' : 'bad', running },
    ...environment.strangers
      .filter(({ place }) => place === 'bridge')
      .map(
        ({ port, program: name, answers }) =>
          ({ link: 'stranger', state: 'info', port, program: name, answers }) as const,
      ),
    { link: 'windows', state: windows.password && windows.confirm ? 'good' : 'bad', ...windows },
    { link: 'disk', state: writable ? 'good' : 'bad', writable },
    { link: 'journal', state: journalLook[journal], journal },
    ...driverLinks(environment.drivers),
    ...tokenLinks(diagnosis.tokens),
    browserLink(diagnosis.browsers),
    { link: 'helper', state: 'info', running: helper.running, program: atHelper?.program ?? null },
  ];
}

const journalLook = { intact: 'good', none: 'info', damaged: 'bad', unreadable: 'bad' } as const;

function driverLinks(drivers: Diagnosis['environment']['drivers']): JudgedLink[] {
  if (drivers.length === 0) return [{ link: 'driver', state: 'bad', name: null, file: null, reason: 'module.missing' }];
  return drivers.map(({ name, file, state }) =>
    state === 'ok'
      ? { link: 'driver', state: 'good', name, file, reason: null }
      : { link: 'driver', state: 'bad', name, file, reason: state },
  );
}

function tokenLinks(tokens: Diagnosis['tokens']): JudgedLink[] {
  if (!Array.isArray(tokens)) return [{ link: 'token', state: 'bad', token: null, reason: tokens.reason }];
  if (tokens.length === 0) return [{ link: 'token', state: 'bad', token: null, reason: 'token.none' }];
  return tokens.map((token) => {
    const reason = whatIsWrong(token);
    const isExpired = token.daysLeft !== null && token.daysLeft < 0;
    return { link: 'token', state: reason || isExpired ? 'bad' : 'good', token, reason };
  });
}

function whatIsWrong(token: { readonly tries: string; readonly certificates: number }): Reason | null {
  if (token.certificates === 0) return 'certificate.none';
  return token.tries === 'locked' ? 'password.locked' : null;
}

function browserLink(browsers: Diagnosis['browsers']): JudgedLink {
  if (!browsers) return { link: 'browsers', state: 'info', browsers };
  return { link: 'browsers', state: browsers.known === 0 ? 'bad' : 'good', browsers };
}
