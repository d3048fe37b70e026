'use server';

import { formAction } from '@/lib/actions/form-action';
import { readFields, readSecretField } from '@/lib/actions/form-fields';
import { confirmBackupBody } from '@/lib/contracts/backups';
import { keyActForm, startKeyOperationBody, typedFingerprintBody } from '@/lib/contracts/keys';
import { beginKeyOperation, inKeyOperation } from '@/lib/services/keys/in-key-operation';
import { confirmBackup } from '@/lib/services/keys/backups/confirm-backup';
import { confirmKeyCopy } from '@/lib/services/keys/operations/confirm-key-copy';
import { finishMasterKey } from '@/lib/services/keys/operations/finish-master-key';
import { replaceKeyFile } from '@/lib/services/keys/operations/replace-key-file';
import { rollBackMasterKey } from '@/lib/services/keys/operations/roll-back-master-key';
import { stageMasterKey } from '@/lib/services/keys/operations/stage-master-key';
import { takeOverKeyOperation } from '@/lib/services/keys/operations/take-over-operation';
import { changeRootKey } from '@/lib/services/keys/reencrypt/change-root-key';
import { pauseReencryption } from '@/lib/services/keys/reencrypt/pause-reencryption';
import { retireRootKey } from '@/lib/services/keys/reencrypt/retire-root-key';

export const startKeyOperationAction = formAction(async (ctx, form) =>
  beginKeyOperation(ctx, readFields(form, startKeyOperationBody)),
);

/** The key is read from its field straight into Plaintext; the answer names its fingerprint. */
export const stageMasterKeyAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm, ['key']);
  const key = readSecretField(form, 'key');
  return inKeyOperation(ctx, (own) => stageMasterKey(own, key));
});

export const finishMasterKeyAction = formAction(async (ctx, form) => {
  const { fingerprint } = readFields(form, typedFingerprintBody);
  return inKeyOperation(ctx, (own) => finishMasterKey(own, fingerprint));
});

export const confirmKeyCopyAction = formAction(async (ctx, form) => {
  const { fingerprint } = readFields(form, typedFingerprintBody);
  await confirmKeyCopy(ctx, fingerprint);
  return {};
});

export const confirmBackupAction = formAction(async (ctx, form) =>
  confirmBackup(ctx, readFields(form, confirmBackupBody)),
);

export const replaceKeyFileAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm);
  return inKeyOperation(ctx, replaceKeyFile);
});

export const rollBackMasterKeyAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm);
  return inKeyOperation(ctx, rollBackMasterKey);
});

export const takeOverKeyOperationAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm);
  return inKeyOperation(ctx, takeOverKeyOperation);
});

export const changeRootKeyAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm);
  return inKeyOperation(ctx, changeRootKey);
});

export const pauseReencryptionAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm);
  return inKeyOperation(ctx, (own) => pauseReencryption(own, true));
});

export const resumeReencryptionAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm);
  return inKeyOperation(ctx, (own) => pauseReencryption(own, false));
});

export const retireRootKeyAction = formAction(async (ctx, form) => {
  readFields(form, keyActForm);
  return inKeyOperation(ctx, retireRootKey);
});
