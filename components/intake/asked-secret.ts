// A secret whose value somebody else is asked for.

export interface AskedSecret {
  /** `sec_…` */
  readonly id: string;
  readonly key: string;
  /** Of its scope, dotted. */
  readonly path: string;
}
