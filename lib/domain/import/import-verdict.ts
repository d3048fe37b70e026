// What a review says of a row, apart from its schema so that pages need not load one.

export const IMPORT_VERDICTS = ['new', 'replace', 'unchanged', 'shadowed', 'invalid'] as const;

export type ImportVerdict = (typeof IMPORT_VERDICTS)[number];
