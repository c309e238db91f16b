"""Rules over a plan of Azure: what has to be so of every deployment, and what somebody might get wrong."""

import json
import re

from . import metrics
from .policy import Mistake, backoffs, resources, retrying, set_to

GENERAL = {"Owner", "Contributor", "Reader", "User Access Administrator", "Role Based Access Control Administrator"}
TO_SPARE = 10
"""How many deliveries stay to Service Bus beyond the handler's own attempts."""


def problems(plan: dict) -> list[str]:
    """What is not as it has to be."""
    of = resources(plan)
    return sorted([*grants(of), *doors(of), *queues(of), *subscriptions(of), *policies(of), *watched(of)])


def grants(of: dict) -> list[str]:
    """No role that grants nearly everything, each on one resource, each with its reason."""
    found = []
    for one in of.get("azurerm_role_assignment", []):
        role, scope = one.get("role_definition_name") or "", one.get("scope")
        found += [f"{one['address']}: grants {role}"] if role in GENERAL or role.endswith("Data Owner") and not role.startswith("Storage Blob") else []
        found += [f"{one['address']}: is granted on more than one resource"] if scope and "/providers/" not in scope else []
        found += [f"{one['address']}: has no reason"] if not one.get("description") else []
    return found


def doors(of: dict) -> list[str]:
    """TLS alone, identities alone, nothing for the public."""
    found = []
    for one in of.get("azurerm_servicebus_namespace", []):
        found += [f"{one['address']}: takes an older TLS"] if one["minimum_tls_version"] != "1.2" else []
        found += [f"{one['address']}: lets those in who have a key"] if one["local_auth_enabled"] else []
    for one in of.get("azurerm_storage_account", []):
        found += [f"{one['address']}: takes an older TLS"] if one["min_tls_version"] != "TLS1_2" else []
        found += [f"{one['address']}: takes plain text"] if not one["https_traffic_only_enabled"] else []
        found += [f"{one['address']}: lets those in who have a key"] if one["shared_access_key_enabled"] else []
        found += [f"{one['address']}: may be read by anybody"] if one["allow_nested_items_to_be_public"] else []
    for one in of.get("azurerm_storage_container", []):
        found += [f"{one['address']}: may be read by anybody"] if one["container_access_type"] != "private" else []
    for one in of.get("azurerm_function_app_flex_consumption", []):
        site = one["site_config"][0]
        found += [f"{one['address']}: takes plain text"] if not one["https_only"] else []
        found += [f"{one['address']}: takes an older TLS"] if {site["minimum_tls_version"], site["scm_minimum_tls_version"]} != {"1.2"} else []
        found += [f"{one['address']}: can be debugged from afar"] if site["remote_debugging_enabled"] else []
        keys = [name for name, value in (one.get("app_settings") or {}).items() if re.search(r"AccountKey=|SharedAccessKey=", value or "")]
        found += [f"{one['address']}: {name} holds a key" for name in keys]
    return found


def seconds(iso: str) -> float:
    """PT...S of a queue."""
    return float(iso.removeprefix("PT").removesuffix("S"))


def queues(of: dict) -> list[str]:
    """What expires is kept; who reads a queue has dead letters that outlive it."""
    found = []
    made = {one["name"]: one for one in of.get("azurerm_servicebus_queue", [])}
    found += [f"{one['address']}: loses what expires" for one in made.values() if not one["dead_lettering_on_message_expiration"]]
    for app in handlers(of).values():
        settings = app["app_settings"]
        policy = json.loads(settings["FERRY_POLICY"])
        queue = made.get(settings.get("FERRY_QUEUE", ""))
        dead = made.get(named(settings, policy.get("deadLetters")))
        if queue is None:
            continue
        found += [f"{app['address']}: is told of no dead letters"] if dead is None else []
        found += [f"{app['address']}: is not told of those that Service Bus keeps"] if not any(name.endswith("_NATIVE") for name in settings) else []
        found += [f"{queue['address']}: its dead letters are kept no longer than its messages"] if dead and seconds(dead["default_message_ttl"]) <= seconds(queue["default_message_ttl"]) else []
        found += [f"{queue['address']}: is ordered and its dead letters are not, or the other way"] if dead and dead["requires_session"] != queue["requires_session"] else []
    return found


def handlers(of: dict) -> dict[str, dict]:
    """Apps that a queue feeds, by module."""
    return {one["module"]: one for one in of.get("azurerm_function_app_flex_consumption", []) if "FERRY_QUEUE" in (one.get("app_settings") or {})}


def named(settings: dict, channel: str | None) -> str:
    """The queue of a channel, by the address that a function is told."""
    address = settings.get("FERRY_CHANNEL_" + (channel or "").upper().replace("-", "_"), "")
    return address.split("?")[0].rsplit("/", 1)[-1]


