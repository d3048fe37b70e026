/** Milliseconds of 24 hours: what is called a day where an age or a term is counted. */
export const DAY_MS = 86_400_000;
