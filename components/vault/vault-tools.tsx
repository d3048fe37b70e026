'use client';

import Link from 'next/link';
import type { Ref } from 'react';
import type { ScopeSummary } from '@/lib/contracts/scope';
import { Button, buttonClass } from '@/components/ui/button';
import { newTransferAddress } from '@/components/transfers/transfer-address';
import { binAddress } from './bin/bin-address';
import { ExportMenu } from './list/export-menu';
import type { SecretRights } from './secret-rights';
import { ImportOpener, type ImportHandle } from './import/import-opener';
import type { ImportActions } from './import/use-import';

interface VaultToolsProps {
  readonly scope: ScopeSummary;
  readonly may: SecretRights;
  readonly importing: ImportActions | undefined;
  readonly importer: Ref<ImportHandle>;
  readonly onSeal: () => void;
}

/** What can be done with a scope's secrets as a whole. */
export function VaultTools({ scope, may, importing, importer, onSeal }: VaultToolsProps) {
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Link href={binAddress(scope.path)} className={buttonClass({ tone: 'quiet' })}>
        Bin
      </Link>
      <Link href="/intake-links" className={buttonClass({ tone: 'quiet' })}>
        Links
      </Link>
      {may.write ? (
        <Link href={newTransferAddress(scope.path)} className={buttonClass({ tone: 'quiet' })}>
          Transfer…
        </Link>
      ) : null}
      <ExportMenu scope={scope} />
      {may.write && importing ? (
        <ImportOpener key={scope.id} ref={importer} scope={scope} actions={importing} />
      ) : null}
      {may.write ? (
        <Button tone="primary" onClick={onSeal}>
          Seal secret
        </Button>
      ) : null}
    </div>
  );
}
