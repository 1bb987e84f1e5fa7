import { expect, test } from 'vitest';
import { filesBelow, read } from './source.js';

const FOLDERS = ['', 'test/node18/', 'test/wine/'];

const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a registry', /registry\.(?:npm|yarn)[a-z]*\.[a-z]+|npm[m]irror\.com|"resolved"\s*:/],
  ['a folder of one machine', /(?<![\w.-])\/(?:(?:work|root)\/|home\/\w)/],
];

function wrongLines(file: string, text: string): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      FORBIDDEN.filter(([, pattern]) => pattern.test(line)).map(([what]) => `${file}:${index + 1} names ${what}`),
    );
}

interface Entry {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly os?: readonly string[];
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}
type Entries = Readonly<Record<string, Entry>>;

/** Addresses, missing hashes, and packages of other systems that npm left out: without their entries `npm ci` refuses. */
function wrongEntries(entries: Entries): string[] {
  return Object.entries(entries).flatMap(([folder, entry]) => {
    const wrong: string[] = [];
    if (entry.resolved !== undefined) wrong.push(`${folder} has an address`);
    const forOtherSystem = entry.optional === true && entry.os !== undefined;
    if (folder !== '' && !entry.integrity?.startsWith('sha512-') && !forOtherSystem)
      wrong.push(`${folder} has no hash`);
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      const places = [`node_modules/${name}`, `${folder}/node_modules/${name}`];
      if (!places.some((place) => Object.hasOwn(entries, place))) wrong.push(`${folder} lacks ${name}`);
    }
    return wrong;
  });
}

test.each(FOLDERS)('%spackage-lock.json is complete and holds hashes and no addresses', (folder) => {
  const { packages } = JSON.parse(read(`${folder}package-lock.json`)) as { packages: Entries };
  expect(Object.keys(packages).length).toBeGreaterThan(1);
  expect(wrongEntries(packages)).toEqual([]);
});

test.each<[string, Entry]>([
  ['an address', { integrity: 'sha512-x', resolved: 'https://x/y.tgz' }],
  ['no hash', {}],
  ['a package of another system left out', { integrity: 'sha512-x', optionalDependencies: { 'x-win32': '1.0.0' } }],
])('a lockfile with %s is found', (_, entry) => {
  expect(wrongEntries({ 'node_modules/x': entry })).toHaveLength(1);
});

test.each(FOLDERS)('%s.npmrc keeps addresses out of the lockfile and sets no registry', (folder) => {
  expect(read(`${folder}.npmrc`)).toContain('omit-lockfile-registry-resolved=true');
  expect(read(`${folder}.npmrc`)).not.toMatch(/registry\s*=/);
});

test('no file names a registry or a folder of one machine', () => {
  expect(filesBelow('.').flatMap((file) => wrongLines(file, read(file)))).toEqual([]);
});

test.each([
  ['https://registry', 'npmjs', 'org/ws'].join('.'),
  ['"resolved"', '"https://x/y.tgz"'].join(': '),
  ['', 'work', 'main'].join('/'),
  ['cd ', 'root', 'x'].join('/'),
  ['file://', 'home', 'clerk'].join('/'),
])('a line that names one is found: %s', (line) => {
  expect(wrongLines('x', line)).toHaveLength(1);
});

test.each(['import x from "./work/x.js"', 'framework/root/', '/usr/lib/chromium', 'the registry.ts of tokens'])(
  'other words pass: %s',
  (line) => {
    expect(wrongLines('x', line)).toEqual([]);
  },
);
