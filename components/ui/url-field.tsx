import { TextField } from './text-field';

interface UrlFieldProps {
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly hint: string;
}

/** A whole web address, as it is typed. */
export function UrlField(props: UrlFieldProps) {
  return <TextField {...props} mono type="url" autoComplete="off" spellCheck={false} />;
}
