// Why a command does not do what was asked, in words for the person who asked.

/** `message` says what is wrong and what to do; it quotes no secret. Ends with exit code 1. */
export class CommandRefused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'CommandRefused';
  }
}

/** The command was put wrongly: an option is missing or cannot be used here. Ends with exit code 2. */
export class UsageRefused extends CommandRefused {
  constructor(message: string) {
    super('usage', message);
    this.name = 'UsageRefused';
  }
}
