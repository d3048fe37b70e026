import type { ReactNode } from 'react';
import type { BackupList } from '@/lib/contracts/backup';
import { faultOf } from '@/lib/domain/drill-fault';
import { Status } from '@/components/ui/status';
import type { Tone } from '@/components/ui/status';
import { TimeAgo } from '@/components/ui/time-ago';

/** How things stand, at a glance: the newest backup, the last drill, the schedule. */
export function BackupStanding({ list }: { readonly list: BackupList }) {
  return (
    <ul aria-label="Standing" className="mb-6 space-y-1">
      <Newest list={list} />
      <Drilled list={list} />
      <Scheduled list={list} />
      <Unknown list={list} />
    </ul>
  );
}

function Line({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <li>
      <Status tone={tone}>{children}</Status>
    </li>
  );
}

function Newest({ list: { items } }: { readonly list: BackupList }) {
  const [newest] = items;
  if (!newest) {
    return <Line tone="danger">No verified backup yet: secrets cannot be recovered.</Line>;
  }
  if (!newest.present) {
    return <Line tone="danger">The file of the newest backup is gone.</Line>;
  }
  if (newest.fault !== null) {
    return <Line tone="danger">The newest backup is not what was written: {newest.fault}</Line>;
  }
  const { drill, needs } = newest;
  if (drill && !drill.passed && drill.triedWith === needs) {
    return (
      <Line tone="danger">
        The newest backup did not pass its restore drill, and counts as not verified.
      </Line>
    );
  }
  const verified = newest.verifiedAt !== null;
  return (
    <Line tone={verified && newest.inForce ? 'fine' : 'due'}>
      The newest backup was taken <TimeAgo instant={newest.takenAt} />
      {verified ? ' and verified.' : ' and is not verified yet.'}
      {newest.inForce ? null : ' It needs an older master key than the one in force.'}
    </Line>
  );
}

function Drilled({ list: { items, drillDueAt } }: { readonly list: BackupList }) {
  const failed = items.find(({ drill }) => drill && !drill.passed)?.drill;
  const passed = items.find(({ drill }) => drill?.passed)?.drill;
  if (failed && (!passed || failed.drilledAt > passed.drilledAt)) {
    return (
      <Line tone="danger">
        The last restore drill, <TimeAgo instant={failed.drilledAt} />, did not pass.{' '}
        {faultOf(failed)}
      </Line>
    );
  }
  if (drillDueAt === null) {
    return (
      <Line tone="due">No restore was tried yet: only that proves backup and key together.</Line>
    );
  }
  const due = new Date(drillDueAt) < new Date();
  return (
    <Line tone={due ? 'due' : 'fine'}>
      {due ? 'A restore drill was due ' : 'A restore drill passed; the next one is due '}
      <TimeAgo instant={drillDueAt} />.
    </Line>
  );
}

function Scheduled({ list: { policy } }: { readonly list: BackupList }) {
  if (policy.failure !== null) {
    return <Line tone="danger">The last scheduled backup was not taken. {policy.failure}</Line>;
  }
  if (policy.nextAt === null) return <Line tone="due">None is taken by itself.</Line>;
  return (
    <Line tone="fine">
      The next one is due <TimeAgo instant={policy.nextAt} />.
    </Line>
  );
}

function Unknown({ list: { unknownFiles } }: { readonly list: BackupList }) {
  if (unknownFiles.length === 0) return null;
  return (
    <Line tone="due">
      Nothing is known of these files in the folder, which are looked at when a console starts and
      before the next scheduled backup:{' '}
      <span className="font-mono text-12 wrap-anywhere">{unknownFiles.join(', ')}</span>
    </Line>
  );
}
