# shellcheck shell=bash
# Sourced by check. May be run again and again; what Terraform made is Terraform's to destroy.

clean() {
  local name snapshot instance step
  instance=$(jq -r .instance.value.identifier <<<"$outputs")
  mkdir -p "$evidence"
  tasks_of "" "$evidence/tasks.json"
  while read -r name; do
    say "cancelling the task $name"
    aws rds cancel-export-task --export-task-identifier "$name" >/dev/null || :
  done < <(jq -r '.[] | select(.Status | IN("STARTING", "IN_PROGRESS")) | .ExportTaskIdentifier' "$evidence/tasks.json")
  await_no_task
  rm "$evidence/tasks.json"

  # Those that pgexport made of this instance, by their tag.
  while read -r snapshot; do
    say "deleting the snapshot $snapshot"
    aws rds delete-db-snapshot --db-snapshot-identifier "$snapshot" >/dev/null
  done < <(aws rds describe-db-snapshots --snapshot-type manual --db-instance-identifier "$instance" --output json \
    | jq -r '.DBSnapshots[] | select(.Status != "deleting" and ((.TagList // []) | any(.Key == "pgexport")))
      | .DBSnapshotIdentifier')
  if has_cluster; then
    while read -r snapshot; do
      say "deleting the cluster snapshot $snapshot"
      aws rds delete-db-cluster-snapshot --db-cluster-snapshot-identifier "$snapshot" >/dev/null
    done < <(aws rds describe-db-cluster-snapshots --snapshot-type manual --output json \
      --db-cluster-identifier "$(jq -r .cluster.value.identifier <<<"$outputs")" \
      | jq -r '.DBClusterSnapshots[] | select(.Status != "deleting" and ((.TagList // []) | any(.Key == "pgexport")))
        | .DBClusterSnapshotIdentifier')
  fi

  # Their versions go with the bucket.
  say "deleting the objects of s3://$bucket"
  aws s3 rm --recursive --only-show-errors "s3://$bucket/"

  (database instance && drop)
  if has_cluster; then
    (database cluster && drop)
  fi
  for step in "${steps[@]}"; do
    rm -rf "${evidence:?}/$step"
  done
  rm -f "$evidence/where.json" "$evidence/series"
  rmdir "$evidence" # which says so when something else is in it
  say "clean; terraform destroy does the rest"
}

drop() {
  psql -Xq -v ON_ERROR_STOP=1 -c "SET client_min_messages = warning" \
    -c "DROP SCHEMA IF EXISTS odd CASCADE" -c "DROP SCHEMA IF EXISTS smoke CASCADE"
}

await_no_task() {
  local asked
  for ((asked = 0; asked < patience; asked++)); do
    tasks_of "" "$evidence/tasks.json"
    if jq -e 'all(.[]; .Status | ascii_upcase | IN("COMPLETE", "FAILED", "CANCELED"))' "$evidence/tasks.json" >/dev/null; then
      return 0
    fi
    sleep "$poll"
  done
  fail 69 "a task does not end though it was cancelled"
}
