'use client';

import { CommandLine } from '@/components/ui/command-line';
import { ShownOnce } from '@/components/ui/shown-once';
import type { WithoutToken } from './make-brief-sheet';

interface CallbackShownProps {
  readonly brief: WithoutToken;
  readonly origin: string;
  readonly serverKey: string;
  /** Hands the text over, once, and keeps nothing of it. */
  readonly take: () => string | null;
  readonly onClose: () => void;
}

export function CallbackShown({ brief, origin, serverKey, take, onClose }: CallbackShownProps) {
  return (
    <ShownOnce
      title={`Callback token of ${brief.title}`}
      noun="callback token"
      take={take}
      done="I have passed it on"
      onClose={onClose}
    >
      <p className="mt-3">
        It is shown this once, and begins one run. Whoever has it gets the brief’s secrets: pass it
        on as you would them.
      </p>
      <p className="mt-3 mb-1 text-ink-muted">Where it is to run, with the token in place of …:</p>
      <CommandLine
        command={`KEYSTOW_URL=${origin} KEYSTOW_SERVER_KEY=${serverKey} KEYSTOW_TOKEN=… keystow run --brief ${brief.id} -- node agent.js`}
      />
    </ShownOnce>
  );
}
