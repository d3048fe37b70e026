// Carries a token's text from the answer to the field that shows it, past React's state.

export interface TokenHandover {
  readonly put: (text: string) => void;
  /** The text, the first time it is asked for; null ever after. */
  readonly take: () => string | null;
}

export function tokenHandover(): TokenHandover {
  let held: string | null = null;
  return {
    put: (text) => {
      held = text;
    },
    take: () => {
      const text = held;
      held = null;
      return text;
    },
  };
}
