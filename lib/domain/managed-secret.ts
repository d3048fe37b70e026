// One of the console's own secrets, as the catalogue describes it.

/** `read`: Keystow reads it. `recognized`: it is known what it is for, and that something else reads it. */
export type ManagedUse = 'read' | 'recognized';

/** `address`: a URL with a password in it. `document`: a file of credentials. */
export type ManagedForm = 'master key' | 'jwt secret' | 'key' | 'password' | 'address' | 'document';

export interface ManagedSecret {
  readonly name: string;
  readonly purpose: string;
  readonly use: ManagedUse;
  readonly form: ManagedForm;
  /** Which process reads it. */
  readonly readBy: string;
  readonly required: string;
  /** When it is read. */
  readonly when: string;
  /** What has to be done, and what breaks, when it changes. */
  readonly rotating: string;
  /** Read at each use, so that another value counts at once. */
  readonly reloads?: true;
  /** The page that changes it, for those that have one. */
  readonly wizard?: '/keys/rotate' | '/keys/jwt' | '/backends/databases';
}
