// The re-entry worksheet: what was lost with a master key, and how far it has come back.

/** `open`: no value yet. `entered`: sealed anew. `recovered`: the lost key turned up and opened it. */
export const WORKSHEET_STATES = ['open', 'entered', 'recovered'] as const;
export type WorksheetState = (typeof WORKSHEET_STATES)[number];

/** What progress is summed by. */
export const WORKSHEET_GROUPS = ['owner', 'scope', 'type'] as const;
export type WorksheetGroup = (typeof WORKSHEET_GROUPS)[number];
