'use client';

import type { BackupView } from '@/lib/contracts/backup';
import { faultOf } from '@/lib/domain/drill-fault';
import { Button } from '@/components/ui/button';
import { number } from '@/components/ui/count';
import { ActionForm } from '@/components/ui/form';
import { Status } from '@/components/ui/status';
import { SubmitButton } from '@/components/ui/submit-button';
import { Cell, HeadCell, Table, TableBody, TableHead, TableRow } from '@/components/ui/table';
import { TimeAgo } from '@/components/ui/time-ago';
import { useToast } from '@/components/ui/toast';
import type { BackupActions } from './backup-actions';
import { useRefreshBackups } from './use-backups';

interface BackupTableProps {
  readonly backups: readonly BackupView[];
  readonly locked: boolean;
  readonly verify: BackupActions['verify'];
  readonly onDrill: (backup: BackupView) => void;
}

const text = 'whitespace-normal py-2 align-top @max-2xl:basis-full @max-2xl:py-0.5';

/** Each backup with its age, size, the key it needs, and what is known of it. */
export function BackupTable({ backups, locked, verify, onDrill }: BackupTableProps) {
  return (
    <Table aria-label="Backups">
      <TableHead>
        <TableRow>
          <HeadCell className="w-48">taken</HeadCell>
          <HeadCell>file</HeadCell>
          <HeadCell className="w-44">needs</HeadCell>
          <HeadCell className="w-52">known of it</HeadCell>
          <HeadCell className="w-48">
            <span className="sr-only">what can be done</span>
          </HeadCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {backups.map((backup) => (
          <TableRow key={backup.id} className="gap-x-3 @max-2xl:py-2">
            <Cell className={text}>
              <TimeAgo instant={backup.takenAt} />
              <br />
              <span className="text-ink-muted">
                {backup.scheduled ? 'by schedule' : `by ${backup.takenBy}`}
              </span>
            </Cell>
            <Cell className={text}>
              <span className="font-mono text-12 wrap-anywhere">{backup.path}</span>
              <br />
              <span className="text-ink-muted">
                {sizeOf(backup.bytes)}, {number(backup.rows)} rows
              </span>
            </Cell>
            <Cell className={text}>
              <span className="font-mono text-12 wrap-anywhere">{backup.needs}</span>
              {backup.inForce ? null : (
                <>
                  <br />
                  <span className="text-ink-muted">not the key in force</span>
                </>
              )}
            </Cell>
            <Cell className={text}>
              <Known backup={backup} />
            </Cell>
            <Cell className={text}>
              {locked ? null : (
                <span className="flex flex-wrap gap-2">
                  <Verify id={backup.id} action={verify} />
                  <Button onClick={() => onDrill(backup)}>Try restore</Button>
                </span>
              )}
            </Cell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Known({ backup: { present, fault, verifiedAt, drill } }: { readonly backup: BackupView }) {
  return (
    <>
      {!present ? <Status tone="danger">the file is gone</Status> : null}
      {present && fault !== null ? <Status tone="danger">{fault}</Status> : null}
      {present && fault === null && verifiedAt === null ? (
        <Status tone="unknown">not verified</Status>
      ) : null}
      {present && fault === null && verifiedAt !== null ? (
        <Status tone="fine">
          verified <TimeAgo instant={verifiedAt} />
        </Status>
      ) : null}
      {drill ? (
        <>
          <br />
          <Status tone={drill.passed ? 'fine' : 'danger'}>
            drill {drill.passed ? 'passed' : 'failed'} <TimeAgo instant={drill.drilledAt} />
          </Status>
          {drill.passed ? null : <p className="text-ink-muted">{faultOf(drill)}</p>}
        </>
      ) : null}
    </>
  );
}

function Verify({ id, action }: { readonly id: string; readonly action: BackupActions['verify'] }) {
  const toast = useToast();
  const refresh = useRefreshBackups();
  return (
    <ActionForm
      action={action}
      fields={[]}
      onDone={({ fault }) => {
        if (fault === null) toast({ title: 'The backup is as it was written' });
        else toast({ title: 'The backup differs', description: fault, tone: 'danger' });
        refresh();
      }}
    >
      <input type="hidden" name="id" value={id} />
      <SubmitButton tone="plain">Verify</SubmitButton>
    </ActionForm>
  );
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Such as `1.4 MiB`. */
function sizeOf(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10));
  const size = bytes / 1024 ** step;
  return `${step === 0 ? bytes : size.toFixed(1)} ${UNITS[step]}`;
}
