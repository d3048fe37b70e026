// The recorded acts around custom roles and groups of people.

interface NamedRef {
  readonly id: string;
  /** A slug, which never changes; of a person the e-mail. */
  readonly name: string;
}

export type GroupEvent =
  | {
      action: 'role.created' | 'role.deleted';
      customRole: NamedRef;
      permissions: readonly string[];
    }
  | {
      action: 'role.changed';
      customRole: NamedRef;
      before: readonly string[];
      after: readonly string[];
      title: string;
      was: string;
    }
  | { action: 'group.created'; group: NamedRef; title: string; externalName: string | null }
  | { action: 'group.renamed'; group: NamedRef; title: string; was: string }
  | {
      /** Who signs on with a group of that name becomes a member. */
      action: 'group.provider_name_set';
      group: NamedRef;
      externalName: string | null;
      was: string | null;
    }
  | {
      /** Its roles are told as taken away, one by one. */
      action: 'group.deleted';
      group: NamedRef;
      members: number;
    }
  | {
      action: 'group.member_added' | 'group.member_removed';
      group: NamedRef;
      user: NamedRef;
      source: 'console' | 'provider';
    };
