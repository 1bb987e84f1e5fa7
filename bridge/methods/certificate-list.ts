import { success } from '../../shared/protocol/reasons.js';
import type { TokenDirectory } from '../tokens/registry.js';
import { shownAsOne } from '../tokens/shown-as-one.js';
import type { Handler } from './handler.js';

export function certificateListHandler(directory: TokenDirectory): Handler<'certificate.list'> {
  return async () => {
    const certificates = await directory.certificates();
    return certificates.ok ? success({ certificates: shownAsOne(certificates.value) }) : certificates;
  };
}
