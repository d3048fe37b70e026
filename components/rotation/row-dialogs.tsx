'use client';

import type { RotationItem } from '@/lib/contracts/rotation';
import type { SecretSummary } from '@/lib/contracts/secret';
import type { FormTarget } from '@/components/ui/form';
import { useRefreshSecrets, useSecret } from '@/components/vault/list/use-secrets';
import { ReplaceValueSheet } from '@/components/vault/value/replace-value-sheet';
import type { RotationActions } from './rotation-actions';
import type { RotationAct } from './row-acts';
import { SetWindowDialog } from './set-window-dialog';
import { EndSnoozeDialog, SnoozeDialog } from './snooze-dialog';
import { useRefreshRotation } from './use-rotation';

interface RowDialogsProps {
  readonly act: RotationAct;
  readonly item: RotationItem;
  readonly actions: RotationActions;
  readonly putSecret: FormTarget<SecretSummary>;
  readonly onClose: () => void;
}

/** What opens over the board for one row; after it everything that says how old things are is read again. */
export function RowDialogs({ act, item, actions, putSecret, onClose }: RowDialogsProps) {
  const refresh = useRefreshRotation();
  const done = () => {
    onClose();
    refresh(item.scope.path);
  };
  if (act === 'replace') {
    return <Replace item={item} action={putSecret} onClose={onClose} onDone={done} />;
  }
  if (act === 'snooze') {
    return <SnoozeDialog item={item} action={actions.snooze} onClose={onClose} onDone={done} />;
  }
  if (act === 'end-snooze') {
    const { endSnooze } = actions;
    return <EndSnoozeDialog item={item} action={endSnooze} onClose={onClose} onDone={done} />;
  }
  const { key, subject, windowDays: present } = item;
  return (
    <SetWindowDialog
      scope={item.scope}
      target={subject === null ? { key, present } : { subject, name: key, present }}
      action={actions.setWindow}
      onClose={onClose}
      onDone={done}
    />
  );
}

interface ReplaceProps {
  readonly item: RotationItem;
  readonly action: FormTarget<SecretSummary>;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** The sheet of the vault, over the board: the row leaves its band with the new value. */
function Replace({ item: { key, scope }, action, onClose, onDone }: ReplaceProps) {
  const secret = useSecret(scope, key);
  const refresh = useRefreshSecrets(scope);
  if (!secret) return null;
  return (
    <ReplaceValueSheet
      secret={secret}
      action={action}
      onClose={onClose}
      onReplaced={() => {
        refresh();
        onDone();
      }}
    />
  );
}
