// The recorded acts around people's own accounts: sign-in, sessions, passwords, second factors, recovery.

interface PersonRef {
  readonly id: string;
  readonly name: string;
}

/** What stood beside the password at sign-in. */
export type FactorUsed = 'none' | 'totp' | 'recovery_code';

export type AccountEvent =
  | { action: 'session.started'; user: PersonRef; secondFactor: FactorUsed }
  | {
      action: 'session.refused';
      user: PersonRef | null;
      /** At the second factor the password was right. */
      at: 'password' | 'second_factor';
    }
  | {
      action: 'session.throttled';
      user: PersonRef | null;
      by: 'address' | 'pair' | 'account' | 'code';
      count: number;
      /** Of those that were counted after the first: in which minute. */
      minute?: string;
    }
  | { action: 'session.ended'; user: PersonRef }
  | { action: 'sessions.ended'; user: PersonRef; count: number }
  | { action: 'password.changed'; user: PersonRef; sessionsEnded: number }
  | {
      /** `unreadable`: its seed did not open when it was to be sealed again, and no code of the authenticator fits. */
      action:
        | 'second_factor.begun'
        | 'second_factor.enrolled'
        | 'second_factor.removed'
        | 'second_factor.unreadable'
        | 'recovery_codes.renewed';
      user: PersonRef;
    }
  | { action: 'recovery_code.used'; user: PersonRef; left: number }
  | {
      action: 'owner.recovery_started';
      user: PersonRef;
      secondFactorRemoved: boolean;
      sessionsEnded: number;
    }
  | { action: 'owner.recovered'; user: PersonRef; sessionsEnded: number };
