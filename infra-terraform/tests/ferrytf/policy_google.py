"""Rules over a plan of Google Cloud: what has to be so of every deployment, and what somebody might get wrong."""

import json
import re

from . import metrics
from .policy import Mistake, backoffs, resources, retrying, seconds, set_to

WIDE = {"roles/owner", "roles/editor", "roles/viewer"}
ANYBODY = {"allUsers", "allAuthenticatedUsers"}
DEAD_LETTERS_OF_PUBSUB = 10
"""How many deliveries stay to Pub/Sub beyond the handler's own attempts."""


def problems(plan: dict) -> list[str]:
    """What is not as it has to be."""
    of = resources(plan)
    return sorted([*grants(of), *calls(of), *storage(of), *subscriptions(of), *policies(of), *watched(of)])


def name(path: str) -> str:
    """What a resource is called, by its id or its name."""
    return path.rsplit("/", 1)[-1]


def grants(of: dict) -> list[str]:
    """Nothing to anybody, no role that grants nearly everything, none on the project without a condition or a reason."""
    found = []
    for kind, members in of.items():
        if not kind.endswith("_iam_member"):
            continue
        for one in members:
            found += [f"{one['address']}: grants {one['role']}"] if one["role"] in WIDE or "admin" in one["role"].lower() else []
            found += [f"{one['address']}: is granted to anybody"] if one.get("member") in ANYBODY else []
            # Roles that a user adds have their reasons in the variable that names them.
            if kind == "google_project_iam_member" and not one.get("condition") and ".more[" not in one["address"]:
                found.append(f"{one['address']}: is granted on the whole project")
    return found


def calls(of: dict) -> list[str]:
    """Functions are called by those who sign for them, from inside, and run as nobody else."""
    found = []
    for one in of.get("google_cloudfunctions2_function", []):
        service = one["service_config"][0]
        found += [f"{one['address']}: is called from anywhere"] if service["ingress_settings"] == "ALLOW_ALL" else []
        found += [f"{one['address']}: says nothing of whom it is called by"] if not service["environment_variables"].get("FERRY_CALLER_ACCOUNTS") else []
        found += [f"{one['address']}: drops an event that failed"] if any(trigger["retry_policy"] != "RETRY_POLICY_RETRY" for trigger in one.get("event_trigger") or []) else []
    for one in of.get("google_pubsub_subscription", []):
        for push in one.get("push_config") or []:
            token = (push.get("oidc_token") or [{}])[0]
            found += [f"{one['address']}: pushes in the clear"] if not push["push_endpoint"].startswith("https://") else []
            found += [f"{one['address']}: its pushes are not signed for their function"] if token.get("audience") != push["push_endpoint"] else []
    for one in of.get("google_cloud_scheduler_job", []):
        target = one["http_target"][0]
        found += [f"{one['address']}: its calls are not signed for their function"] if (target.get("oidc_token") or [{}])[0].get("audience") != target["uri"] else []
    return found


def storage(of: dict) -> list[str]:
    """Packages are nobody else's, records can be restored and expire."""
    found = []
    for one in of.get("google_storage_bucket", []):
        found += [] if one["uniform_bucket_level_access"] and one["public_access_prevention"] == "enforced" else [f"{one['address']}: may be read by others"]
    databases = of.get("google_firestore_database", [])
    found += [f"{one['address']}: cannot be restored" for one in databases if one["point_in_time_recovery_enablement"] != "POINT_IN_TIME_RECOVERY_ENABLED"]
    expiring = {one["database"] for one in of.get("google_firestore_field", []) if one.get("ttl_config")}
    found += [f"{one['address']}: its records never expire" for one in databases if one["name"] not in expiring]
    return found


