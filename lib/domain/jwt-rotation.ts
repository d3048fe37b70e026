// A change of the JWT secret: what is recorded of it, and how far it is.

/** Secrets are named by their `kid`, which says nothing of them. */
export type JwtEvent =
  | {
      action: 'jwt.rotated';
      kid: string;
      /** Null where the old one was not kept: everybody was signed out. */
      previousKid: string | null;
      source: string;
      changeNumber: string | null;
    }
  | {
      action: 'jwt.previous_removed';
      kid: string;
      previousKid: string | null;
      sessionsEnded: number;
      verification: string | null;
    }
  | {
      action: 'jwt.verified';
      kid: string;
      changeNumber: string | null;
      verification: string;
    };

/** Actions of a change of the JWT secret, as they stand in the audit log. */
export const JWT_ACTIONS = ['jwt.rotated', 'jwt.previous_removed', 'jwt.verified'] as const;

export type JwtStep = 'new' | 'deploy' | 'move' | 'remove';

/** What the nodes and sessions report. */
export interface JwtFacts {
  readonly current: { readonly kid: string };
  readonly previous: { readonly sessions: number } | null;
  readonly nodes: readonly { readonly current: string; readonly previous: string | null }[];
}

/**
 * The step that is to be done now, whoever asks: `deploy` while nodes sign with different secrets,
 * `move` while live sessions need the older one, `remove` while some node still accepts it.
 */
export function jwtStep({ current, previous, nodes }: JwtFacts): JwtStep {
  if (nodes.some((node) => node.current !== current.kid)) return 'deploy';
  if (previous && previous.sessions > 0) return 'move';
  if (previous || nodes.some((node) => node.previous !== null)) return 'remove';
  return 'new';
}
