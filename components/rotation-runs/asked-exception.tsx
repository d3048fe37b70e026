'use client';

import { Fact, FactList } from '@/components/ui/fact-list';
import { Status } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';
import { RunDialog } from './run-dialog';
import { GAP_WORD } from './run-words';
import type { StepProps } from './step-props';

/** What somebody asked to leave out and why; a second person signs it. */
export function AskedException({ run, actions, mayAct }: StepProps) {
  const { exception } = run;
  if (exception === null) return null;
  const { reason, gaps, askedAt, askedBy } = exception;
  const added = run.gaps.filter(({ code }) => !gaps.includes(code));
  return (
    <div className="mb-3 max-w-176 border-l-3 border-due bg-panel px-4 py-3">
      <h3 className="mb-1 font-medium">An exception is asked for</h3>
      <FactList>
        <Fact term="Asked by">
          {askedBy}, <TimeAgo instant={askedAt} />
        </Fact>
        <Fact term="Reason">{reason}</Fact>
        <Fact term="Leaves out">{gaps.map((gap) => GAP_WORD[gap]).join('; ')}</Fact>
      </FactList>
      {added.length > 0 ? (
        <p className="mt-2">
          <Status tone="danger">
            Since then more came to be missing: {added.map(({ text }) => text).join(' ')} Ask again.
          </Status>
        </p>
      ) : null}
      <div className="mt-3 flex flex-wrap gap-2">
        {run.may.sign && added.length === 0 ? (
          <RunDialog
            run={run}
            action={actions.signException}
            button="Sign the exception…"
            buttonTone="primary"
            title="Sign the exception?"
            verb="Sign and close"
            done={`${run.title} closed by an exception`}
          >
            <input type="hidden" name="askedAt" value={run.exception?.askedAt} />
            <p>The rotation closes without:</p>
            <ul className="list-disc space-y-1 pl-4">
              {run.gaps.map(({ code, key, text }) => (
                <li key={`${code} ${key ?? ''}`} className="break-words">
                  {text}
                </li>
              ))}
            </ul>
            <p>
              {askedBy} gave the reason: {reason}
            </p>
          </RunDialog>
        ) : null}
        {mayAct && added.length > 0 ? (
          <RunDialog
            run={run}
            action={actions.askException}
            button="Ask again…"
            title="Ask for an exception?"
            verb="Ask for an exception"
            reason
            done="Exception asked for"
          >
            <p>It takes the place of the one before, and leaves out what is missing now.</p>
          </RunDialog>
        ) : null}
      </div>
      {run.may.sign || added.length > 0 ? null : (
        <p className="text-ink-muted">It waits for a second person to sign it.</p>
      )}
    </div>
  );
}
