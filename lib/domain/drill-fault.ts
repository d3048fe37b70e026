// What a restore drill failed by.

interface Tried {
  readonly steps: readonly { readonly ok: boolean; readonly text: string }[];
}

/** In words; empty where it passed. */
export function faultOf({ steps }: Tried): string {
  return steps.find(({ ok }) => !ok)?.text ?? '';
}
