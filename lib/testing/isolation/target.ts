// What the matrix of isolation is tried on.

import type { Branch } from '../organization';

/** A branch of scopes with a secret and a token, whose ids a stranger may come to know. */
export interface Target extends Branch {
  readonly secretKey: string;
  readonly tokenId: string;
  /** A secret in the app's bin; left out where none is needed. */
  readonly binnedId?: string;
  /** An intake link that asks for the secret of the app. */
  readonly intakeLinkId?: string;
  /** A delivery that the app was given. */
  readonly deliveryId?: string;
  /** A brief of the app; and the slug of an integration of each of the scopes. */
  readonly briefId?: string;
  readonly integration?: string;
  /** A connector of the team. */
  readonly connectorId?: string;
  /** A planned transfer of each scope, by the path that its operations begin with. */
  readonly transfers?: Readonly<Record<string, string>>;
  /** A guided rotation of the secret of the team. */
  readonly runId?: string;
  readonly destinationId?: string;
  /** A leak case of the secret of the team. */
  readonly leakId?: string;
  /** A backup of the installation. */
  readonly backupId?: string;
  /** A database connection of the organization. */
  readonly instanceId?: string;
  /** A person with a role on the team, and that role. */
  readonly memberId?: string;
  readonly grantId?: string;
  /** An invitation to the team. */
  readonly invitationId?: string;
  /** A role of the organization's own, and a group with that person in it and a role on the team. */
  readonly roleId?: string;
  readonly groupId?: string;
  readonly groupGrantId?: string;
}
