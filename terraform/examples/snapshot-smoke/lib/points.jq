# From what was seen, {where, files: {"step/name": content}}, to the points: [{verdict, point, expected, seen}].
# What is expected is what export-snapshot takes for granted, and what AWS documents.

def words: if type == "array" then map(tostring) | if length == 0 then "none" else join(", ") end else tostring end;

# One point. $seen is null when nothing was seen; $same says whether it is as expected.
def point($name; $expected; $seen; $same):
  {
    verdict: (if $seen == null then "not seen" elif $same then "as expected" else "DIFFERENT" end),
    point: $name,
    expected: ($expected | words),
    seen: (if $seen == null then "-" else ($seen | words | gsub("[\\n\\t]+"; " ") | .[:300]) end)
  };

def equal($name; $expected; $seen): point($name; $expected; $seen; $seen == $expected);

# $seen is a list whose members are all among the expected ones.
def among($name; $expected; $seen): point($name; ["of"] + $expected | join(" "); $seen; ($seen != null) and ($seen - $expected == []));

def unique_or_null: if . == null then null else unique end;

# Names of tables as RDS reports them, without the database.
def table_of: sub("^[^.]*\\."; "");

# The reports of a step: perTableStatus of all its files.
def tables($step): [.files | to_entries[] | select(.key | startswith($step + "/reports/export_tables_info_")) | .value
  | .perTableStatus[]?];
def info($step): [.files | to_entries[] | select(.key | startswith($step + "/reports/export_info_")) | .value][0];
def heads($step): [.files | to_entries[] | select(.key | startswith($step + "/heads/")) | .value];
def task($step): .files[$step + "/tasks.json"] // [] | .[-1];
def objects($step): .files[$step + "/objects.json"];

