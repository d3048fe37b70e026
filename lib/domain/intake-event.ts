// The recorded acts around intake links; the values that come by them are told as `secret.replaced`.

interface LinkRef {
  readonly id: string;
  /** For whom it is, as its maker says. */
  readonly name: string;
}

export type IntakeEvent =
  | {
      action: 'intake_link.created';
      link: LinkRef;
      /** What it asks for. */
      secrets: readonly { readonly id: string; readonly name: string }[];
      expiresAt: string;
    }
  | {
      action: 'intake_link.revoked';
      link: LinkRef;
      /** How many of its values had been entered by then. */
      answered: number;
    };
