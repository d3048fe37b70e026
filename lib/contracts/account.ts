// A person's own account: sessions and the second factor as they are shown, and the fields of its forms.

import { z } from 'zod';
import { PASSWORD_LENGTH_MAX } from '@/lib/domain/password-length';
import { OTP_LENGTH_MAX } from '@/lib/domain/second-factor';

export interface SessionSummary {
  readonly id: string;
  /** What the browser said it was at sign-in; null when it said nothing. */
  readonly userAgent: string | null;
  readonly createdAt: string;
  readonly lastSeenAt: string;
  /** Whether it is the one that asks. */
  readonly current: boolean;
}

/** How a person enters. */
export interface SignInWays {
  /** False for one who signs on through a provider alone. */
  readonly password: boolean;
  readonly providers: readonly {
    readonly name: string;
    readonly linkedAt: string;
    readonly lastSignedOnAt: string | null;
  }[];
}

export const endSessionForm = z.strictObject({ id: z.string().max(400) });

/** Its two passwords are read apart from the other fields. */
export const changePasswordForm = z.strictObject({});

const password = z.string().min(1).max(PASSWORD_LENGTH_MAX);
const code = z.string().min(1).max(OTP_LENGTH_MAX);

export const secondFactorState = z
  .object({
    /** Whether a code is asked for at sign-in. */
    enabled: z.boolean(),
    enabledAt: z.iso.datetime().nullable(),
    recoveryCodesLeft: z.number().int(),
  })
  .meta({ id: 'SecondFactor' });

export type SecondFactorState = z.infer<typeof secondFactorState>;

export const beginEnrolmentBody = z.strictObject({ password }).meta({ id: 'BeginSecondFactor' });

/** The seed, shown in this answer alone: as base32, and as the address that a QR code carries. */
export const begunEnrolment = z
  .object({ secret: z.string(), address: z.string() })
  .meta({ id: 'BegunSecondFactor' });

export type BegunEnrolment = z.infer<typeof begunEnrolment>;

export const confirmEnrolmentBody = z.strictObject({ code }).meta({ id: 'ConfirmSecondFactor' });

export const removeFactorBody = z
  .strictObject({ password, code })
  .meta({ id: 'RemoveSecondFactor' });

/** One of the two; both are refused, so that it is plain which was checked. */
export const renewCodesBody = z
  .union([z.strictObject({ password }), z.strictObject({ code })])
  .meta({ id: 'RenewRecoveryCodes' });

/** Shown in this answer alone. */
export const newRecoveryCodeList = z
  .object({ recoveryCodes: z.array(z.string()) })
  .meta({ id: 'NewRecoveryCodes' });

export type NewRecoveryCodeList = z.infer<typeof newRecoveryCodeList>;

/** The account forms with passwords and codes alone: those are read apart from other fields. */
export const ownProofForm = z.strictObject({});

/** The secret of a recovery link; the new password is read apart. */
export const recoveryLinkForm = z.strictObject({ link: z.string().min(1).max(200) });
