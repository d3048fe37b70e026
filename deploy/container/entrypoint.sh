#!/bin/sh
# Starts the command of a container with the secrets of KEYSTOW_APP in its environment.
# KEYSTOW_URL and KEYSTOW_SERVER_KEY say where; the token comes as KEYSTOW_TOKEN, or better as the file
# KEYSTOW_TOKEN_FILE, which the runner reads. KEYSTOW_RUN_OPTIONS are further options of keystow run, divided by spaces.
set -eu

: "${KEYSTOW_APP:?set it to the path of an app, such as payments.production.billing}"

# Replaced by the runner, so that signals reach it: npm and npx would not pass them on.
# shellcheck disable=SC2086
exec node "${KEYSTOW_COMMAND:-/opt/keystow/keystow.mjs}" run --app "$KEYSTOW_APP" \
  ${KEYSTOW_RUN_OPTIONS:-} -- "$@"
