# shellcheck shell=bash
# Questions to AWS, and the answers on disk: sourced by check.

# ask FILE ARGUMENT...: the answer of the AWS CLI, as JSON.
ask() {
  local file=$1
  shift
  aws "$@" --output json >"$file.new" && mv "$file.new" "$file"
}

# answer FILE ARGUMENT...: whether AWS does it, or the code and message of its refusal. What is no answer to the question, as a
# network that is down, or credentials that have expired, ends check.
answer() {
  local file=$1 said code
  shift
  if said=$(aws "$@" --output json 2>&1 >/dev/null); then
    echo '{"accepted": true}' >"$file"
    return 0
  fi
  code=$(sed -n 's/.*error occurred (\([A-Za-z0-9.]*\)).*/\1/p' <<<"$said" | head -n 1)
  case $code in
    "" | AccessDenied* | UnauthorizedOperation | ExpiredToken* | *ClientToken* | SignatureDoesNotMatch | *Throttl* | \
      RequestLimitExceeded | InternalFailure | ServiceUnavailable) fail 69 "no answer of AWS: $said" ;;
  esac
  jq -n --arg code "$code" --arg said "$said" '{accepted: false, code: $code, message: $said}' >"$file"
  return 1
}

# tasks_of PREFIX FILE: the export tasks that write below a prefix of the bucket, the last one last: their identifiers end
# with the number of the attempt, or with the time.
tasks_of() {
  ask "$2.all" rds describe-export-tasks || return
  jq --arg bucket "$bucket" --arg prefix "$1" \
    '[.ExportTasks[] | select(.S3Bucket == $bucket and ((.S3Prefix // "") | startswith($prefix)))]
    | sort_by(.ExportTaskIdentifier)' "$2.all" >"$2"
  rm "$2.all"
}

# await_task PREFIX FOLDER STATUS...: waits until a task below a prefix has one of the states, is over, or will never be
# started; its states go to a file, one a line.
await_task() {
  local prefix=$1 folder=$2 asked status last=
  shift 2
  for ((asked = 0; asked < patience; asked++)); do
    if tasks_of "$prefix" "$folder/tasks.json"; then
      status=$(jq -r '.[-1] // {} | .Status // "none"' "$folder/tasks.json")
      if [ "$status" != "$last" ]; then
        say "  the task below $prefix is $status"
        [ "$status" = none ] || echo "$status" >>"$folder/states"
        last=$status
      fi
      [[ " $* " != *" $status "* ]] || return 0
      [ "$status" != none ] || [ -z "$process" ] || kill -0 "$process" 2>/dev/null || return 1 # nobody starts one any more
      case ${status^^} in COMPLETE | FAILED | CANCELED) return 1 ;; esac
    fi
    sleep "$poll"
  done
  fail 69 "the task below $prefix is $last still"
}

# start_task NAME PREFIX FILE FLAG...: what AWS answers to a task of the snapshot that was kept.
start_task() {
  local name=$1 prefix=$2 file=$3
  shift 3
  local arguments=(--export-task-identifier "$name" --s3-bucket-name "$bucket" --s3-prefix "$prefix"
    --iam-role-arn "$(output export_role_arn)" --kms-key-id "$(output kms_key_arn)")
  [[ " $* " == *" --source-arn "* ]] || arguments+=(--source-arn "$(kept_snapshot_arn)")
  answer "$file" rds start-export-task "${arguments[@]}" "$@"
}

# objects_below PREFIX FILE: what lies there.
objects_below() {
  ask "$2" s3api list-objects-v2 --bucket "$bucket" --prefix "$1" || return
  jq '[(.Contents // [])[] | {key: .Key, bytes: .Size, etag: .ETag, modified: .LastModified,
    checksum: {algorithm: .ChecksumAlgorithm, type: .ChecksumType}}]' "$2" >"$2.new"
  mv "$2.new" "$2"
}

# await_object TASKS FOLDER PREFIX: waits until a task that is in progress has written something; it goes to before.json.
await_object() {
  local tasks=$1 folder=$2 prefix=$3 asked
  for ((asked = 0; asked < patience; asked++)); do
    await_task "$tasks" "$folder" IN_PROGRESS || return 1
    objects_below "$prefix" "$folder/before.json"
    jq -e 'length == 0' "$folder/before.json" >/dev/null || return 0
    sleep "$poll"
  done
  return 1
}

# look_at PREFIX FOLDER: all that RDS left below the folder of a task: objects, their checksums, its reports.
look_at() {
  local prefix=$1 folder=$2 key number=0
  objects_below "$prefix" "$folder/objects.json"
  mkdir -p "$folder/heads" "$folder/reports"
  while read -r key; do
    ask "$folder/heads/$((++number)).json" s3api head-object --bucket "$bucket" --key "$key" --checksum-mode ENABLED
  done < <(jq -r 'map(.key) | (map(select(endswith(".parquet")))[:3][]), (map(select(test("/export_[a-z_]*info_")))[:2][]),
    (map(select(endswith("_SUCCESS")))[:1][])' "$folder/objects.json")
  while read -r key; do
    aws s3api get-object --bucket "$bucket" --key "$key" "$folder/reports/${key##*/}" >/dev/null
  done < <(jq -r '.[].key | select(test("/export_[a-z_]*info_[^/]*$"))' "$folder/objects.json")
}
