// Where names stand for values: variables, a file, or a folder of files.

/** Null where the name is not there. `at`: since when, where that is known. */
export type FindName = (name: string) => Promise<{ bytes: Uint8Array; at: Date | null } | null>;

/** Where names stand for values. All throw a `BackendFault`. */
export interface NameSource {
  /** What finds names as they are now: what they share is read once, when the first is looked for. */
  readonly look: () => FindName;
  readonly names: () => Promise<string[]>;
  /** In words, such as `the file /run/app.env`. */
  readonly place: string;
}
