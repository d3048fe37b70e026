'use client';

import { useEffect, useRef } from 'react';
import type { ImportResult } from '@/lib/contracts/import';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { DialogActions } from '@/components/ui/dialog';
import { GuardedSheet, useAskToClose } from '@/components/ui/guarded-sheet';
import { Status } from '@/components/ui/status';
import { ImportGrid } from './import-grid';
import { ImportSource } from './import-source';
import { FORMAT_WORD, importSums, secretCount } from './import-words';
import { readImportFile } from './read-import-file';
import { TAB } from '../secret-words';
import { useImport, type ImportActions } from './use-import';

interface ImportSheetProps {
  readonly scope: ScopeSummary;
  readonly actions: ImportActions;
  /** Hands over what was pasted or dropped elsewhere, once; null when there is nothing. */
  readonly takeSource: () => string | File | null;
  /** Changes when there is something new to take. */
  readonly round: number;
  readonly onClose: () => void;
  readonly onApplied: (result: ImportResult) => void;
}

/** Many secrets at once: the text, then a verdict for each row, then one press that seals them. */
export function ImportSheet(props: ImportSheetProps) {
  const { scope, actions, takeSource, round, onClose, onApplied } = props;
  const form = useRef<HTMLFormElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const fileName = useRef<HTMLInputElement>(null);
  const sums = useRef<HTMLParagraphElement>(null);
  const running = useImport(actions, (applied) => {
    form.current?.reset();
    onApplied(applied);
  });
  const { result, discarded, refusals, pending } = running;
  const taken = result?.rows.filter(({ row, writes }) => writes && !discarded.has(row)) ?? [];

  const send = (run: (form: FormData) => Promise<void>) => {
    if (form.current) void run(new FormData(form.current));
  };

  async function take(from: string | File) {
    const read = typeof from === 'string' ? { text: from } : await readImportFile(from);
    if (!area.current || !fileName.current) return;
    if (read.text === undefined) return running.refuse(read.refusal);
    running.back();
    area.current.value = read.text;
    fileName.current.value = typeof from === 'string' ? '' : from.name;
    send(running.review);
  }

  function takeAnew() {
    const from = takeSource();
    if (from !== null) void take(from);
  }

  useEffect(() => {
    if (result) sums.current?.focus();
  }, [result]);

  return (
    <GuardedSheet wide onClose={onClose} title="Import secrets">
      <p className="mb-4">
        Into {TAB[scope.kind].label} · <span className="font-mono">{scope.path}</span>. Nothing is
        written before you have seen what becomes of each row.
      </p>
      {refusals.length > 0 ? (
        <div role="alert" className="mb-4 space-y-1 rounded-md bg-panel p-3">
          {refusals.map((refusal) => (
            <p key={refusal}>
              <Status tone="danger">{refusal}</Status>
            </p>
          ))}
        </div>
      ) : null}
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send(result ? running.apply : running.review);
        }}
      >
        <input type="hidden" name="scope" value={scope.path} />
        <div hidden={result !== null}>
          <ImportSource
            area={area}
            fileName={fileName}
            round={round}
            onRound={takeAnew}
            onFile={(file) => void take(file)}
          />
        </div>
        {result ? (
          <>
            <p ref={sums} tabIndex={-1} role="status" className="mb-3 font-medium outline-none">
              {importSums(result.counts)}{' '}
              <span className="font-normal text-ink-muted">
                · read as {FORMAT_WORD[result.format]}
              </span>
            </p>
            <ImportGrid result={result} discarded={discarded} onToggle={running.toggle} />
            <p className="mt-4">
              Nobody, you included, can read these again. Keep your own copy if you need one.
            </p>
          </>
        ) : null}
        <DialogActions>
          <CancelButton />
          {result ? <Button onClick={running.back}>Change text</Button> : null}
          <Button
            type="submit"
            tone="primary"
            pending={pending}
            disabled={result !== null && taken.length === 0}
            aria-label={result ? `Apply ${secretCount(taken.length)}` : undefined}
          >
            {result ? `Apply ${taken.length}` : 'Review'}
          </Button>
        </DialogActions>
      </form>
    </GuardedSheet>
  );
}

function CancelButton() {
  return <Button onClick={useAskToClose()}>Cancel</Button>;
}
