// Who can be named as the owner of a secret: people and teams, as a picker lists them.

import { z } from 'zod';

export const possibleOwner = z
  .object({
    kind: z.enum(['person', 'team']),
    /** `usr_…` or `team_…`, as `owner` of a secret takes it. */
    id: z.string(),
    name: z.string(),
    /** The e-mail of a person, the path of a team. */
    detail: z.string(),
  })
  .meta({ id: 'PossibleOwner' });

export type PossibleOwner = z.infer<typeof possibleOwner>;

export const listOwnersQuery = z.strictObject({
  /** Part of a name, an e-mail or a path, in any case. */
  q: z.string().max(254).optional(),
});

export type ListOwnersQuery = z.infer<typeof listOwnersQuery>;

/** At most 50, by name: a longer list asks for more of the name. */
export const ownerList = z
  .object({ items: z.array(possibleOwner).max(50) })
  .meta({ id: 'OwnerList' });

export type OwnerList = z.infer<typeof ownerList>;
