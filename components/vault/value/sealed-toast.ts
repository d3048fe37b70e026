// What is said after a value was sealed: the name, the version and the fingerprint.

import type { SecretSummary } from '@/lib/contracts/secret';
import { shortFingerprint } from '@/components/ui/fingerprint';

/** Names what was sealed by its fingerprint, or by its reference; the value is not known here any more. */
export function sealedToast(secret: SecretSummary): {
  title: string;
  description: string;
  mono: true;
} {
  const replaced = secret.version !== null && secret.version > 1;
  const facts = [
    secret.version === null ? null : `version ${secret.version}`,
    secret.fingerprint === null ? secret.reference : shortFingerprint(secret.fingerprint),
  ];
  const done = replaced ? 'replaced' : secret.backend === 'local' ? 'sealed' : 'saved';
  return {
    title: `${secret.key} ${done}`,
    description: facts.filter((fact) => fact !== null).join(' · '),
    mono: true,
  };
}
