import type { ManagedSecretView } from '@/lib/contracts/managed-secret';
import { Status, type Tone } from '@/components/ui/status';

const TONES: Readonly<Record<'strong' | 'fair' | 'weak' | 'unrated', Tone>> = {
  strong: 'fine',
  fair: 'unknown',
  weak: 'due',
  unrated: 'unknown',
};

const GRADES = { strong: 'strong', fair: 'fair', weak: 'weak', unrated: 'not rated' } as const;

/** Presence and strength in one, with what needs a look first. */
export function ManagedStanding({ secret }: { readonly secret: ManagedSecretView }) {
  const { present, fault, strength, sameAs } = secret;
  if (fault !== null) return <Status tone="danger">not looked for</Status>;
  if (!present || !strength) return <Status tone="unknown">not set</Status>;
  if (sameAs.length > 0) return <Status tone="danger">shared value</Status>;
  return <Status tone={TONES[strength.grade]}>{GRADES[strength.grade]}</Status>;
}

export const USES = {
  read: 'Keystow reads it',
  recognized: 'recognized only',
  added: 'added by an operator',
} as const;
