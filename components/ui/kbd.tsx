export function Kbd({ children }: { readonly children: string }) {
  return (
    <kbd className="rounded-md border border-line px-1 font-mono text-12 text-ink-muted">
      {children}
    </kbd>
  );
}
