// The fields of the forms for connectors: settings come as `setting.NAME`, credentials as `credential.NAME`.

import { z } from 'zod';
import { connectorKind, createConnectorBody } from './connector';
import { chosenScope, words } from './token-form';

/** Begins the name of a field that holds a setting, or a credential. */
export const SETTING = 'setting.';
export const CREDENTIAL = 'credential.';

const described = {
  name: createConnectorBody.shape.name,
  allowed: words.pipe(createConnectorBody.shape.allowed.unwrap()).default([]),
  writable: z
    .literal('on')
    .transform(() => true)
    .default(false),
};

const version = z.coerce.number().int().min(1);

export const newConnectorForm = z.strictObject({
  ...described,
  kind: connectorKind,
  scope: chosenScope,
  slug: createConnectorBody.shape.slug,
});

export const changedConnectorForm = z.strictObject({
  ...described,
  id: z.string().max(400),
  ifVersion: version,
});

export const namedConnectorForm = z.strictObject({ id: z.string().max(400) });

export const connectorVersionForm = z.strictObject({ id: z.string().max(400), version });