# What lies below the folder of the task, by its name there.
def names($step): objects($step) as $objects | if $objects == null then null
  else (task($step).ExportTaskIdentifier // "?") as $task
    | $objects | map(.key | split($task + "/") | .[1:] | join($task + "/") | select(. != "")) end;

def folder_of: split("/") | .[1];
def report_pattern: "^export_(tables_)?info_[^/]*\\.json$";
def part_pattern: "^[^/]+/[^/]+/([0-9]+/)?part-[0-9]{5}-[0-9a-f-]{36}-c[0-9]{3}\\.gz\\.parquet$";
def marker_pattern: "^[^/]+/[^/]+/([0-9]+/)?_SUCCESS$";

# RDS says a table was skipped, in the task's warning: a name, whatever the key.
def warning($step): task($step).WarningMessage // null | if . == null or . == "" then null else (fromjson? // {general: [.]}) end;
def skipped($step): warning($step) // {} | .skippedTables // []
  | map(if type == "object" then [.tableName, .target, .table, .name] | map(select(. != null))[0] else . end);

.where as $where
| .files as $files
| ($where.partition == "aws") as $commercial
| ($files["offered/answer.json"]) as $offered
| ($files["load/counts.json"] // {}) as $counts
| ($files["main/manifest.json"]) as $manifest
| tables("raw") as $raw
| (if task("raw").Status == "COMPLETE" then names("raw") else null end) as $names
| task("raw") as $rawtask
| [
  # Whether there is anything to see.
  point("exports are offered in \($where.region)";
    if $commercial then "yes" else "yes, or doctor says that they are not" end;
    $offered | if . == null then null elif .accepted then "yes" else "no: \(.code)" end;
    $offered.accepted == true or (($commercial | not) and $files["offered/doctor.exit"] == 1
      and (($files["offered/doctor.log"] // "") | test("strategy (copy|pgdump)")))),
  equal("doctor finds nothing to object to"; 0; if $offered.accepted == true then $files["offered/doctor.exit"] else null end),
  point("doctor names the tables that RDS would skip"; "1: would skip";
    $files["offered/doctor-odd.exit"] as $exit | if $exit == null then null
      else "\($exit): \(if ($files["offered/doctor-odd.log"] // "") | test("would skip") then "would skip" else "no word of it" end)" end;
    $files["offered/doctor-odd.exit"] == 1 and (($files["offered/doctor-odd.log"] // "") | test("would skip"))),

  # A whole run: killed, resumed, repeated, verified.
  equal("create: a run that is killed and run again ends well"; 0; $files["main/exit"] // null),
  point("create: the first run was killed while the task ran"; 137; $files["main/killed"]; $files["main/killed"] == 137),
  equal("create: the second run went on with the first one's task"; 1;
    $files["main/tasks.json"] | if . == null then null else length end),
  equal("create: a third run of the id finds its work done"; 0; $files["main/again.exit"]),
  equal("create: every value can be read (verify --deep)"; 0; $files["main/verify.exit"]),
  point("create: rows are those of the database"; $counts | to_entries | map("\(.key) \(.value.rows)");
    if $manifest == null then null
    else ($manifest.tables | map({key: "\(.schema).\(.name)", value: (.rows // 0)}) | from_entries) as $rows
      | $counts | to_entries
      | map("\(.key) \(if (.value.partitions | length) > 0 and ($rows[.key] // 0) == 0
          then [.value.partitions | keys[] | $rows[.] // 0] | add else $rows[.key] // "none" end)") end;
    ($manifest != null) and (($manifest.tables | map({key: "\(.schema).\(.name)", value: (.rows // 0)}) | from_entries) as $rows
      | $counts | to_entries | all(.[];
          .value as $count | $count.rows == ($rows[.key] // (if $count.partitions == {} then -1 else 0 end))
          or (($count.partitions | length) > 0 and $count.rows == ([$count.partitions | keys[] | $rows[.] // 0] | add)
            and ($rows[.key] // 0) == 0)))),
  point("partitions: RDS reports the table, or its partitions, not both"; "either";
    if $manifest == null then null
    else [$manifest.tables[] | select(.schema == "smoke" and (.name | startswith("parts"))) | .name] end;
    ($manifest != null) and ([$manifest.tables[] | select(.schema == "smoke" and (.name | startswith("parts"))) | .name]
      | (index("parts") != null) != (any(. != "parts")))),
  equal("create: the snapshot bears the tag pgexport"; "yes";
    $files["main/snapshots.json"] as $list | task("main") as $task
    | if $list == null or $task == null then null
      elif [$list.DBSnapshots[] | select(.DBSnapshotArn == $task.SourceArn) | .TagList[]? | .Key] | index("pgexport") != null
      then "yes" else "no" end),
  equal("SourceType of the task"; "SNAPSHOT"; task("main") | if . == null then null else .SourceType // "missing" end),
  point("SnapshotTime of the task"; "a moment"; task("main") | if . == null then null else .SnapshotTime // "missing" end;
    task("main").SnapshotTime != null),

  # The other modes.
  equal("given: doctor finds a snapshot by its ARN"; 0; $files["given/by-arn.exit"]),
  equal("given: two tables by name"; 0; $files["given/exit"]),
  equal("given: ExportOnly as it was sent"; ["smoke.smoke.empty", "smoke.smoke.types"];
    task("given").ExportOnly | unique_or_null),
  equal("given: tables that RDS skips make the run fail"; 65; $files["refused/exit"]),
  equal("given: nothing is left of a run that failed"; []; objects("refused") | if . == null then null
    else map(.key | select(contains("/rds/") or endswith("manifest.json"))) end),
  equal("latest: the newest automated snapshot"; 0; $files["latest/exit"]),
  equal("cluster: live"; 0; $files["cluster/live/exit"]),
  point("cluster: live exports a cluster: ARN"; ":cluster:"; task("cluster/live").SourceArn;
    (task("cluster/live").SourceArn // "") | contains(":cluster:")),
  equal("cluster: live has the SourceType"; "CLUSTER"; task("cluster/live").SourceType),
  equal("cluster: create"; 0; $files["cluster/create/exit"]),
  point("cluster: create exports a cluster-snapshot: ARN"; ":cluster-snapshot:"; task("cluster/create").SourceArn;
    (task("cluster/create").SourceArn // "") | contains(":cluster-snapshot:")),

  # What RDS takes.
  point("an identifier of 60 characters is taken"; "taken";
    $files["raw/started.json"] | if . == null then null elif .accepted then "taken" else .code end;
    $files["raw/started.json"].accepted == true),
  ({
    "longer": ["an identifier of 61 characters is refused", "InvalidParameterValue"],
    "digit-first": ["an identifier with a digit first is refused", "InvalidParameterValue"],
    "two-hyphens": ["an identifier with two hyphens together is refused", "InvalidParameterValue"],
    "colon": ["a prefix with a colon is refused", "InvalidParameterValue"],
    "space-in-name": ["a name with a space in ExportOnly is refused", "InvalidExportOnly"]
  } | to_entries[] | .key as $probe | .value as [$name, $code]
    | point($name; "refused: \($code)";
      $files["probes/\($probe).json"] | if . == null then null elif .accepted then "taken" else "refused: \(.code)" end;
      $files["probes/\($probe).json"] | .accepted == false and (.code // "" | startswith($code)))),
  ({
    "no-snapshot": ["the ARN of a snapshot that is not there", "DBSnapshotNotFound"],
    "no-cluster-snapshot": ["the ARN of a cluster snapshot that is not there", "DBClusterSnapshotNotFound"],
    "no-cluster": ["the ARN of a cluster that is not there", "DBClusterNotFound"]
  } | to_entries[] | .key as $probe | .value as [$name, $code]
    | point($name; "refused: \($code)";
      $files["probes/\($probe).json"] | if . == null then null elif .accepted then "taken" else "refused: \(.code)" end;
      $files["probes/\($probe).json"] | .accepted == false and (.code // "" | startswith($code)))),
  equal("a second task on the same snapshot is refused"; "refused: ExportTaskAlreadyExists";
    $files["raw/second.json"] | if . == null then null elif .accepted then "taken" else "refused: \(.code)" end),

  # The states of a task.
  among("states of a task"; ["STARTING", "IN_PROGRESS", "COMPLETE", "CANCELING", "CANCELED"];
    [$files["main/states"], $files["raw/states"], $files["cancel/states"], $files["raw_cancel/states"] | select(. != null)
      | split("\n")[] | select(. != "")] | if . == [] then null else unique end),
  equal("a whole snapshot with odd tables is exported"; "COMPLETE"; $rawtask.Status),

  # Where RDS writes.
  point("layout: every object is a report, a part or a marker"; "all"; if $names == null then null else
    [$names[] | select((test(report_pattern) or test(part_pattern) or test(marker_pattern)) | not)]
      | if . == [] then "all" else . end end;
    ($names != null) and all($names[]; test(report_pattern) or test(part_pattern) or test(marker_pattern))),
  point("layout: a folder for the batch"; "yes"; if $names == null then null else
    [$names[] | select(endswith(".parquet")) | split("/") | length == 4] | if . == [] then "no part" elif all then "yes"
      elif any then "of some" else "no" end end;
    ($names != null) and all($names[] | select(endswith(".parquet")); split("/") | length == 4)),
  point("layout: _SUCCESS beside the parts"; "yes"; if $names == null then null else
    if any($names[]; endswith("_SUCCESS")) then "yes" else "no" end end;
    ($names != null) and any($names[]; endswith("_SUCCESS"))),
  equal("layout: an empty table has no part"; []; if $names == null then null else
    [$names[] | select(endswith(".parquet") and folder_of == "smoke.empty")] end),
  equal("layout: the reports are numbered without a gap from 1"; "yes"; if $names == null then null else
    [$names[] | capture("^export_tables_info_.*_from_(?<from>[0-9]+)_to_(?<to>[0-9]+)\\.json$") | map_values(tonumber)]
    | sort_by(.from) | if . == [] then "no report"
      elif .[0].from == 1 and ([.[:-1], .[1:]] | transpose | all(.[0].to + 1 == .[1].from)) then "yes" else "no" end end),
  equal("layout: no part is younger than export_info"; "yes"; if $names == null then null else
    objects("raw") as $all | ([$all[] | select(.key | test("/export_info_")) | .modified] | max) as $last
    | if $last == null then "no export_info" elif all($all[]; .modified <= $last) then "yes" else "no" end end),
  equal("names: \\ ` \" and space become _"; ["odd.back_slash", "odd.back_tick", "odd.quote_table", "odd.space_table"];
    if $names == null then null else [$names[] | select(endswith(".parquet")) | folder_of
      | select(test("^odd\\.(back|quote|space)"))] | unique end),
  point("names: two tables whose folders have one name"; "parts of both in odd.same_name"; if $names == null then null else
    [$names[] | select(endswith(".parquet") and folder_of == "odd.same_name")] | "\(length) parts in odd.same_name" end;
    ($names != null) and ([$names[] | select(endswith(".parquet") and folder_of == "odd.same_name")] | length >= 2)),
  equal("names: others are as they are"; ["odd.Upper", "odd.dotted.name", "odd.gr\u00f6\u00dfe"];
    if $names == null then null else [$names[] | select(endswith(".parquet")) | folder_of
      | select(test("^odd\\.([Uu]pper|dotted|gr)"))] | unique end),

  # What RDS says of it.
  point("export_info has its keys"; ["exportTaskIdentifier", "status", "percentProgress", "exportedFilesPath"];
    info("raw") | if . == null then null else keys end;
    (info("raw") // {}) as $info | ["exportTaskIdentifier", "status", "percentProgress", "exportedFilesPath"] - ($info | keys) == []),
  equal("export_info says that the task is"; "COMPLETE"; info("raw") | if . == null then null else .status // "missing" end),
  among("export_tables_info: keys of a table"; ["target", "status", "tableStatistics", "schemaMetadata", "warningMessage"];
    if $raw == [] then null else [$raw[] | keys[]] | unique end),
  point("export_tables_info: keys of a column"; ["columnName", "originalType", "expectedExportedType"];
    if $raw == [] then null else [$raw[].schemaMetadata.originalTypeMappings[]? | keys[]] | unique end;
    ["columnName", "originalType", "expectedExportedType"]
      - ([$raw[].schemaMetadata.originalTypeMappings[]? | keys[]] | unique) == []),
  point("tableStatistics has no rows and no bytes"; "no number that is named so"; if $raw == [] then null else
    [$raw[].tableStatistics | objects | paths(numbers) | map(tostring) | join(".")] | unique end;
    ($raw != []) and ([$raw[].tableStatistics | objects | paths(numbers) | last | tostring
      | select(ascii_downcase | test("row|byte|size"))] == [])),
  among("expectedExportedType is"; ["int32", "int32 (INT_16)", "int64", "float", "double", "boolean", "binary", "binary (UTF8)"];
    if $raw == [] then null else [$raw[].schemaMetadata.originalTypeMappings[]?.expectedExportedType // empty] | unique end),
  equal("columns of object identifiers are not exported"; []; if $raw == [] then null else
    [$raw[] | select(.target == "smoke.smoke.types") | .schemaMetadata.originalTypeMappings[]?
      | select((.expectedExportedType // "") != "") | .columnName | select(IN("an_oid", "a_regclass"))] end),
  equal("every other column of smoke.types is exported"; 49; if $raw == [] then null else
    [$raw[] | select(.target == "smoke.smoke.types") | .schemaMetadata.originalTypeMappings[]?
      | select((.expectedExportedType // "") != "") | .columnName] - ["an_oid", "a_regclass"] | length end),
  equal("target names a table as"; "smoke.odd.space table"; if $raw == [] then null else
    [$raw[].target | select(test("odd.space"))][0] // "missing" end),
  among("status of a table"; ["COMPLETE", "SKIPPED", "FAILED"];
    if $raw == [] then null else [$raw[] | .status // "missing"] | unique end),
  equal("tables of schema odd that are skipped";
    ["odd.column_brace", "odd.column_comma", "odd.column_equals", "odd.column_newline", "odd.column_parenthesis",
      "odd.column_semicolon", "odd.column_space", "odd.column_tab", "odd.slash/table", "odd.unlogged"];
    if $rawtask.Status != "COMPLETE" then null else ([$raw[] | select((.status // "") != "COMPLETE") | .target]
      + skipped("raw") | map(table_of) | unique) end),
  point("WarningMessage has the keys"; ["general", "skippedObjectives", "skippedTables"];
    if $rawtask.Status != "COMPLETE" then null else warning("raw") | if . == null then "no warning" else keys end end;
    (warning("raw") // {} | keys) as $keys | ($keys - ["general", "skippedObjectives", "skippedTables"]) == []
      and ($keys | index("skippedTables") != null)),
  point("skippedTables names a table, and why"; "a name and reason";
    if $rawtask.Status != "COMPLETE" then null else warning("raw") // {} | .skippedTables // [] | .[0] // "none" | tojson end;
    warning("raw") // {} | .skippedTables // [] | (length > 0) and all(.[]; type == "object" and has("reason")
      and ((.tableName // .target // .table // .name) != null))),
  equal("infinity, BC and NaN are exported"; "COMPLETE"; if $raw == [] then null else
    [$raw[] | select(.target == "smoke.odd.extremes") | .status][0] // "missing" end),
  equal("types that the table of types does not have are exported as"; ["binary (UTF8)"]; if $raw == [] then null else
    [$raw[] | select(.target == "smoke.odd.unlisted_types") | .schemaMetadata.originalTypeMappings[]?
      | .expectedExportedType // "nothing"] | unique end),
  equal("a column of other odd characters is exported"; "COMPLETE"; if $raw == [] then null else
    [$raw[] | select(.target == "smoke.odd.column_other") | .status][0] // "missing" end),
  equal("views and materialized views are not exported"; []; if $raw == [] then null else
    [$raw[].target | table_of | select(IN("odd.a_view", "odd.a_materialized_view"))] end),

  # What S3 says of it.
  equal("checksum of a part"; ["CRC64NVME FULL_OBJECT"]; heads("raw") | if . == [] then null
    else map([to_entries[] | select(.key | startswith("Checksum") and . != "ChecksumType") | .key | ltrimstr("Checksum")]
      + [.ChecksumType // empty] | if . == [] then "none" else join(" ") end) | unique end),
  point("ETag of a part"; "32 hexadecimal digits, or those of an upload in parts"; heads("raw") | if . == [] then null
    else map(.ETag) | unique end;
    all(heads("raw")[]; .ETag | test("^\"[0-9a-f]{32}(-[0-9]+)?\"$"))),
  equal("encryption of a part"; ["aws:kms \($where.key)"]; heads("raw") | if . == [] then null
    else map([.ServerSideEncryption // "none", .SSEKMSKeyId // empty] | join(" ")) | unique end),
  equal("a part is encrypted by way of the bucket's key"; ["true"]; heads("raw") | if . == [] then null
    else map(.BucketKeyEnabled // false | tostring) | unique end),

  # What a cancelled task leaves.
  equal("SIGTERM: pgexport ends with"; 143; $files["cancel/exit"]),
  equal("SIGTERM: the task is"; "CANCELED"; task("cancel") | if . == null then null else .Status end),
  equal("SIGTERM: nothing of the export is left"; []; objects("cancel") | if . == null then null
    else map(.key | select(contains("/rds/") or endswith("manifest.json"))) end),
  point("cancelling leaves what was written"; "one object or more";
    if task("raw_cancel").Status == "CANCELED" and (($files["raw_cancel/before.json"] // []) | length > 0)
    then objects("raw_cancel") | if . == null then null else "\(length) objects" end else null end;
    (objects("raw_cancel") // []) | length > 0)
]
