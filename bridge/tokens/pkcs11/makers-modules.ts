import { readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { checkModuleFile } from './module-file.js';

/** Names of the PKCS#11 libraries of makers whose tokens CAs in China hand out; batch numbers are part of some. */
const NAMES: Readonly<Record<'win32' | 'linux', readonly RegExp[]>> = {
  win32: [
    /^HtPkcs11\d*\.dll$/i, // 海泰 Haitai HaiKey
    /^gm3000\w*_p(kcs)?11\.dll$/i, // 龙脉 Longmai mToken GM3000
    /^(Shuttle|WZT)Csp11_3003\w*\.dll$/i, // 飞天 Feitian ePass3003
    /^\w*ePassP11v\d+\.dll$|^ePass3K3GM_for_\w+\.dll$/i, // the same, as CAs brand it
    /^FTGM\.dll$|^\w+ePass3000gm\.dll$|^\w+_3000GM\.dll$|^gm3k_for_\w+\.dll$/i, // 飞天 Feitian ePass3000GM
    /^eps2003csp11\.dll$/i, // 飞天 Feitian ePass2003
    /^wdpkcs\.dll$/i, // 握奇 WatchData
    /^SJK1217Pkcs\.dll$/i, // 文鼎创 Excelsecu
  ],
  linux: [
    /^libhtpkcs11\w*\.so$/,
    /^libgm3000(\.\d+)*\.so$/,
    /^libshuttle_p11v\d+\.so$/,
    /^libcastle\.so(\.\d+)*$/,
    /^libwdpkcs_\w+\.so$/,
  ],
};

/** Folders that only administrators write to. */
function folders(platform: 'win32' | 'linux', env: Readonly<Record<string, string | undefined>>): string[] {
  if (platform === 'linux') return ['/usr/lib', '/usr/lib64', '/usr/lib/x86_64-linux-gnu', '/usr/local/lib'];
  const programs = [env.ProgramFiles, env['ProgramFiles(x86)']].filter((folder) => folder !== undefined);
  // The second holds what only programs of 32 bits can load: to be told apart from no library at all.
  const { SystemRoot: root } = env;
  const system = root === undefined ? [] : ['System32', 'SysWOW64'].map((name) => path.win32.join(root, name));
  return [...system, ...programs.map((folder) => path.win32.join(folder, 'GM3000'))];
}

/**
 * Absolute paths of the makers' libraries on this computer that a process of `arch` can load. Where there are only
 * others, one of these, so that its driver says what is wrong.
 */
export function makersModules(
  platform: NodeJS.Platform,
  arch: string,
  searched: readonly string[] = platform === 'win32' || platform === 'linux' ? folders(platform, process.env) : [],
): string[] {
  if (platform !== 'win32' && platform !== 'linux') return [];
  const found = searched.flatMap((folder) =>
    namesIn(folder)
      .filter((name) => NAMES[platform].some((pattern) => pattern.test(name)))
      .flatMap((name) => realPath(path.join(folder, name))),
  );
  const modules = [...new Set(found)].sort();
  const loadable = modules.filter((module) => checkModuleFile(module, arch).ok);
  return loadable.length > 0 ? loadable : modules.slice(0, 1);
}

/** None for a link that leads nowhere. */
function realPath(file: string): string[] {
  try {
    return [realpathSync(file)];
  } catch {
    // Left over from a driver that was taken off.
    return [];
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Most of the folders are not there.
    return [];
  }
}