def subscriptions(of: dict) -> list[str]:
    """A topic's messages go on to a handler's queue, and wait where they cannot."""
    found = []
    for one in of.get("azurerm_servicebus_subscription", []):
        found += [f"{one['address']}: forwards to nobody's queue"] if not one.get("forward_to") else []
        found += [f"{one['address']}: loses what expires"] if not one["dead_lettering_on_message_expiration"] else []
        found += [f"{one['address']}: loses what it cannot filter"] if not one["dead_lettering_on_filter_evaluation_error"] else []
    return found


def policies(of: dict) -> list[str]:
    """A lock lasts as long as a run, retries fit into the retention, attempts stay below the broker's limit, which the address tells."""
    found = []
    made = {one["name"]: one for one in of.get("azurerm_servicebus_queue", [])}
    for app in handlers(of).values():
        settings, queue = app["app_settings"], made.get(app["app_settings"]["FERRY_QUEUE"])
        retry = json.loads(settings["FERRY_POLICY"])["retry"]
        if settings["AzureFunctionsJobHost__extensions__serviceBus__maxAutoLockRenewalDuration"] != settings["AzureFunctionsJobHost__functionTimeout"]:
            found.append(f"{app['address']}: its messages' locks end before its runs")
        if settings["AzureFunctionsJobHost__extensions__serviceBus__prefetchCount"] != "0":
            found.append(f"{app['address']}: fetches messages whose locks run out while they wait")
        if queue is None:
            continue
        if backoffs(retry) >= seconds(queue["default_message_ttl"]):
            found.append(f"{queue['address']}: the backoffs take longer than messages are kept")
        if queue["max_delivery_count"] < retry["attempts"] + TO_SPARE:
            found.append(f"{queue['address']}: gives up before the handler's attempts and ten to spare")
        addresses = [value for value in settings.values() if re.search(rf"^servicebus://[^/]+/{re.escape(queue['name'])}(\?|$)", value or "")]
        if not any(f"deliveries={queue['max_delivery_count']}" in one for one in addresses):
            found.append(f"{app['address']}: is not told how often its queue delivers")
    return found


def watched(of: dict) -> list[str]:
    """Alarms ask for what functions write, by labels that it has, and for queues, subscriptions and apps of this plan. The workbook's text is looked at by `metrics`."""
    found = []
    apps = of.get("azurerm_function_app_flex_consumption", [])
    told = {(one["app_settings"]["FERRY_HANDLER"], json.loads(one["app_settings"]["FERRY_POLICY"])["source"]) for one in apps}
    entities = {one["name"] for kind in ("azurerm_servicebus_queue", "azurerm_servicebus_topic") for one in of.get(kind, [])}
    for one in of.get("azurerm_monitor_scheduled_query_rules_alert_v2", []):
        query = one["criteria"][0]["query"]
        by = {label: value or None for label, value in re.findall(r'line\.labels\["(ferry\.[a-z_.]+)"\]\)(?: == "([^"]*)")?', query)}
        for metric in re.findall(r'line\.metrics\["([^"]+)"\]', query):
            found += [f"{one['address']}: {flaw}" for flaw in metrics.flaws(metric, by, told, exact=False)]
        found += [f"{one['address']}: watches {app}, which is not there" for app in re.findall(r'AppRoleName == "([^"]+)"', query) if app not in {it["name"] for it in apps}]
        found += [f"{one['address']}: asks for nothing that is known"] if "line.metrics[" not in query and "AppRoleName" not in query else []
    for one in of.get("azurerm_monitor_metric_alert", []):
        for entity in one["criteria"][0]["dimension"][0]["values"]:
            found += [f"{one['address']}: watches {entity}, which is not there"] if entity.split("/")[0] not in entities else []
    return found


def retries(values: dict) -> None:
    """A handler that would retry for longer than messages are kept."""
    if values["app_settings"].get("FERRY_QUEUE"):
        retrying(values["app_settings"], attempts=500, initial="PT3600S", max="PT3600S")


def feeding(name: str, value: object):
    """A setting of an app that a queue feeds."""
    return set_to(f"app_settings.{name}", value, lambda values: "FERRY_QUEUE" in values["app_settings"])


def without_natives(values: dict) -> None:
    """An app that is not told of Service Bus's own dead letters."""
    if "FERRY_QUEUE" in values["app_settings"]:
        for name in [name for name in values["app_settings"] if name.endswith("_NATIVE")]:
            del values["app_settings"][name]


def is_queue(values: dict) -> bool:
    """Whether it is the queue of a handler."""
    return values["name"] == "orders"


def asking(old: str, new: str):
    """Another word in the first query of an alarm that has it."""
    def alter(values: dict) -> None:
        criteria = values["criteria"][0]
        criteria["query"] = criteria["query"].replace(old, new)
    return alter


