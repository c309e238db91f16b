"""AWS, or what answers as it does, by boto3."""

import json
import time

import boto3
from botocore.config import Config


class Place:
    """Clients at one endpoint."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self.environment = {"AWS_ENDPOINT_URL": endpoint, "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
        def client(name: str):
            return boto3.client(name, endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test",
                                config=Config(retries={"max_attempts": 0}, read_timeout=930, max_pool_connections=20))
        self.sqs, self.sns, self.functions, self.tables = client("sqs"), client("sns"), client("lambda"), client("dynamodb")
        self.alarms, self.logs, self.iam, self.events, self.s3 = client("cloudwatch"), client("logs"), client("iam"), client("events"), client("s3")

    def url(self, queue: str) -> str:
        """The address of a queue by its name."""
        return self.sqs.get_queue_url(QueueName=queue)["QueueUrl"]

    def attributes(self, queue: str) -> dict[str, str]:
        """All attributes of a queue."""
        return self.sqs.get_queue_attributes(QueueUrl=self.url(queue), AttributeNames=["All"])["Attributes"]

    def depth(self, queue: str) -> int:
        """How many messages a queue has: visible, in flight and delayed."""
        said = self.attributes(queue)
        return sum(int(said[name]) for name in ("ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible", "ApproximateNumberOfMessagesDelayed"))

    def take(self, queue: str) -> list[dict]:
        """Every message of a queue, each hidden for two minutes."""
        url, found = self.url(queue), {}
        while True:
            batch = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=120, WaitTimeSeconds=0, MessageAttributeNames=["All"]).get("Messages", [])
            new = [one for one in batch if one["MessageId"] not in found]
            found.update({one["MessageId"]: one for one in batch})
            if not new:
                return list(found.values())

    def await_quiet(self, queues: list[str], seconds: int) -> None:
        """Returns when all queues have been empty for a while."""
        end, quiet = time.monotonic() + seconds, 0
        while quiet < 5:
            depths = {queue: self.depth(queue) for queue in queues}
            quiet = quiet + 1 if not any(depths.values()) else 0
            if time.monotonic() > end:
                raise TimeoutError(f"not quiet after {seconds} s: { {name: depth for name, depth in depths.items() if depth} }")
            time.sleep(0.5)

    def invoke(self, function: str, request: dict) -> dict:
        """Invokes a function and gives its answer; a failure of it is one."""
        done = self.functions.invoke(FunctionName=function, Payload=json.dumps(request).encode())
        answer = json.loads(done["Payload"].read())
        if done.get("FunctionError"):
            raise RuntimeError(f"{function} failed: {answer}")
        return answer

    def scan(self, table: str) -> list[dict]:
        """Every item of a table."""
        return [item for page in self.tables.get_paginator("scan").paginate(TableName=table, ConsistentRead=True) for item in page["Items"]]

    def everything(self) -> list[str]:
        """What there is, of all that Terraform makes."""
        def pages(client, operation: str, key: str) -> list:
            return [one for page in client.get_paginator(operation).paginate() for one in page.get(key, [])]
        found = [*pages(self.sqs, "list_queues", "QueueUrls"), *(one["TopicArn"] for one in pages(self.sns, "list_topics", "Topics")),
                 *(one["SubscriptionArn"] for one in pages(self.sns, "list_subscriptions", "Subscriptions")),
                 *(one["FunctionArn"] for one in pages(self.functions, "list_functions", "Functions")),
                 *(one["UUID"] for one in pages(self.functions, "list_event_source_mappings", "EventSourceMappings")),
                 *pages(self.tables, "list_tables", "TableNames"), *(one["AlarmName"] for one in pages(self.alarms, "describe_alarms", "MetricAlarms")),
                 *(one["DashboardName"] for one in pages(self.alarms, "list_dashboards", "DashboardEntries")),
                 *(one["logGroupName"] for one in pages(self.logs, "describe_log_groups", "logGroups")),
                 *(one["RoleName"] for one in pages(self.iam, "list_roles", "Roles")), *(one["Name"] for one in pages(self.events, "list_rules", "Rules"))]
        return found
