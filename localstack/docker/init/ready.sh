#!/usr/bin/env bash
# Runs in the container once LocalStack answers: wakes what starts at its first request, so that
# the first test does not wait for it, and then tells the health check.
set -euo pipefail

awslocal dynamodb list-tables >/dev/null
awslocal lambda list-functions >/dev/null
awslocal sqs list-queues >/dev/null
awslocal sns list-topics >/dev/null
touch /tmp/ferry-ready
