import { join } from 'node:path';
import { makePrivateFolder, readPrivateFile, setAside, writePrivateFile } from './private-file.js';

/** The companies that were learned, as `companies.json` of the home folder. Each function throws the system's error. */
export function companyFile(home: string) {
  const file = join(home, 'companies.json');
  return {
    read: () => readPrivateFile(file),
    write(content: string): void {
      makePrivateFolder(home);
      writePrivateFile(file, content);
    },
    setAside: () => setAside(file),
  };
}
