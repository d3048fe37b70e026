// What is wrong while the console is locked, in one sentence for each reason.

import type { KeyStatus } from '@/lib/contracts/key-status';

type LockReason = NonNullable<KeyStatus['lock']>['reason'];

export const LOCK_SENTENCE: Readonly<Record<LockReason, string>> = {
  no_key: 'No master key was given, and this database needs one.',
  wrong_key: 'The master key that was given is not the one this database is sealed under.',
  tampered:
    'The master key has the right fingerprint, yet the stored root key does not open: the database is damaged or was changed from outside.',
};

/** Shown on every page while the published key of development is in use. */
export const DEVELOPMENT_SENTENCE =
  'Development key: anybody can open what is sealed here. Keep no real secret in this console.';
