interface NotYoursProps {
  readonly title: string;
  /** Continues "This page is for those who". */
  readonly whose?: string;
  readonly needs?: string;
}

/** In place of a page for those who manage keys, or something else of the installation. */
export function NotYours({
  title,
  whose = 'manage the keys of this installation',
  needs = 'keys:manage',
}: NotYoursProps) {
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">{title}</h1>
      <p className="max-w-176 text-ink-muted">
        This page is for those who {whose}. An owner can grant {needs} on the organization.
      </p>
    </>
  );
}