def subscriptions(of: dict) -> list[str]:
    """None is forgotten; what is pushed has dead letters that wait somewhere, for longer, and that Pub/Sub may move."""
    found = []
    every = of.get("google_pubsub_subscription", [])
    found += [f"{one['address']}: expires when nothing comes for a while" for one in every if [policy["ttl"] for policy in one.get("expiration_policy") or []] != [""]]
    waiting = {name(one["topic"]) if one.get("topic") else one["name"]: one for one in every if not one.get("push_config")}
    may_send = {one["topic"] for one in of.get("google_pubsub_topic_iam_member", []) if one["role"] == "roles/pubsub.publisher" and "gcp-sa-pubsub" in one.get("member", "")}
    may_take = {one["subscription"] for one in of.get("google_pubsub_subscription_iam_member", []) if one["role"] == "roles/pubsub.subscriber" and "gcp-sa-pubsub" in one.get("member", "")}
    for one in every:
        if not one.get("push_config"):
            continue
        if not one.get("dead_letter_policy"):
            found.append(f"{one['address']}: has no dead letters")
            continue
        topic = name(one["dead_letter_policy"][0]["dead_letter_topic"])
        grave = waiting.get(topic)
        found += [f"{one['address']}: nobody keeps what is sent to {topic}"] if grave is None else []
        found += [f"{one['address']}: its dead letters are kept no longer than its messages"] if grave and kept(grave) <= kept(one) else []
        found += [] if topic in may_send and one["name"] in may_take else [f"{one['address']}: Pub/Sub may not move its dead letters"]
    return found


def kept(subscription: dict) -> float:
    """For how many seconds messages are kept."""
    return float(subscription["message_retention_duration"].removesuffix("s"))


def policies(of: dict) -> list[str]:
    """A run fits into the ack deadline, retries into the retention, attempts below the broker's limit; the backoff is the policy's."""
    found = []
    functions = {one["module"]: one["service_config"][0] for one in of.get("google_cloudfunctions2_function", [])}
    for one in of.get("google_pubsub_subscription", []):
        function = functions.get(one["module"])
        if not one.get("push_config") or function is None:
            continue
        retry = json.loads(function["environment_variables"]["FERRY_POLICY"])["retry"]
        backoff = (one.get("retry_policy") or [{"minimum_backoff": None, "maximum_backoff": None}])[0]
        if one["ack_deadline_seconds"] < function["timeout_seconds"]:
            found.append(f"{one['address']}: gives {one['ack_deadline_seconds']} s to a function that may take {function['timeout_seconds']} s")
        if [backoff["minimum_backoff"], backoff["maximum_backoff"]] != [f"{seconds(retry[key]):g}s" for key in ("initial", "max")]:
            found.append(f"{one['address']}: its backoff is not the policy's")
        if backoffs(retry) >= kept(one):
            found.append(f"{one['address']}: the backoffs take longer than messages are kept")
        if one.get("dead_letter_policy") and one["dead_letter_policy"][0]["max_delivery_attempts"] < retry["attempts"] + DEAD_LETTERS_OF_PUBSUB:
            found.append(f"{one['address']}: gives up before the handler's attempts and ten to spare")
    return found


def watched(of: dict) -> list[str]:
    """Metrics are made of what functions write; alarms and dashboards ask for those, by labels that they have, and for subscriptions and functions of this plan."""
    found, made = [], {}
    for one in of.get("google_logging_metric", []):
        field = re.search(r'jsonPayload\.metrics\."([^"]+)"', one.get("value_extractor") or "")
        labels = {key: re.sub(r'.*jsonPayload\.labels\."([^"]+)".*', r"\1", text) for key, text in one["label_extractors"].items()}
        made["user_" + re.sub(r"[^A-Za-z0-9]", "_", one["name"])] = labels
        if field:
            found += [f"{one['address']}: {flaw}" for flaw in metrics.flaws(field[1], dict.fromkeys(labels.values()), {(None, None)}, exact=False)]
    variables = [one["service_config"][0]["environment_variables"] for one in of.get("google_cloudfunctions2_function", [])]
    handlers = {one["FERRY_HANDLER"] for one in variables}
    services = {one["name"] for one in of.get("google_cloudfunctions2_function", [])}
    subscribed = {one["name"] for one in of.get("google_pubsub_subscription", [])}
    for address, text in asked(of):
        for series, matched in re.findall(r"logging_googleapis_com:(user_\w+?)(?:_sum|_bucket)?\{([^}]*)\}", text):
            by = dict(re.findall(r'(\w+)="([^"]*)"', matched))
            labels = made.get(series)
            if labels is None or not set(by) <= set(labels):
                found.append(f"{address}: asks for {series} by {sorted(by)}, which is not made")
            elif by.get("outcome", "HANDLED") not in metrics.OUTCOMES:
                found.append(f"{address}: {by['outcome']} becomes of no message")
            elif "handler" in by and by["handler"] not in handlers:
                found.append(f"{address}: no function writes of {by['handler']}")
        found += [f"{address}: watches {one}, which is not there" for one in re.findall(r'subscription_id="([^"]+)"', text) if one not in subscribed]
        found += [f"{address}: watches {one}, which is not there" for one in re.findall(r'service(?:_name)?="([^"]+)"', text) if one not in services]
    return found