MISTAKES: list[Mistake] = [
    ("the contributor's role", "azurerm_role_assignment", set_to("role_definition_name", "Contributor"), "grants Contributor"),
    ("the owner of a namespace's data", "azurerm_role_assignment", set_to("role_definition_name", "Azure Service Bus Data Owner"), "grants Azure Service Bus Data Owner"),
    ("a role on the subscription", "azurerm_role_assignment", set_to("scope", "/subscriptions/00000000-0000-0000-0000-000000000000"), "more than one resource"),
    ("a role on the group", "azurerm_role_assignment", set_to("scope", "/subscriptions/s/resourceGroups/shop"), "more than one resource"),
    ("a role without a reason", "azurerm_role_assignment", set_to("description", ""), "has no reason"),
    ("a namespace on TLS 1.0", "azurerm_servicebus_namespace", set_to("minimum_tls_version", "1.0"), "older TLS"),
    ("a namespace with keys", "azurerm_servicebus_namespace", set_to("local_auth_enabled", True), "who have a key"),
    ("an account on TLS 1.0", "azurerm_storage_account", set_to("min_tls_version", "TLS1_0"), "older TLS"),
    ("an account over plain text", "azurerm_storage_account", set_to("https_traffic_only_enabled", False), "plain text"),
    ("an account with keys", "azurerm_storage_account", set_to("shared_access_key_enabled", True), "who have a key"),
    ("an account for the public", "azurerm_storage_account", set_to("allow_nested_items_to_be_public", True), "by anybody"),
    ("packages for the public", "azurerm_storage_container", set_to("container_access_type", "blob"), "by anybody"),
    ("an app over plain text", "azurerm_function_app_flex_consumption", set_to("https_only", False), "plain text"),
    ("an app on TLS 1.0", "azurerm_function_app_flex_consumption", set_to("site_config.minimum_tls_version", "1.0"), "older TLS"),
    ("an app to be debugged", "azurerm_function_app_flex_consumption", set_to("site_config.remote_debugging_enabled", True), "from afar"),
    ("a key in a setting", "azurerm_function_app_flex_consumption", feeding("FERRY_SERVICEBUS", "Endpoint=sb://x/;SharedAccessKey=abc"), "holds a key"),
    ("a queue that loses what expires", "azurerm_servicebus_queue", set_to("dead_lettering_on_message_expiration", False), "loses what expires"),
    ("dead letters that nobody is told", "azurerm_function_app_flex_consumption", feeding("FERRY_QUEUE", "orders-dead"), "not told how often"),
    ("the broker's dead letters untold", "azurerm_function_app_flex_consumption", without_natives, "that Service Bus keeps"),
    ("dead letters for a day", "azurerm_servicebus_queue", set_to("default_message_ttl", "PT86400S", lambda values: values["name"] == "orders-dead"), "kept no longer"),
    ("an order that dead letters have not", "azurerm_servicebus_queue", set_to("requires_session", True, is_queue), "the other way"),
    ("a subscription that forwards nowhere", "azurerm_servicebus_subscription", set_to("forward_to", None), "nobody's queue"),
    ("a subscription that loses what expires", "azurerm_servicebus_subscription", set_to("dead_lettering_on_message_expiration", False), "loses what expires"),
    ("a subscription that loses what it cannot filter", "azurerm_servicebus_subscription", set_to("dead_lettering_on_filter_evaluation_error", False), "cannot filter"),
    ("locks that end early", "azurerm_function_app_flex_consumption", feeding("AzureFunctionsJobHost__extensions__serviceBus__maxAutoLockRenewalDuration", "00:00:05"), "locks end before"),
    ("messages fetched ahead", "azurerm_function_app_flex_consumption", feeding("AzureFunctionsJobHost__extensions__serviceBus__prefetchCount", "100"), "while they wait"),
    ("ten deliveries", "azurerm_servicebus_queue", set_to("max_delivery_count", 10, is_queue), "ten to spare"),
    ("a limit that functions do not know", "azurerm_servicebus_queue", set_to("max_delivery_count", 999, is_queue), "how often its queue delivers"),
    ("backoffs beyond the retention", "azurerm_function_app_flex_consumption", retries, "longer than messages are kept"),
    ("an alarm of a metric that nobody writes", "azurerm_monitor_scheduled_query_rules_alert_v2", asking("ferry.process.messages", "ferry.process.message"), "no function writes ferry.process.message"),
    ("an alarm by a label that is not written", "azurerm_monitor_scheduled_query_rules_alert_v2", asking('labels["ferry.outcome"]', 'labels["ferry.reason"]'), "is not written by ferry.reason"),
    ("an alarm of an outcome that is none", "azurerm_monitor_scheduled_query_rules_alert_v2", asking('"DEAD_LETTERED"', '"DEAD"'), "DEAD becomes of no message"),
    ("an alarm of another's handler", "azurerm_monitor_scheduled_query_rules_alert_v2", asking('"payment"', '"paying"'), "no function writes of paying"),
    ("an alarm of an app that is not there", "azurerm_monitor_scheduled_query_rules_alert_v2", asking('AppRoleName == "', 'AppRoleName == "not-'), "which is not there"),
    ("an alarm of a queue that is not there", "azurerm_monitor_metric_alert", set_to("criteria.dimension.values", ["orders-graves"]), "which is not there"),
]
