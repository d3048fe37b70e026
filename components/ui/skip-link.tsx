/** The first stop of the keyboard: past the navigation to the page itself. */
export function SkipLink({ to }: { readonly to: string }) {
  return (
    <a
      href={`#${to}`}
      className="fixed top-2 left-2 z-50 -translate-y-20 rounded-md bg-paper px-3 py-2 font-medium text-accent shadow-float focus:translate-y-0"
    >
      Skip to content
    </a>
  );
}
