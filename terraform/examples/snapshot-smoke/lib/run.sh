# shellcheck shell=bash
# Runs of pgexport: sourced by check.

# The run that is under way; empty when there is none.
process=

# What follows is done with the rights of the role that Terraform made.
become_caller() {
  local credentials
  [ "$as_caller" = yes ] || return 0
  credentials=$(aws sts assume-role --role-arn "$(output caller_role_arn)" --role-session-name snapshot-smoke \
    --duration-seconds 3600 --output json)
  eval "$(jq -r '.Credentials | @sh "export AWS_ACCESS_KEY_ID=\(.AccessKeyId) AWS_SECRET_ACCESS_KEY=\(.SecretAccessKey)",
    @sh "export AWS_SESSION_TOKEN=\(.SessionToken)"' <<<"$credentials")"
  unset AWS_PROFILE
}

# start_run LOG COMMAND FLAG...: starts it, and leaves its process in $process.
start_run() {
  local log=$1
  shift
  (
    trap - EXIT ERR
    become_caller
    exec "$pgexport" "$@" </dev/null >>"$log" 2>&1
  ) &
  process=$!
}

# Leaves the exit code of $process in $code.
end_of_run() {
  code=0
  wait "$process" 2>/dev/null || code=$?
  process=
}

# run LOG COMMAND FLAG...: leaves the exit code in $code; waits as long as another run holds the id, as one that was
# killed does for a while.
run() {
  local log=$1 tries
  shift
  for ((tries = 0; tries < 60; tries++)); do
    start_run "$log" "$@"
    end_of_run
    [ "$code" = 73 ] || return 0
    sleep "$poll"
  done
}

# No run outlives check.
stop_run() {
  [ -z "$process" ] || kill -TERM "$process" 2>/dev/null || :
}
