#!/usr/bin/env python3
"""Extract from AWS's model of RDS what the stand-in checks requests against, and which errors may be answered.

Reads the model that botocore carries, so run it where botocore is installed, as by `pip install botocore`:

    python3 export-testkit/src/main/python/extract-rds-model.py \
        > export-testkit/src/main/resources/dev/pgexport/testkit/rds/service-model.json

The documentation is left out, and with it the constraints that only stand there: RequestRules.java has those.
"""

import json

import botocore
import botocore.loaders

ACTIONS = """
    StartExportTask DescribeExportTasks CancelExportTask
    CreateDBSnapshot DescribeDBSnapshots DeleteDBSnapshot
    CreateDBClusterSnapshot DescribeDBClusterSnapshots DeleteDBClusterSnapshot
    DescribeDBInstances DescribeDBClusters DescribeDBEngineVersions
    ListTagsForResource AddTagsToResource
""".split()
VERSION = "2014-10-31"
CONSTRAINTS = ("min", "max", "pattern", "enum")

model = botocore.loaders.Loader().load_service_model("rds", "service-2", VERSION)
shapes = model["shapes"]


def expanded(name, constrained):
    shape = shapes[name]
    if shape["type"] == "structure":
        result = {
            "type": "structure",
            "members": {
                member.get("locationName", key): expanded(member["shape"], constrained)
                for key, member in shape.get("members", {}).items()
            },
        }
        if constrained and shape.get("required"):
            result["required"] = sorted(shape["required"])
    elif shape["type"] == "list":
        member = shape["member"]
        result = {
            "type": "list",
            "item": member.get("locationName", "member"),
            "of": expanded(member["shape"], constrained),
        }
    else:
        result = {"type": shape["type"]}
    if constrained:
        result.update({key: shape[key] for key in CONSTRAINTS if key in shape})
    return result


def action(name):
    operation = model["operations"][name]
    errors = [shapes[error["shape"]]["error"] for error in operation.get("errors", [])]
    return {
        "input": expanded(operation["input"]["shape"], True),
        "output": expanded(operation["output"]["shape"], False) if "output" in operation else {"type": "structure", "members": {}},
        "errors": {error["code"]: error["httpStatusCode"] for error in errors},
    }


def line(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


# A line an action, for the sake of whoever compares two versions.
source = f"rds/{VERSION}/service-2.json of botocore {botocore.__version__}"
print(f'{{"source": {line(source)},')
print(f'"version": {line(VERSION)},')
print(f'"namespace": {line(model["metadata"]["xmlNamespace"])},')
print('"actions": {')
print(",\n".join(f"{line(name)}: {line(action(name))}" for name in ACTIONS))
print("}}")
