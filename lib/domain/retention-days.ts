// How short and how long the texts of an audit log may be kept.

export const RETENTION_DAYS = { min: 30, max: 36_500 } as const;
