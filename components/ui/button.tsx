import { cva, type VariantProps } from 'class-variance-authority';
import clsx from 'clsx';
import type { ComponentProps } from 'react';

/** The look of a button, also for links that stand among buttons. */
export const buttonClass = cva(
  'inline-flex h-8 shrink-0 items-center justify-center gap-1.5 rounded-md text-13 font-medium whitespace-nowrap select-none pointer-coarse:h-11 aria-disabled:opacity-60 disabled:opacity-60 print:hidden',
  {
    variants: {
      tone: {
        primary: 'bg-accent text-paper hover:not-aria-disabled:opacity-90',
        plain: 'border border-edge bg-paper text-ink hover:not-aria-disabled:bg-panel',
        quiet: 'text-ink-muted hover:not-aria-disabled:bg-panel hover:not-aria-disabled:text-ink',
        'quiet-danger': 'text-danger hover:not-aria-disabled:bg-panel',
        danger: 'bg-danger text-paper hover:not-aria-disabled:opacity-90',
      },
      square: { true: 'w-8 pointer-coarse:w-11', false: 'px-3' },
    },
    defaultVariants: { tone: 'plain', square: false },
  },
);

interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonClass> {
  /** Keeps the button focusable but inert while its work runs. */
  readonly pending?: boolean | undefined;
}

export function Button({
  tone,
  square,
  pending = false,
  className,
  type = 'button',
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type={type}
      className={clsx(buttonClass({ tone, square }), className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...rest}
    />
  );
}
