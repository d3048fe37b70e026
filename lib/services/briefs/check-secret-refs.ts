// What the names in a brief may be: of secrets or integrations, each once.

import 'server-only';
import { ruleBroken } from '@/lib/domain/errors';
import { checkSecretName } from '@/lib/domain/secret-name';

/** Throws 422 at the first that cannot be a name, or stands there twice. */
export function checkSecretRefs(secretRefs: readonly string[]): void {
  for (const [at, ref] of secretRefs.entries()) {
    checkSecretName(ref, `/secretRefs/${at}`);
    if (secretRefs.indexOf(ref) < at) {
      throw ruleBroken(`/secretRefs/${at}`, 'repeated', 'Name each secret once.');
    }
  }
}
