// The JWT secrets in memory: what signs now, what is still accepted, and how both change while it runs.

import 'server-only';

/** `kid` names the secret in a cookie's header and is safe to show. */
export interface JwtSecret {
  readonly kid: string;
  readonly bytes: Uint8Array;
}

export type JwtSource = 'JWT_SECRET' | 'config/jwt.secret';
export type JwtPreviousSource = 'JWT_SECRET_PREVIOUS' | 'config/jwt.secret.previous';

export interface JwtSecrets {
  readonly current: JwtSecret;
  readonly source: JwtSource;
  readonly previous: (JwtSecret & { readonly source: JwtPreviousSource }) | null;
  /** The current secret as it was given, for comparing it with other keys. */
  readonly currentText: string;
}

/** One per process; a rotation of the generated file changes what it holds. */
export class JwtRing implements JwtSecrets {
  #secrets: JwtSecrets;
  #heldBack = false;
  #busy = false;

  constructor(secrets: JwtSecrets) {
    this.#secrets = secrets;
  }

  get current(): JwtSecret {
    return this.#secrets.current;
  }

  get previous(): JwtSecrets['previous'] {
    return this.#secrets.previous;
  }

  get source(): JwtSource {
    return this.#secrets.source;
  }

  get currentText(): string {
    return this.#secrets.currentText;
  }

  /** What cookies are signed with: the previous secret while a running node does not know the current. */
  get signer(): JwtSecret {
    return (this.#heldBack && this.previous) || this.current;
  }

  get accepted(): readonly JwtSecret[] {
    return this.previous ? [this.current, this.previous] : [this.current];
  }

  /** Whether some running node could not read what the current secret signs. */
  holdBack(held: boolean): void {
    this.#heldBack = held;
  }

  adopt(secrets: JwtSecrets): void {
    this.#secrets = secrets;
  }

  /** Runs `work` unless such work is under way in this process: then it answers with null. */
  async alone<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.#busy) return null;
    this.#busy = true;
    try {
      return await work();
    } finally {
      this.#busy = false;
    }
  }
}
