# shellcheck shell=bash
# What Terraform made: sourced by check.

read_outputs() {
  if [ -n "${SMOKE_OUTPUTS-}" ]; then
    outputs=$(<"$SMOKE_OUTPUTS")
  else
    demand terraform
    outputs=$(terraform output -json)
  fi
  jq -e .bucket.value >/dev/null <<<"$outputs" || fail 69 "Terraform has made nothing: run terraform apply first"
  bucket=$(output bucket)
  partition=$(output partition)
  account=$(output account)
  export AWS_REGION AWS_DEFAULT_REGION AWS_PAGER=
  AWS_REGION=$(output region)
  AWS_DEFAULT_REGION=$AWS_REGION
  mapfile -t flags < <(jq -r '.flags.value[]' <<<"$outputs")
  mapfile -t of_instance < <(jq -r '.instance_flags.value[]' <<<"$outputs")
  mapfile -t of_cluster < <(jq -r '.cluster_flags.value[]' <<<"$outputs")
  own_password=${PGPASSWORD:+yes}${PGPASSFILE:+yes}
}

output() {
  jq -r --arg name "$1" '.[$name].value // empty' <<<"$outputs"
}

has_cluster() {
  jq -e '.cluster.value != null' >/dev/null <<<"$outputs"
}

# database instance|cluster: lets psql find it. The password is in the environment alone.
database() {
  local secret
  eval "$(jq -r --arg which "$1" '.[$which].value
    | @sh "export PGHOST=\(.host) PGPORT=\(.port) PGUSER=\(.user) PGDATABASE=\(.database)"' <<<"$outputs")"
  from=postgresql://$PGUSER@$PGHOST:$PGPORT/$PGDATABASE
  export PGSSLMODE=${PGSSLMODE:-require} PGCONNECT_TIMEOUT=${PGCONNECT_TIMEOUT:-20}
  secret=$(jq -r --arg which "$1" '.[$which].value.secret_arn // empty' <<<"$outputs")
  if [ -z "$own_password" ] && [ -n "$secret" ]; then
    PGPASSWORD=$(aws secretsmanager get-secret-value --secret-id "$secret" --query SecretString --output text \
      | jq -r .password)
    export PGPASSWORD
  fi
}
