#!/bin/sh
exec /opt/localstack/bin/python -m localstack.runtime.main "$@"
