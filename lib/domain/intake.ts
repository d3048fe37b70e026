// Intake links: how long they last, how much they ask for, and what becomes of them.

export const INTAKE_DAYS_MAX = 7;
/** How many values one link asks for, at most. */
export const INTAKE_SECRETS_MAX = 200;
export const INTAKE_LABEL_MAX = 100;
export const INTAKE_NOTE_MAX = 1000;

/** `complete`: nothing is left to be entered, whatever became of the link after that. */
export const INTAKE_STATES = ['open', 'complete', 'revoked', 'expired'] as const;
export type IntakeState = (typeof INTAKE_STATES)[number];
