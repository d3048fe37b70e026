// The keys of the console that stand on the rotation board beside the secrets, with the window of each.

import { KEY_WINDOW_DAYS } from './key-operation';
import { SECRETS_READ } from './secrets-read';

export interface RotatedKey {
  /** What windows and snoozes name it by. */
  readonly subject: string;
  /** As people read it. */
  readonly name: string;
  readonly windowDays: number;
  /** The name in the catalogue of what it is as old as; null for keys that the database knows. */
  readonly managed: string | null;
  /** The page that changes it. */
  readonly page: string;
}

const SECRET_WINDOW_DAYS = 90;

/** Where console secrets are looked after that have no page of their own. */
const CATALOGUE = '/backends/managed';

/** Not those that stay behind after a change until nothing needs them. */
const MANAGED = SECRETS_READ.filter(
  ({ name }) => !name.endsWith('_PREVIOUS') && !['KEYSTOW_MASTER_KEY', 'JWT_SECRET'].includes(name),
).map(({ name, form, wizard }): RotatedKey => ({
  subject: name,
  name,
  windowDays: form === 'key' ? KEY_WINDOW_DAYS : SECRET_WINDOW_DAYS,
  managed: name,
  page: wizard ?? CATALOGUE,
}));

/** Keys that are no console secrets by a name of their own, and everything that the console reads. */
export const ROTATED_KEYS: readonly RotatedKey[] = [
  {
    subject: 'master_key',
    name: 'Master key',
    windowDays: KEY_WINDOW_DAYS,
    managed: null,
    page: '/keys/rotate',
  },
  {
    subject: 'data_keys',
    name: 'Data keys',
    windowDays: KEY_WINDOW_DAYS,
    managed: null,
    page: '/keys/rotate',
  },
  {
    subject: 'jwt_secret',
    name: 'JWT secret',
    windowDays: SECRET_WINDOW_DAYS,
    managed: 'JWT_SECRET',
    page: '/keys/jwt',
  },
  ...MANAGED,
];

/** Those that whoever manages keys alone may see; the others whoever manages backends too. */
export function isOwnKey({ subject }: Pick<RotatedKey, 'subject'>): boolean {
  return ['master_key', 'data_keys', 'jwt_secret'].includes(subject);
}
