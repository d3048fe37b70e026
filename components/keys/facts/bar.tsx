import clsx from 'clsx';

export type BarTone = 'calm' | 'fine' | 'due' | 'danger';

interface BarProps {
  /** From 0 to 1. */
  readonly share: number;
  readonly tone: BarTone;
  /** Makes it a progress bar for screen readers; without one, the words beside it say the same. */
  readonly label?: string | undefined;
}

const FILL: Readonly<Record<BarTone, string>> = {
  calm: 'fill-edge',
  fine: 'fill-fine',
  due: 'fill-due',
  danger: 'fill-danger',
};

/** A share of a whole, drawn to scale. By attributes: the page's policy allows no style of the server's. */
export function Bar({ share, tone, label }: BarProps) {
  const percent = Math.round(Math.min(Math.max(share, 0), 1) * 1000) / 10;
  const spoken =
    label === undefined
      ? { 'aria-hidden': true }
      : {
          role: 'progressbar',
          'aria-label': label,
          'aria-valuemin': 0,
          'aria-valuemax': 100,
          'aria-valuenow': percent,
        };
  return (
    <svg {...spoken} className="block h-1.5 w-full overflow-hidden rounded-md">
      <rect width="100%" height="100%" className="fill-line" />
      <rect width={`${percent}%`} height="100%" className={clsx(FILL[tone])} />
    </svg>
  );
}
