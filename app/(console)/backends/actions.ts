'use server';

import { connectorFieldNames, readConnectorForm } from '@/lib/actions/read-connector-form';
import { formAction } from '@/lib/actions/form-action';
import { readFields } from '@/lib/actions/form-fields';
import {
  changedConnectorForm,
  connectorVersionForm,
  namedConnectorForm,
  newConnectorForm,
} from '@/lib/contracts/connector-form';
import { approveConnector } from '@/lib/services/backends/approve-connector';
import { changeConnector } from '@/lib/services/backends/change-connector';
import { createConnector } from '@/lib/services/backends/create-connector';
import { deleteConnector } from '@/lib/services/backends/delete-connector';
import { testConnector } from '@/lib/services/backends/test-connector';

export const createConnectorAction = formAction(async (ctx, form) => {
  const { kind, scope, slug, ...input } = readConnectorForm(form, newConnectorForm);
  const made = { ...input, kind, scope, slug };
  const { approved } = await connectorFieldNames(() => createConnector(ctx, made));
  return { slug, approved: approved !== null };
});

export const changeConnectorAction = formAction(async (ctx, form) => {
  const { id, ifVersion, ...input } = readConnectorForm(form, changedConnectorForm);
  const change = { ...input, ifVersion };
  const { slug, approved } = await connectorFieldNames(() => changeConnector(ctx, id, change));
  return { slug, approved: approved !== null };
});

export const approveConnectorAction = formAction(async (ctx, form) => {
  const { id, version } = readFields(form, connectorVersionForm);
  const { slug } = await approveConnector(ctx, id, version);
  return { slug };
});

export const testConnectorAction = formAction(async (ctx, form) => {
  const { slug, test } = await testConnector(ctx, readFields(form, namedConnectorForm).id);
  return { slug, worked: test?.steps.every(({ ok }) => ok !== false) ?? false };
});

export const deleteConnectorAction = formAction(async (ctx, form) => {
  const { id, version } = readFields(form, connectorVersionForm);
  await deleteConnector(ctx, id, version);
  return { id };
});
