// What a server action is sent by a stranger, and the operation that does the same.

/** An action does what an operation does, so it asks the same of whoever sends it. */
export interface ActionForm {
  readonly operationId: string;
  readonly fields: Readonly<Record<string, string>>;
}

export const as = (operationId: string, fields: ActionForm['fields'] = {}): ActionForm => ({
  operationId,
  fields,
});
