'use client';

import dynamic from 'next/dynamic';
import { useEffect, useImperativeHandle, useRef, useState, type Ref } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { secretCount } from './import-words';
import type { ImportActions } from './use-import';
import { useRefreshSecrets } from '../list/use-secrets';

const ImportSheet = dynamic(() => import('./import-sheet').then((module) => module.ImportSheet));

/** Opens the import: with lines that were pasted somewhere else, or for lines to come. */
export interface ImportHandle {
  readonly open: (lines: string | null) => void;
}

interface ImportOpenerProps {
  readonly scope: ScopeSummary;
  readonly actions: ImportActions;
  readonly ref?: Ref<ImportHandle> | undefined;
}

/** The way into an import: a button, a file dropped anywhere on the page, or lines from elsewhere. */
export function ImportOpener({ scope, actions, ref }: ImportOpenerProps) {
  const source = useRef<string | File | null>(null);
  /** 0 is closed; each opening or drop is another round. */
  const [round, setRound] = useState(0);
  const refresh = useRefreshSecrets(scope);
  const toast = useToast();

  function open(from: string | File | null) {
    source.current = from;
    setRound((before) => before + 1);
  }

  function takeSource() {
    const from = source.current;
    source.current = null;
    return from;
  }

  useImperativeHandle(ref, () => ({ open }));

  useEffect(() => {
    function hasFiles(event: DragEvent): boolean {
      return event.dataTransfer?.types.includes('Files') ?? false;
    }
    function onDragOver(event: DragEvent) {
      if (hasFiles(event)) event.preventDefault();
    }
    function onDrop(event: DragEvent) {
      if (!hasFiles(event)) return;
      // Without this the browser would leave the page and show the file.
      event.preventDefault();
      const file = event.dataTransfer?.files[0];
      if (file) open(file);
    }
    document.addEventListener('dragover', onDragOver);
    document.addEventListener('drop', onDrop);
    return () => {
      document.removeEventListener('dragover', onDragOver);
      document.removeEventListener('drop', onDrop);
    };
  }, []);

  return (
    <>
      <Button onClick={() => open(null)}>Paste .env</Button>
      {round > 0 ? (
        <ImportSheet
          scope={scope}
          actions={actions}
          takeSource={takeSource}
          round={round}
          onClose={() => setRound(0)}
          onApplied={(result) => {
            setRound(0);
            refresh();
            toast({
              title: `${secretCount(result.applied)} sealed`,
              description: `imported into ${scope.path}`,
            });
          }}
        />
      ) : null}
    </>
  );
}
