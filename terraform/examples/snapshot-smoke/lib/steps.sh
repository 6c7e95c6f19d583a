# shellcheck shell=bash
# What is run, one function a step: sourced by check. A step that is done is not done again.

readonly steps=(load offered main probes given refused raw cancel raw_cancel latest cluster)

# about STEP: what it finds out, and the line of pgexport or the AWS CLI that it is about.
about() {
  local id
  id="smoke-$1-$(series)"
  case $1 in
    load) echo "load tables.sql, unless it is loaded" ;;
    offered) echo "does RDS answer, and doctor agree: pgexport doctor --strategy snapshot ${flags[*]} ${of_instance[*]}" ;;
    main) echo "export schema smoke, kill -9 in the midst, run again: ${of_instance[*]} --keep-snapshot -n smoke --id $id" ;;
    probes) echo "start tasks that RDS should refuse: identifiers, prefixes, names, ARNs" ;;
    given) echo "export two tables of the snapshot: --snapshot-id ... -t smoke.types -t smoke.empty --id $id" ;;
    refused) echo "export what RDS skips, which must fail: --snapshot-id ... -n odd --id $id" ;;
    raw) echo "export the whole snapshot without pgexport: aws rds start-export-task" ;;
    cancel) echo "export the snapshot, SIGTERM in the midst: --snapshot-id ... -n smoke --id $id" ;;
    raw_cancel) echo "the same without pgexport: aws rds cancel-export-task" ;;
    latest) echo "export the newest automated snapshot, if it has the tables: --snapshot-mode latest --id $id" ;;
    cluster) echo "export the Aurora cluster live, and by a snapshot, where there is one: ${of_cluster[*]}" ;;
  esac
}

plan() {
  local step
  for step in "${steps[@]}"; do
    printf '%-10s  %s\n' "$step" "$(about "$step")"
  done
}

collect() {
  local step
  set -E
  trap 'fail 69 "stopped at: $BASH_COMMAND; run check again to go on"' ERR
  trap stop_run EXIT
  mkdir -p "$evidence"
  database instance
  jq '{partition: .partition.value, region: .region.value, key: .kms_key_arn.value}' <<<"$outputs" \
    >"$evidence/where.json"
  for step in "${steps[@]}"; do
    [ ! -e "$evidence/$step/done" ] || continue
    say "$step: $(about "$step")"
    mkdir -p "$evidence/$step"
    "step_$step"
    touch "$evidence/$step/done"
    if [ "$step" = offered ] && ! is_offered; then
      say "RDS does not export snapshots here: nothing more to see"
      return 0
    fi
  done
}

# What all identifiers of one series of steps end with: RDS never forgets the identifier of a task.
series() {
  if [ ! -e "$evidence/series" ]; then
    mkdir -p "$evidence"
    date -u +%y%m%d%H%M%S >"$evidence/series"
  fi
  cat "$evidence/series"
}

is_offered() {
  jq -e .accepted "$evidence/offered/answer.json" >/dev/null
}

load() {
  local loaded
  loaded=$(psql -XqAt -c "SELECT to_regclass('smoke.loaded') IS NOT NULL")
  [ "$loaded" = t ] || psql -Xq -v ON_ERROR_STOP=1 -f tables.sql
}

step_load() {
  load
  psql -XqAt -v ON_ERROR_STOP=1 -f counts.sql >"$evidence/load/counts.json"
  psql -XqAt -c "SELECT to_json(moment) FROM smoke.loaded" >"$evidence/load/moment.json"
}

step_offered() {
  local folder=$evidence/offered
  answer "$folder/answer.json" rds describe-export-tasks || :
  run "$folder/doctor.log" doctor --strategy snapshot "${flags[@]}" "${of_instance[@]}" -n smoke
  echo "$code" >"$folder/doctor.exit"
  run "$folder/doctor-odd.log" doctor --strategy snapshot --from "$from" "${flags[@]}" "${of_instance[@]}"
  echo "$code" >"$folder/doctor-odd.exit"
}

