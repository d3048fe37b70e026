/** In place of a page for those who manage keys. */
export function NotYours({ title }: { readonly title: string }) {
  return (
    <>
      <h1 className="mb-4 text-20 font-medium">{title}</h1>
      <p className="max-w-176 text-ink-muted">
        This page is for those who manage the keys of this installation. An owner can grant
        keys:manage on the organization.
      </p>
    </>
  );
}
