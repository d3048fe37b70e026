import { LiveRegion } from './live-region';

/** Stands where rows will be, at their height, so that nothing moves when they come. */
export function SkeletonRows({ rows, label }: { readonly rows: number; readonly label: string }) {
  return (
    <div>
      <LiveRegion>{label}</LiveRegion>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, row) => (
          <div
            key={row}
            className="flex h-9 items-center gap-6 border-b border-line pointer-coarse:h-11"
          >
            <div className="h-3 w-48 rounded-md bg-panel" />
            <div className="h-3 w-20 rounded-md bg-panel" />
            <div className="h-3 w-24 rounded-md bg-panel max-sm:hidden" />
          </div>
        ))}
      </div>
    </div>
  );
}
