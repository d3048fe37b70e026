// What each health of a secret is called and how it looks.

import type { SecretHealth } from '@/lib/domain/secret-health';
import type { Tone } from '@/components/ui/status';

interface HealthLook {
  readonly word: string;
  readonly tone: Tone;
  /** The piece of a bar that stands for it. */
  readonly bar: string;
}

export const HEALTH_LOOK: Readonly<Record<SecretHealth, HealthLook>> = {
  lost: { word: 'lost', tone: 'danger', bar: 'bg-danger' },
  expired: { word: 'expired', tone: 'danger', bar: 'bg-danger' },
  overdue: { word: 'overdue', tone: 'danger', bar: 'bg-danger' },
  expiring: { word: 'expiring soon', tone: 'due', bar: 'bg-due' },
  due: { word: 'due soon', tone: 'due', bar: 'bg-due' },
  snoozed: { word: 'put off', tone: 'unknown', bar: 'bg-edge' },
  no_value: {
    word: 'without a value',
    tone: 'unknown',
    bar: 'border border-unknown border-dashed',
  },
  current: { word: 'current', tone: 'fine', bar: 'bg-fine' },
  alias: { word: 'aliases', tone: 'unknown', bar: 'border border-unknown border-dashed' },
};
