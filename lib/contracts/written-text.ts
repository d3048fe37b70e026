// What people write about something, as it is checked everywhere.

import { z } from 'zod';

/** Not blank; `max` counts UTF-16 units. */
export const writtenText = (max: number) =>
  z.string().max(max).regex(/\S/, { error: 'Write something here.' });

/** As `writtenText`, without line breaks. */
export const writtenLine = (max: number) =>
  writtenText(max).regex(/^.*$/, { error: 'Write it in one line.' });
