# shellcheck shell=bash
# Compares what was seen with what is expected: sourced by check. The points are in points.jq.

judge() {
  local points
  [ -e "$evidence/where.json" ] || fail 69 "nothing was collected in $evidence"
  points=$(seen | jq -f lib/points.jq)
  jq -r -f lib/table.jq <<<"$points"
  printf '\n%s\n' "$(jq -r '"\(length) points: \(map(select(.verdict == "as expected")) | length) as expected, \(
    map(select(.verdict == "DIFFERENT")) | length) different, \(
    map(select(.verdict == "not seen")) | length) not seen"' <<<"$points")"
  if jq -e 'any(.[]; .verdict == "DIFFERENT")' >/dev/null <<<"$points"; then
    exit 1
  elif jq -e 'any(.[]; .verdict == "not seen")' >/dev/null <<<"$points"; then
    exit 3
  fi
}

# All that is in the folder as one document; what was not seen is missing.
seen() {
  local file name
  {
    jq '{where: .}' "$evidence/where.json"
    while IFS= read -r -d '' file; do
      name=${file#"$evidence"/}
      case $name in
        *.json) jq -c --arg name "$name" '{file: $name, content: .}' "$file" ;;
        *.exit | */exit | */killed) jq -nc --arg name "$name" --argjson code "$(<"$file")" '{file: $name, content: $code}' ;;
        */states | *log) jq -Rsc --arg name "$name" '{file: $name, content: .}' "$file" ;;
      esac
    done < <(find "$evidence" -mindepth 2 -type f -print0 | sort -z)
  } | jq -s '.[0] + {files: (.[1:] | map({key: .file, value: .content}) | from_entries)}'
}
