// How long a backend may take, and how often it is asked again.

/** For one call, in milliseconds. */
export const CALL_MS_MAX = 5000;
/** For all calls that one question takes, pauses in between included, in milliseconds. */
export const QUESTION_MS_MAX = 15_000;
/** Beyond the first call. */
export const RETRIES_MAX = 2;
/** The longest that a backend's `Retry-After` is waited for, in seconds. */
export const RETRY_AFTER_SECONDS_MAX = 10;
/** The longest that a backend may ask to be left in peace, in seconds. */
export const REST_SECONDS_MAX = 900;
