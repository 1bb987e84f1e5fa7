import { expect, it } from 'vitest';
import manifest from '../../manifest.json' with { type: 'json' };
import { read } from './source.js';

/** Everything that the extension may do, or may ask for. Whoever adds one adds its line here and its row in SECURITY.md. */
const PERMISSIONS = [
  // In the manifest's order, one a line.
  'storage',
  'unlimitedStorage',
  'scripting',
  'activeTab',
  'contentSettings',
  'alarms',
];
const OPTIONAL_PERMISSIONS: readonly string[] = [
  // Asked for by the user's click.
  'notifications',
];
const OPTIONAL_HOSTS = ['http://*/*', 'https://*/*'];

/** What of the manifest gives no power and tells nobody anything: names, icons, versions, and the pages and the program that are ours. */
const HARMLESS = new Set([
  'manifest_version',
  'key',
  'name',
  'description',
  'default_locale',
  'version',
  'minimum_chrome_version',
  'icons',
  'action',
  'options_ui',
  'background',
]);

interface Row {
  readonly permission: string;
  readonly cells: readonly string[];
}

/** The rows of the table under "Permissions, line by line". */
function explained(): Row[] {
  const [, section = ''] = read('SECURITY.md').split('\n## Permissions, line by line\n');
  const [table = ''] = section.split('\n## ');
  return table
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => {
      const [permission = '', ...cells] = line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      return { permission: permission.replaceAll('`', ''), cells };
    });
}

it('the manifest gives no power but these', () => {
  const powers = Object.entries(manifest).filter(([key]) => !HARMLESS.has(key));
  expect({ optional_permissions: [], ...Object.fromEntries(powers) }).toEqual({
    permissions: PERMISSIONS,
    optional_permissions: OPTIONAL_PERMISSIONS,
    optional_host_permissions: OPTIONAL_HOSTS,
    content_security_policy: {
      extension_pages: [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self' ws://127.0.0.1:*",
        "base-uri 'none'",
        "form-action 'none'",
      ].join('; '),
    },
    commands: { _execute_action: { suggested_key: { default: 'Alt+Shift+H' } } },
    storage: { managed_schema: 'managed-schema.json' },
  });
});

it('the administrator sets these and nothing else', () => {
  const schema = JSON.parse(read('public/managed-schema.json')) as {
    readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const keys = Object.entries(schema.properties).map(([name, { type, items }]) => [name, type, items]);
  expect(keys).toEqual([
    ['sites', 'array', { type: 'string' }],
    ['forbiddenSites', 'array', { type: 'string' }],
  ]);
});

it('SECURITY.md says of each permission what for, what the user sees, and the worst that it could do', () => {
  const rows = explained();
  expect(rows.map(({ permission }) => permission)).toEqual([
    ...PERMISSIONS,
    ...OPTIONAL_PERMISSIONS,
    ...OPTIONAL_HOSTS,
  ]);
  for (const { permission, cells } of rows) {
    expect(cells, permission).toHaveLength(3);
    for (const cell of cells) expect(cell.length, `${permission}: ${cell}`).toBeGreaterThan(10);
  }
});