def asked(of: dict) -> list[tuple[str, str]]:
    """Address and text of every query and filter that alarms and dashboards have."""
    found = []
    for one in of.get("google_monitoring_alert_policy", []):
        for condition in one["conditions"]:
            found += [(one["address"], part["filter"]) for part in condition.get("condition_threshold") or []]
            found += [(one["address"], part["query"]) for part in condition.get("condition_prometheus_query_language") or []]
    for one in of.get("google_monitoring_dashboard", []):
        found += [(one["address"], text) for text in queries(json.loads(one["dashboard_json"]))]
    return found


def queries(node: object) -> list[str]:
    """Every query of a dashboard."""
    if isinstance(node, dict):
        return [text for key, value in node.items() for text in ([value] if key == "prometheusQuery" else queries(value))]
    return [text for one in node for text in queries(one)] if isinstance(node, list) else []


def retries(values: dict) -> None:
    """A handler that would retry for longer than messages are kept."""
    if values["name"] == "place-order":
        retrying(values["service_config"][0]["environment_variables"], attempts=500, initial="PT3600S", max="PT3600S")


def pushed(values: dict) -> bool:
    """Whether a subscription feeds a function."""
    return bool(values.get("push_config"))


def instead(path: str, old: str, new: str):
    """Puts other text into an attribute that has the old."""
    *blocks, last = path.split(".")
    def alter(values: dict) -> None:
        for block in blocks:
            values = (values.get(block) or [{}])[0]
        if old in (values.get(last) or ""):
            values[last] = values[last].replace(old, new)
    return alter


QUERY = "conditions.condition_prometheus_query_language.query"
FILTER = "conditions.condition_threshold.filter"

