# Points as a table; what is too long for it, of those that differ, in full below it.
def pad($width): . + " " * ($width - length);
def cut($width): if length > $width then .[:$width - 3] + "..." else . end;

([{verdict: "", point: "point", expected: "expected", seen: "seen"}] + .) as $rows
| ($rows | map(.verdict | length) | max) as $verdict
| ($rows | map(.point | length) | max) as $point
| ($rows | map(.expected | cut(40) | length) | max) as $expected
| ($rows[]
    | "\(.verdict | pad($verdict))  \(.point | pad($point))  \(.expected | cut(40) | pad($expected))  \(.seen | cut(60))"),
  (.[] | select(.verdict == "DIFFERENT" and ((.expected | length) > 40 or (.seen | length) > 60))
    | "\n\(.point)\n  expected  \(.expected)\n  seen      \(.seen)")
