// What the first administrator sends to set the console up.

import { z } from 'zod';

export const setupInput = z.strictObject({
  link: z.string().min(1).max(200),
  organization: z.string().min(1).max(200),
  name: z.string().min(1).max(200),
  email: z.email().max(254),
});

export type SetupInput = z.infer<typeof setupInput>;
