# Whether policies allow a request, as IAM decides it: what is not allowed is denied, and one denial outweighs all.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html, for the elements and operators
# that the policies here have; any other is an error, so that none is passed over.

def items: if type == "array" then .[] else . end;

def like($text): # with IAM's * and ?
  gsub("(?<c>[.+^$(){}|\\[\\]\\\\])"; "\\\(.c)") | gsub("\\*"; ".*") | gsub("\\?"; ".")
  | . as $pattern | $text | test("^" + $pattern + "$"; "s");

def holds($operator; $value):
  if $operator == "StringEquals" or $operator == "Bool" then . == $value
  elif $operator == "StringLike" or $operator == "ArnLike" or $operator == "ArnEquals" then . as $p | $p | like($value)
  elif $operator == "NumericLessThan" then ($value | tonumber) < (. | tonumber)
  else error("the operator \($operator) is not known here")
  end;

# One key of a condition against the request's context.
def met($operator; $key; $context):
  [items] as $wanted
  | $context[$key] as $value
  | ($operator | sub("IfExists$"; "")) as $plain
  | if $operator == "Null" then ($wanted == ["true"]) == ($value == null)
    elif $value == null then ($operator | endswith("IfExists")) or ($plain | test("^StringNot"))
    elif ($plain | test("^StringNot")) then
      ($plain | sub("Not"; "")) as $positive | all($wanted[]; holds($positive; $value) | not)
    else any($wanted[]; holds($plain; $value))
    end;

def conditions($context):
  all((.Condition // {} | to_entries[]) as $operator | $operator.value | to_entries[] | [$operator.key, .key, .value];
    .[0] as $operator | .[1] as $key | .[2] | met($operator; $key; $context));

# A policy of a resource says of whom it speaks; one of a role speaks of the role.
def principal($who):
  if has("Principal") | not then true
  elif .Principal == "*" then true
  else any(.Principal | to_entries[] | .key as $kind | .value | items | "\($kind):\(.)"; . == $who or . == "AWS:*")
  end;

def speaks($request):
  if has("NotAction") or has("NotResource") or has("NotPrincipal") then error("an element that is not known here") else . end
  | any(.Action | items; ascii_downcase | like($request.action | ascii_downcase))
  and ((has("Resource") | not) or any(.Resource | items; like($request.resource)))
  and principal($request.context.principal // "")
  and conditions($request.context);

def decides($request):
  [.Statement | items | select(speaks($request)) | .Effect]
  | if any(. == "Deny") then "deny" elif any(. == "Allow") then "allow" else "deny" end;
