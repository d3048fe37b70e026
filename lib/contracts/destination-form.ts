// The fields of the forms of destinations and checks; a value comes beside them.

import { z } from 'zod';
import { SECRET_NAME_LENGTH_MAX } from '@/lib/domain/secret-name';
import { askDestinationBody, setCheckBody } from './destination';
import { scopeReference } from './scope';
import { words } from './token-form';

const { scope, origin, names, reason } = askDestinationBody.shape;

export const askDestinationForm = z.strictObject({
  scope,
  origin,
  names: words.pipe(names),
  reason,
});

export const namedDestinationForm = z.strictObject({ destination: z.string().max(40) });

const key = z.string().max(SECRET_NAME_LENGTH_MAX + 1);

export const namedCheckForm = z.strictObject({ scope: scopeReference, key });

const { destination, method, path, placement, placementName } = setCheckBody.shape;

const statuses = words.pipe(
  z.array(z.coerce.number<string>().int().min(100).max(599)).min(1).max(100),
);

export const setCheckForm = namedCheckForm.extend({
  ...{ destination, method, path, placement, placementName },
  works: statuses.optional(),
  refuses: statuses.optional(),
});
