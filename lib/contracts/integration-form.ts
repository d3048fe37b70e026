// The fields of the forms for integrations; schema and configuration come as JSON texts.

import { z } from 'zod';
import { createIntegrationBody } from './integration';
import { jsonField } from './json-field';
import { chosenScope } from './token-form';

const described = {
  scope: chosenScope,
  slug: createIntegrationBody.shape.slug,
  name: createIntegrationBody.shape.name,
  description: createIntegrationBody.shape.description,
  configSchema: jsonField,
  config: jsonField,
};

export const createIntegrationForm = z.strictObject(described);

export const changeIntegrationForm = z.strictObject({
  ...described,
  ifVersion: z.coerce.number().int().min(1),
});

export const deleteIntegrationForm = z.strictObject({
  scope: chosenScope,
  slug: createIntegrationBody.shape.slug,
  ifVersion: z.coerce.number().int().min(1),
});
