import { Status, type Tone } from '@/components/ui/status';

export interface MasterKeyState {
  /** `mk_` and 16 hex digits, or null where no key is loaded. */
  readonly fingerprint: string | null;
  readonly state: 'unlocked' | 'development' | 'locked';
}

const WORD: Readonly<Record<MasterKeyState['state'], { tone: Tone; word: string }>> = {
  unlocked: { tone: 'fine', word: 'Unlocked' },
  development: { tone: 'due', word: 'Development key' },
  locked: { tone: 'danger', word: 'Locked' },
};

/** The master key in use and whether it opens the vault; in sight on every page. */
export function KeyState({ fingerprint, state }: MasterKeyState) {
  const { tone, word } = WORD[state];
  return (
    <p className="flex flex-wrap gap-x-2">
      {fingerprint ? (
        <span className="font-mono text-12 leading-5" title={fingerprint}>
          {shortKey(fingerprint)}
        </span>
      ) : null}
      <Status tone={tone}>{word}</Status>
    </p>
  );
}

function shortKey(fingerprint: string): string {
  return `${fingerprint.slice(0, 7)}…${fingerprint.slice(-2)}`;
}
