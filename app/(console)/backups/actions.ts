'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { backupForm, backupPolicyForm, takeBackupForm } from '@/lib/contracts/backup-form';
import { changeBackupPolicy } from '@/lib/services/backups/change-policy';
import { createBackup } from '@/lib/services/backups/create-backup';
import { drillBackup } from '@/lib/services/backups/drill-backup';
import { viewDrill } from '@/lib/services/backups/drill-view';
import { backupUuid } from '@/lib/services/backups/list-backups';
import { verifyBackup } from '@/lib/services/backups/verify-backup';

export const takeBackupAction = formAction(async (ctx, form) => {
  readFields(form, takeBackupForm);
  const { file, masterFingerprint } = await createBackup(ctx);
  return { file, needs: masterFingerprint };
});

export const verifyBackupAction = formAction(async (ctx, form) => {
  const { id } = readFields(form, backupForm);
  const { fault } = await verifyBackup(ctx, backupUuid(id));
  return { fault };
});

export const drillBackupAction = formAction(async (ctx, form) => {
  const { id } = readFields(form, backupForm, ['key']);
  const typed = form.get('key') ? readSecretField(form, 'key') : undefined;
  return viewDrill(ctx, await drillBackup(ctx, backupUuid(id), typed));
});

export const changeBackupPolicyAction = formAction(async (ctx, form) =>
  changeBackupPolicy(ctx, readFields(form, backupPolicyForm)),
);
