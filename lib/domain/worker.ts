// Processes that a runner keeps: what they are called by their last word, and how long that is believed.

/** Which changes restart a worker by themselves; what it does not restart for is shown as due. */
export const RESTART_RULES = ['platform', 'all', 'never'] as const;
export type RestartRule = (typeof RESTART_RULES)[number];

/** As the runner says. `ended` is its last word. */
export const WORKER_STATES = [
  'starting',
  'running',
  'waiting',
  'restarting',
  'unhealthy',
  'ended',
] as const;
export type WorkerState = (typeof WORKER_STATES)[number];

/** How often a runner is asked to speak. */
export const HEARTBEAT_SECONDS = 15;
/** After three heartbeats that did not come nobody knows. */
export const UNKNOWN_AFTER_SECONDS = 45;
/** After that long it is taken for gone; a heartbeat brings it back. */
export const GONE_AFTER_SECONDS = 900;

/** So long one that ended while it came back from a restart stops the roll that it belongs to. */
export const FAILED_START_HOLDS_SECONDS = 600;

export const PRESENCES = ['alive', 'unknown', 'gone', 'ended'] as const;
/** Whether a worker is there, as far as the console knows. */
export type Presence = (typeof PRESENCES)[number];

/** `silentSeconds`: since its last heartbeat, by the database's clock. */
export function presenceOf(state: WorkerState, silentSeconds: number): Presence {
  if (state === 'ended') return 'ended';
  if (silentSeconds >= GONE_AFTER_SECONDS) return 'gone';
  return silentSeconds >= UNKNOWN_AFTER_SECONDS ? 'unknown' : 'alive';
}
