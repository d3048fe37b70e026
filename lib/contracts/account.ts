// A person's own account: sessions as they are shown, and the fields of its forms.

import { z } from 'zod';

export interface SessionSummary {
  readonly id: string;
  /** What the browser said it was at sign-in; null when it said nothing. */
  readonly userAgent: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

export const endSessionForm = z.strictObject({ id: z.string().max(400) });

/** Its two passwords are read apart from the other fields. */
export const changePasswordForm = z.strictObject({});
