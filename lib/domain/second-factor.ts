// What the second factor consists of beside the seed: how many recovery codes, and when they run low.

export const RECOVERY_CODES = 10;
/** With so few left it is time for new ones. */
export const RECOVERY_CODES_LOW = 3;
/** A code of either kind as it is typed, with blanks and hyphens. */
export const OTP_LENGTH_MAX = 40;
