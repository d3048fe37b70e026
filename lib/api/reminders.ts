// Reminders and their webhooks over REST, the same for every kind of scope.

import { createRoute, z } from '@hono/zod-openapi';
import type { OpenAPIHono } from '@hono/zod-openapi';
import 'server-only';
import {
  addReminderHookBody,
  listRemindersQuery,
  madeReminderHook,
  reminderHook,
  reminderHookList,
  reminderList,
} from '@/lib/contracts/reminder';
import { createReminderHook } from '@/lib/services/reminders/create-hook';
import { deleteReminderHook } from '@/lib/services/reminders/delete-hook';
import { listReminderHooks } from '@/lib/services/reminders/list-hooks';
import { listReminders } from '@/lib/services/reminders/list-reminders';
import { retryReminder } from '@/lib/services/reminders/retry-reminder';
import { testReminderHook } from '@/lib/services/reminders/test-hook';
import type { ApiEnvironment } from './api-environment';
import { authenticated } from './authenticated';
import {
  answers,
  DELETION_REFUSALS,
  READ_REFUSALS,
  SECURITY,
  takes,
  WRITE_REFUSALS,
} from './describe-route';
import { jsonBody } from './json-body';
import { PLACES, referenceOf } from './secret-places';
import type { Place } from './secret-places';

const shared = { tags: ['rotation'], security: SECURITY };
const hookId = z.string().max(400);

function hookRoutesOf({ path, name, params }: Place) {
  const named = params.extend({ hook: hookId });
  const list = createRoute({
    ...shared,
    method: 'get',
    path: `${path}/reminder-hooks`,
    operationId: `list${name}ReminderHooks`,
    summary: 'List the webhooks that reminders are posted to',
    middleware: [authenticated] as const,
    request: { params },
    responses: { 200: answers('All of them.', reminderHookList), ...READ_REFUSALS },
  });
  const create = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/reminder-hooks`,
    operationId: `create${name}ReminderHook`,
    summary: 'Post reminders of what is due there to an address from now on',
    description:
      'Needs integrations:manage and secrets:list: names of secrets leave the console by it, never values. Messages are signed as Standard Webhooks 1.0 have it; the signing secret is in this answer alone.',
    middleware: [authenticated, jsonBody] as const,
    request: { params, body: takes(addReminderHookBody) },
    responses: { 201: answers('It was added.', madeReminderHook), ...WRITE_REFUSALS },
  });
  const test = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/reminder-hooks/{hook}/test`,
    operationId: `test${name}ReminderHook`,
    summary: 'Post a `rotation.test`; a webhook that takes it is in service again',
    middleware: [authenticated] as const,
    request: { params: named },
    responses: { 200: answers('How it went.', reminderHook), ...WRITE_REFUSALS },
  });
  const remove = createRoute({
    ...shared,
    method: 'delete',
    path: `${path}/reminder-hooks/{hook}`,
    operationId: `delete${name}ReminderHook`,
    summary: 'Post no reminders there any more',
    middleware: [authenticated] as const,
    request: { params: named },
    responses: { 204: { description: 'It is gone.' }, ...DELETION_REFUSALS },
  });
  return { list, create, test, remove };
}

function reminderRoutesOf({ path, name, params }: Place) {
  const list = createRoute({
    ...shared,
    method: 'get',
    path: `${path}/reminders`,
    operationId: `list${name}Reminders`,
    summary: 'List reminders about secrets there, those that were given up first',
    middleware: [authenticated] as const,
    request: { params, query: listRemindersQuery },
    responses: { 200: answers('One page.', reminderList), ...READ_REFUSALS },
  });
  const retry = createRoute({
    ...shared,
    method: 'post',
    path: `${path}/reminders/{reminder}/retry`,
    operationId: `retry${name}Reminder`,
    summary: 'Try a reminder again that was given up',
    middleware: [authenticated] as const,
    request: { params: params.extend({ reminder: z.string().max(400) }) },
    responses: { 204: { description: 'It is tried at once.' }, ...WRITE_REFUSALS },
  });
  return { list, retry };
}

export function addReminders(api: OpenAPIHono<ApiEnvironment>): void {
  for (const place of PLACES) {
    const { list, create, test, remove } = hookRoutesOf(place);
    api.openapi(list, async (c) =>
      c.json(await listReminderHooks(c.var.ctx, referenceOf(place, c)), 200),
    );
    api.openapi(create, async (c) => {
      const input = c.req.valid('json');
      return c.json(await createReminderHook(c.var.ctx, referenceOf(place, c), input), 201);
    });
    api.openapi(test, async (c) => {
      const { hook } = c.req.valid('param');
      return c.json(await testReminderHook(c.var.ctx, referenceOf(place, c), hook), 200);
    });
    api.openapi(remove, async (c) => {
      await deleteReminderHook(c.var.ctx, referenceOf(place, c), c.req.valid('param').hook);
      return c.body(null, 204);
    });
    const { list: listAll, retry } = reminderRoutesOf(place);
    api.openapi(listAll, async (c) => {
      const query = c.req.valid('query');
      return c.json(await listReminders(c.var.ctx, referenceOf(place, c), query), 200);
    });
    api.openapi(retry, async (c) => {
      await retryReminder(c.var.ctx, referenceOf(place, c), c.req.valid('param').reminder);
      return c.body(null, 204);
    });
  }
}
