"""Applies examples/govcloud against moto, an emulation of AWS that comes from PyPI, and looks at what it then does.

Usage: apply_on_moto.py WORK, an empty folder. Listens on the loopback interface alone, on a port that is free, and ends with its server.
"""

import json
import logging
import os
import pathlib
import shutil
import subprocess
import sys

import boto3
from moto.server import ThreadedMotoServer

REGION = "us-gov-west-1"
ACCOUNT = "123456789012"
NAME = "app-prod-export"
HERE = pathlib.Path(__file__).resolve().parent.parent
FAMILY = f"arn:aws-us-gov:ecs:{REGION}:{ACCOUNT}:task-definition/{NAME}"

PROVIDER = """
provider "aws" {
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  s3_use_path_style           = true
}
"""


def check(holds, otherwise):
    if not holds:
        sys.exit(f"moto: {otherwise}")


class Deployment:
    def __init__(self, endpoint, work):
        self.endpoint = endpoint
        for folder in ("modules", "examples/govcloud"):
            shutil.copytree(
                HERE / folder, work / folder, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*", "*.tfvars", "tests")
            )
        self.folder = work / "examples/govcloud"
        (self.folder / "moto_override.tf").write_text(PROVIDER)

    def client(self, service):
        return boto3.client(
            service, region_name=REGION, endpoint_url=self.endpoint, aws_access_key_id="none", aws_secret_access_key="none"
        )

    def terraform(self, *arguments):
        done = subprocess.run(
            ["terraform", f"-chdir={self.folder}", *arguments],
            env={**os.environ, "AWS_ENDPOINT_URL": self.endpoint},
            capture_output=True,
            text=True,
        )
        said = done.stdout + done.stderr
        if "Failed to query available provider packages" in said or "Failed to install provider" in said:
            print("\nSKIPPED: nothing is applied: the provider cannot be had\n")
            sys.exit(0)
        check(done.returncode == 0, f"terraform {arguments[0]}: {said[-4000:]}")
        return done.stdout

    def changes(self, *arguments):
        self.terraform("plan", "-no-color", "-out=plan", *arguments)
        plan = json.loads(self.terraform("show", "-json", "plan"))
        return {
            change["address"]
            for change in plan["resource_changes"]
            if change["mode"] == "managed" and change["change"]["actions"] != ["no-op"]
        }

    def prepare(self):
        ec2 = self.client("ec2")
        vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
        subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.0.1.0/24")["Subnet"]["SubnetId"]
        group = ec2.create_security_group(GroupName="database", Description="database", VpcId=vpc)["GroupId"]
        s3 = self.client("s3")
        s3.create_bucket(Bucket="consumer", CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_versioning(Bucket="consumer", VersioningConfiguration={"Status": "Enabled"})
        values = {
            "image": f"{ACCOUNT}.dkr.ecr.{REGION}.amazonaws.com/pgexport:0.1.0",
            "database": {
                "identifier": "app-prod",
                "host": f"app-prod.abc123.{REGION}.rds.amazonaws.com",
                "name": "app",
                "user": "reader",
                "resource_id": "db-ABCDEFGHIJKL01234",
                "security_group_id": group,
                "ssl_root_cert": "/etc/ssl/rds.pem",
            },
            "network": {"vpc_id": vpc, "subnet_ids": [subnet], "cidr_block": "10.0.0.0/16", "s3_prefix_list_id": "pl-0123456789abcdef0"},
            "consumer": {
                "account_id": "210987654321",
                "bucket_arn": "arn:aws-us-gov:s3:::consumer",
                "kms_key_arn": f"arn:aws-us-gov:kms:{REGION}:210987654321:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            },
            "topic_arn": f"arn:aws-us-gov:sns:{REGION}:{ACCOUNT}:oncall",
            "repository": {"owner": "example", "name": "app", "owner_id": 1234, "id": 56789},
        }
        (self.folder / "terraform.tfvars.json").write_text(json.dumps(values))


def matches(pattern, event):
    """Whether EventBridge hands an event on, by its documentation, for what the rule here has; moto looks into no array."""

    def leaf(wanted, value):
        if isinstance(wanted, str):
            return value == wanted
        ((operator, operand),) = wanted.items()
        if operator == "exists":
            return (value is not None) == operand
        if operator == "prefix":
            return value is not None and value.startswith(operand)
        if operator == "anything-but":
            return value is not None and value not in operand
        raise ValueError(f"the operator {operator} is not known here")

    def field(key, wanted):
        if key == "$or":
            return any(matches(alternative, event) for alternative in wanted)
        value = event.get(key)
        if isinstance(wanted, dict):
            elements = value if isinstance(value, list) else [value or {}]
            return any(matches(wanted, element) for element in elements)
        return any(leaf(one, value) for one in wanted)

    return all(field(key, wanted) for key, wanted in pattern.items())


def scheduled(deployment):
    schedule = deployment.client("scheduler").get_schedule(Name=NAME, GroupName=NAME)
    target = schedule["Target"]
    variables = json.loads(target["Input"])["containerOverrides"][0]["environment"]
    check(
        variables
        == [
            {"name": "PGEXPORT_ID", "value": f"{NAME}-<aws.scheduler.scheduled-time>"},
            {"name": "PGEXPORT_WHEN_RUNNING", "value": "skip"},
        ],
        f"the schedule hands over {variables}",
    )
    check(target["EcsParameters"]["TaskDefinitionArn"] == FAMILY, f"the schedule starts {target['EcsParameters']}")
    registered = deployment.client("ecs").describe_task_definition(taskDefinition=NAME)["taskDefinition"]
    container = registered["containerDefinitions"][0]
    check(container["readonlyRootFilesystem"] and container["user"] == "1042", f"ECS has {container}")
    return target, {variable["name"]: variable["value"] for variable in container["environment"]}


def failures_are_told(deployment):
    events = deployment.client("events")
    pattern = json.loads(events.describe_rule(Name=f"{NAME}-failed")["EventPattern"])
    targets = [target["Arn"] for target in events.list_targets_by_rule(Rule=f"{NAME}-failed")["Targets"]]
    check(targets == [f"arn:aws-us-gov:sqs:{REGION}:{ACCOUNT}:{NAME}-failures"], f"failures are told to {targets}")

    def rings(exit_code=None, **detail):
        container = {"name": "pgexport"} if exit_code is None else {"name": "pgexport", "exitCode": exit_code}
        event = {"lastStatus": "STOPPED", "taskDefinitionArn": f"{FAMILY}:1", "containers": [container], **detail}
        return matches(pattern, {"source": "aws.ecs", "detail-type": "ECS Task State Change", "detail": event})

    check(not rings(0), "a task that ended with 0 rings")
    check(rings(75), "a task that ended with 75 does not ring")
    check(rings(), "a task without an exit code does not ring")
    check(rings(0, stopCode="TaskFailedToStart"), "a task that never started does not ring")
    check(not rings(75, taskDefinitionArn=f"{FAMILY}-other:1"), "another family rings")
    check(not rings(75, lastStatus="RUNNING"), "a task that runs rings")
    agent = [{"name": "pgexport", "exitCode": 0}, {"name": "aws-guardduty-agent", "exitCode": 137}]
    check(not rings(0, containers=agent), "an agent that AWS puts beside rings")


def strategy_changes_the_task_alone(deployment):
    before, environment = scheduled(deployment)
    check(environment["PGEXPORT_STRATEGY"] == "copy", f"the task's environment is {environment}")
    # moto answers otherwise than it was told of replication and of security groups: Terraform would change them for ever.
    always = deployment.changes()
    changed = deployment.changes("-var=strategy=snapshot") - always
    check(
        changed == {"module.export.aws_ecs_task_definition.export[0]", "module.export.aws_iam_role_policy.task[0]"},
        f"the strategy changes {sorted(changed)}",
    )
    deployment.terraform(
        "apply", "-auto-approve", "-no-color", "-var=strategy=snapshot", *(f"-target={address}" for address in sorted(changed))
    )
    after, environment = scheduled(deployment)
    check(environment["PGEXPORT_STRATEGY"] == "snapshot", "the newest revision is of the old strategy")
    check(before == after, f"the schedule became {after}")


def main():
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        deployment = Deployment(f"http://{host}:{port}", pathlib.Path(sys.argv[1]))
        deployment.prepare()
        deployment.terraform("init", "-no-color")
        deployment.terraform("apply", "-auto-approve", "-no-color")
        failures_are_told(deployment)
        strategy_changes_the_task_alone(deployment)
    finally:
        server.stop()
    print("moto: applied, failures are told, and the strategy changes the task and its policy alone")


main()
