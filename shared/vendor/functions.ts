/** The vendor’s functions that the bridge serves, by their names on the wire (bridge/vendor/table.ts). */
export const VENDOR_FUNCTION_NAMES: ReadonlySet<string> = new Set([
  'GetCertCount',
  'GetSignCertCount',
  'SelectSignCert',
  'SelectCryptCert',
  'GetSignCert',
  'GetSubjectItem',
  'GetSignCertNotAfter',
  'GetCertB64',
  'GetCertList',
  'IsCertOnline',
  'UILogin',
  'Login',
  'CspLogin',
  'Logout',
  'IsCertLogined',
  'SignText',
  'SignB64',
  'ReadDataB64',
  'ReadDataText',
  'ReloadDevice',
]);

/** The function of ours that a frame calls; a name that we do not know is the page's own text, and is not told. */
export function calledFunction(text: string): string {
  const [kind, fn = ''] = text.slice(0, 80).split('|', 2);
  if (kind === '0') return 'welcome';
  return kind === '1' && VENDOR_FUNCTION_NAMES.has(fn) ? fn : 'unknown';
}
