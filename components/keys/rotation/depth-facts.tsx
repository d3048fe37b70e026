import { DEPTH_TEXTS, type KeyDepth } from '@/lib/domain/key-operation';

/** Which keys are changed, and what that cures and does not. */
export function DepthFacts({ depths }: { readonly depths: readonly KeyDepth[] }) {
  return (
    <section aria-label="What will be changed" className="my-5">
      {depths.map((depth) => {
        const { title, does, cures, leaves } = DEPTH_TEXTS[depth];
        return (
          <div key={depth} className="border-l-3 border-line py-1 pl-4 not-first:mt-4">
            <h2 className="font-medium">
              Depth {depth}: {title}
            </h2>
            <p>{does}</p>
            <dl className="mt-1 grid gap-x-4 gap-y-1 sm:grid-cols-[6rem_minmax(0,1fr)]">
              <dt className="text-ink-muted">Cures</dt>
              <dd>{cures}</dd>
              <dt className="text-ink-muted">Does not</dt>
              <dd>{leaves}</dd>
            </dl>
          </div>
        );
      })}
    </section>
  );
}