MISTAKES: list[Mistake] = [
    ("the editor's role", "google_project_iam_member", set_to("role", "roles/editor"), "grants roles/editor"),
    ("an administrator's role", "google_pubsub_topic_iam_member", set_to("role", "roles/pubsub.admin"), "grants roles/pubsub.admin"),
    ("a function for anybody", "google_cloud_run_service_iam_member", set_to("member", "allUsers"), "granted to anybody"),
    ("records of the whole project", "google_project_iam_member", set_to("condition", []), "on the whole project"),
    ("a function on the internet", "google_cloudfunctions2_function", set_to("service_config.ingress_settings", "ALLOW_ALL"), "called from anywhere"),
    ("a function that anybody's token opens", "google_cloudfunctions2_function", set_to("service_config.environment_variables.FERRY_CALLER_ACCOUNTS", ""), "whom it is called by"),
    ("events without retries", "google_cloudfunctions2_function", set_to("event_trigger", [{"retry_policy": "RETRY_POLICY_DO_NOT_RETRY"}]), "drops an event"),
    ("pushes in the clear", "google_pubsub_subscription", set_to("push_config.push_endpoint", "http://example.com", pushed), "in the clear"),
    ("pushes that are not signed", "google_pubsub_subscription", set_to("push_config.oidc_token", [], pushed), "pushes are not signed"),
    ("pushes signed for another", "google_pubsub_subscription", set_to("push_config.oidc_token.audience", "https://example.com", pushed), "pushes are not signed"),
    ("a schedule that does not sign", "google_cloud_scheduler_job", set_to("http_target.oidc_token", []), "calls are not signed"),
    ("packages for anybody", "google_storage_bucket", set_to("public_access_prevention", "inherited"), "read by others"),
    ("records that cannot be restored", "google_firestore_database", set_to("point_in_time_recovery_enablement", "POINT_IN_TIME_RECOVERY_DISABLED"), "cannot be restored"),
    ("records for ever", "google_firestore_field", set_to("ttl_config", []), "never expire"),
    ("a subscription that expires", "google_pubsub_subscription", set_to("expiration_policy.ttl", "2678400s"), "expires when"),
    ("a subscription that expires by default", "google_pubsub_subscription", set_to("expiration_policy", []), "expires when"),
    ("a subscription without dead letters", "google_pubsub_subscription", set_to("dead_letter_policy", [], pushed), "has no dead letters"),
    ("dead letters that nobody keeps", "google_pubsub_subscription", set_to("dead_letter_policy.dead_letter_topic", "projects/p/topics/nowhere", pushed), "nobody keeps"),
    ("dead letters for a day", "google_pubsub_subscription", set_to("message_retention_duration", "86400s", lambda values: values["name"].endswith("-dead")), "kept no longer"),
    ("dead letters that Pub/Sub may not send", "google_pubsub_topic_iam_member", set_to("role", "roles/pubsub.viewer", lambda values: "gcp-sa-pubsub" in values.get("member", "")), "may not move"),
    ("dead letters that Pub/Sub may not take", "google_pubsub_subscription_iam_member", set_to("role", "roles/pubsub.viewer", lambda values: "gcp-sa-pubsub" in values.get("member", "")), "may not move"),
    ("an ack deadline below the timeout", "google_pubsub_subscription", set_to("ack_deadline_seconds", 10, pushed), "that may take"),
    ("another backoff", "google_pubsub_subscription", set_to("retry_policy.minimum_backoff", "99s", pushed), "not the policy's"),
    ("no backoff", "google_pubsub_subscription", set_to("retry_policy", [], pushed), "not the policy's"),
    ("five deliveries", "google_pubsub_subscription", set_to("dead_letter_policy.max_delivery_attempts", 5, pushed), "ten to spare"),
    ("backoffs beyond the retention", "google_cloudfunctions2_function", retries, "longer than messages are kept"),
    ("a metric of a field that nobody writes", "google_logging_metric", instead("value_extractor", "ferry.process.messages", "ferry.process.message"), "no function writes ferry.process.message"),
    ("a metric by a label that is not written", "google_logging_metric", set_to("label_extractors", {"outcome": 'EXTRACT(jsonPayload.labels."ferry.outcome")'}, lambda values: "duration" in values["name"]), "is not written by ferry.outcome"),
    ("an alarm of a metric that is not made", "google_monitoring_alert_policy", instead(QUERY, "process_messages", "process_message"), "which is not made"),
    ("an alarm by a label that the metric has not", "google_monitoring_alert_policy", instead(QUERY, "outcome=", "fate="), "which is not made"),
    ("an alarm of an outcome that is none", "google_monitoring_alert_policy", instead(QUERY, '"DEAD_LETTERED"', '"DEAD"'), "DEAD becomes of no message"),
    ("an alarm of another's handler", "google_monitoring_alert_policy", instead(QUERY, 'handler="payment"', 'handler="paying"'), "no function writes of paying"),
    ("an alarm of a subscription that is not there", "google_monitoring_alert_policy", instead(FILTER, 'subscription_id="orders-dead"', 'subscription_id="orders-graves"'), "which is not there"),
    ("a chart that stays empty", "google_monitoring_dashboard", instead("dashboard_json", "process_latency", "process_lag"), "which is not made"),
]