step_main() {
  local folder=$evidence/main id words
  id=smoke-main-$(series)
  words=(run --strategy snapshot --from "$from" "${flags[@]}" "${of_instance[@]}" --keep-snapshot -n smoke --id "$id")
  if [ ! -e "$folder/killed" ]; then
    start_run "$folder/first.log" "${words[@]}"
    if await_task "exports/$id/" "$folder" STARTING IN_PROGRESS; then
      kill -KILL "$process" || :
    fi
    end_of_run
    echo "$code" >"$folder/killed"
  fi
  run "$folder/second.log" "${words[@]}"
  echo "$code" >"$folder/exit"
  tasks_of "exports/$id/" "$folder/tasks.json"
  case $code in
    0) ;;
    65) return 0 ;; # which says that RDS does something else than pgexport takes for granted
    *) fail 69 "the run ended with $code: see $folder/second.log" ;;
  esac
  look_at "exports/$id/rds/" "$folder"
  aws s3api get-object --bucket "$bucket" --key "exports/$id/manifest.json" "$folder/manifest.json" >/dev/null
  run "$folder/third.log" "${words[@]}"
  echo "$code" >"$folder/again.exit"
  run "$folder/verify.log" verify --deep "${flags[@]:0:4}" --id "$id"
  echo "$code" >"$folder/verify.exit"
  ask "$folder/snapshots.json" rds describe-db-snapshots --snapshot-type manual \
    --db-instance-identifier "$(jq -r .instance.value.identifier <<<"$outputs")"
}

kept_snapshot_arn() {
  jq -r '.[-1].SourceArn' "$evidence/main/tasks.json"
}

kept_snapshot() {
  local arn
  arn=$(kept_snapshot_arn)
  echo "${arn##*:}"
}

# probe NAME IDENTIFIER PREFIX FLAG...: starts a task that should be refused; one that is not is cancelled.
probe() {
  local name=$1 identifier=$2 prefix=$3 folder=$evidence/probes
  shift 3
  if start_task "$identifier" "$prefix" "$folder/$name.json" "$@"; then
    say "  RDS took $name, which is cancelled"
    aws rds cancel-export-task --export-task-identifier "$identifier" >/dev/null || :
    await_task "$prefix" "$folder" CANCELED || :
  fi
}

# padded TEXT LENGTH: an identifier of so many characters.
padded() {
  local text=$1
  while [ "${#text}" -lt "$2" ]; do text+=x; done
  echo "${text:0:$2}"
}

step_probes() {
  local rds
  rds="arn:$partition:rds:$AWS_REGION:$account"
  probe longer "$(padded "smoke-61-$(series)-" 61)" probes/longer
  probe digit-first "6smoke-$(series)" probes/digit
  probe two-hyphens "smoke--$(series)" probes/hyphens
  probe colon "smoke-colon-$(series)" probes/a:colon
  probe space-in-name "smoke-space-$(series)" probes/space --export-only "smoke.odd.space table"
  probe no-cluster-snapshot "smoke-cs-$(series)" probes/cs --source-arn "$rds:cluster-snapshot:no-such-snapshot"
  probe no-cluster "smoke-cl-$(series)" probes/cl --source-arn "$rds:cluster:no-such-cluster"
  probe no-snapshot "smoke-sn-$(series)" probes/sn --source-arn "$rds:snapshot:no-such-snapshot"
}

step_given() {
  local folder=$evidence/given id
  id=smoke-given-$(series)
  run "$folder/by-arn.log" doctor --strategy snapshot "${flags[@]}" --snapshot-id "$(kept_snapshot_arn)"
  echo "$code" >"$folder/by-arn.exit"
  run "$folder/log" run --strategy snapshot "${flags[@]}" --snapshot-id "$(kept_snapshot)" \
    -t smoke.types -t smoke.empty --id "$id"
  echo "$code" >"$folder/exit"
  tasks_of "exports/$id/" "$folder/tasks.json"
  objects_below "exports/$id/" "$folder/objects.json"
}

