'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { BackupView } from '@/lib/contracts/backup';
import { ReadRefused } from '@/components/requests/read-refused';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { SkeletonRows } from '@/components/ui/skeleton-rows';
import type { BackupActions } from './backup-actions';
import { BackupAdvice } from './backup-advice';
import { BackupStanding } from './backup-standing';
import { BackupTable } from './backup-table';
import { TakeBackup } from './take-backup';
import { useBackups, useRefreshBackups } from './use-backups';

const DrillDialog = dynamic(() => import('./drill-dialog').then((module) => module.DrillDialog));
const PolicyDialog = dynamic(() => import('./policy-dialog').then((module) => module.PolicyDialog));

interface BackupsPanelProps {
  readonly locked: boolean;
  readonly actions: BackupActions;
}

/** The backups that the console took: what each is worth, and what is due. */
export function BackupsPanel({ locked, actions }: BackupsPanelProps) {
  const list = useBackups();
  const refresh = useRefreshBackups();
  const [tried, setTried] = useState<BackupView | null>(null);
  const [planning, setPlanning] = useState(false);
  const backups = list.data;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-2">
        <h1 className="text-20 font-medium">Backups</h1>
        {locked || !backups ? null : (
          <div className="flex flex-wrap items-center gap-2">
            <Button onClick={() => setPlanning(true)}>Schedule</Button>
            <TakeBackup action={actions.take} />
          </div>
        )}
      </div>
      {list.isPending ? <SkeletonRows rows={6} label="Loading backups" /> : null}
      {list.isError ? (
        <ReadRefused what="The backups" error={list.error} onRetry={() => void list.refetch()} />
      ) : null}
      {backups ? (
        <>
          <BackupStanding list={backups} />
          {backups.items.length > 0 ? (
            <BackupTable
              backups={backups.items}
              locked={locked}
              verify={actions.verify}
              onDrill={setTried}
            />
          ) : (
            <EmptyState command="keystow backup create">
              Backups of the database are listed here: one signed file each, without any key.
            </EmptyState>
          )}
          <BackupAdvice folder={backups.folder} />
        </>
      ) : null}
      {tried ? (
        <DrillDialog
          backup={tried}
          action={actions.drill}
          onDone={refresh}
          onClose={() => setTried(null)}
        />
      ) : null}
      {planning && backups ? (
        <PolicyDialog
          policy={backups.policy}
          action={actions.changePolicy}
          onClose={() => setPlanning(false)}
          onDone={() => {
            setPlanning(false);
            refresh();
          }}
        />
      ) : null}
    </>
  );
}
