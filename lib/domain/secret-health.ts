// How a secret is doing: its state, and its age against the window of its type or its own.

import { SECRET_TYPES, type SecretType } from './secret-kinds';
import { EXPIRING_DAYS } from './secret-state';
import { TYPE_RULES } from './secret-types';

/** The worst first; `due` and `expiring` are what will be so within two weeks, `snoozed` any of these put off. */
export const SECRET_HEALTHS = [
  'lost',
  'expired',
  'overdue',
  'expiring',
  'due',
  'snoozed',
  'no_value',
  'current',
  'alias',
] as const;

export type SecretHealth = (typeof SECRET_HEALTHS)[number];

/** Those that somebody has to do something about now. */
export const OVERDUE: readonly SecretHealth[] = ['lost', 'expired', 'overdue'];

/** How many days ahead something counts as due. */
export const DUE_DAYS = EXPIRING_DAYS;

/** The window of each type that has one, in days. */
export const TYPE_WINDOWS: readonly (readonly [SecretType, number])[] = SECRET_TYPES.flatMap(
  (type) => {
    const { windowDays } = TYPE_RULES[type];
    return windowDays === null ? [] : [[type, windowDays] as const];
  },
);