step_refused() {
  local folder=$evidence/refused id
  id=smoke-refused-$(series)
  run "$folder/log" run --strategy snapshot "${flags[@]}" --snapshot-id "$(kept_snapshot)" -n odd --id "$id"
  echo "$code" >"$folder/exit"
  tasks_of "exports/$id/" "$folder/tasks.json"
  objects_below "exports/$id/" "$folder/objects.json"
}

# name_of FOLDER TEXT LENGTH: the identifier of a task of the AWS CLI's, another one when the folder was removed: RDS never
# forgets one.
name_of() {
  [ -e "$1/name" ] || padded "$2-$(date -u +%y%m%d%H%M%S)-" "$3" >"$1/name"
  cat "$1/name"
}

# As long as an identifier may be; and a second task on the same snapshot while this one runs.
step_raw() {
  local folder=$evidence/raw name
  name=$(name_of "$folder" smoke-raw 60)
  if [ ! -e "$folder/started.json" ]; then
    start_task "$name" raw "$folder/started.json" || return 0
  fi
  if await_task raw "$folder" STARTING IN_PROGRESS; then
    start_task "smoke-second-$(series)" second "$folder/second.json" \
      && aws rds cancel-export-task --export-task-identifier "smoke-second-$(series)" >/dev/null
    await_task raw "$folder" COMPLETE || return 0
  fi
  look_at "raw/$name/" "$folder"
}

step_cancel() {
  local folder=$evidence/cancel id
  id=smoke-cancel-$(series)
  start_run "$folder/log" run --strategy snapshot "${flags[@]}" --snapshot-id "$(kept_snapshot)" \
    --snapshot-stop-timeout 10m -n smoke --id "$id"
  await_task "exports/$id/" "$folder" STARTING IN_PROGRESS || :
  [ -z "$process" ] || kill -TERM "$process" || :
  end_of_run
  echo "$code" >"$folder/exit"
  tasks_of "exports/$id/" "$folder/tasks.json"
  objects_below "exports/$id/" "$folder/objects.json"
}

# Once something is written, so that there is something to leave.
step_raw_cancel() {
  local folder=$evidence/raw_cancel name
  name=$(name_of "$folder" smoke-cancel 40)
  if [ ! -e "$folder/started.json" ]; then
    start_task "$name" cancelled "$folder/started.json" || return 0
  fi
  await_object cancelled "$folder" "cancelled/$name/" || return 0
  answer "$folder/cancel.json" rds cancel-export-task --export-task-identifier "$name" || return 0
  await_task cancelled "$folder" CANCELED || :
  objects_below "cancelled/$name/" "$folder/objects.json"
}

# A snapshot of before the tables were loaded has nothing to export.
step_latest() {
  local folder=$evidence/latest id
  id=smoke-latest-$(series)
  ask "$folder/snapshots.json" rds describe-db-snapshots --snapshot-type automated \
    --db-instance-identifier "$(jq -r .instance.value.identifier <<<"$outputs")"
  if ! jq -e --slurpfile loaded "$evidence/load/moment.json" '
    def moment: sub("\\.[0-9]+"; "") | sub("\\+00:00$"; "Z") | fromdate;
    [.DBSnapshots[] | .SnapshotCreateTime // empty | moment] | max // 0 | . > ($loaded[0] | moment)' \
    "$folder/snapshots.json" >/dev/null; then
    say "  no automated snapshot has the tables yet: run check again after the next backup window"
    return 0
  fi
  run "$folder/log" run --strategy snapshot "${flags[@]}" "${of_instance[@]}" --snapshot-mode latest -n smoke --id "$id"
  echo "$code" >"$folder/exit"
  tasks_of "exports/$id/" "$folder/tasks.json"
}

step_cluster() {
  local folder=$evidence/cluster id mode
  has_cluster || return 0
  (database cluster && load)
  for mode in live create; do
    id=smoke-$mode-$(series)
    mkdir -p "$folder/$mode"
    run "$folder/$mode/log" run --strategy snapshot "${flags[@]}" "${of_cluster[@]}" --snapshot-mode "$mode" -n smoke \
      --id "$id"
    echo "$code" >"$folder/$mode/exit"
    tasks_of "exports/$id/" "$folder/$mode/tasks.json"
  done
}
