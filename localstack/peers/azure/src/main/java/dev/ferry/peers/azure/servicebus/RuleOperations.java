package dev.ferry.peers.azure.servicebus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The requests about a subscription's rules. */
final class RuleOperations {
  private static final Map<String, String> SYSTEM_PROPERTIES =
      Map.of(
          "correlation-id", "CorrelationId",
          "message-id", "MessageId",
          "to", "To",
          "reply-to", "ReplyTo",
          "label", "Label",
          "session-id", "SessionId",
          "reply-to-session-id", "ReplyToSessionId",
          "content-type", "ContentType");

  private final Entities entities;
  private final String entity;

  RuleOperations(Entities entities, String entity) {
    this.entities = entities;
    this.entity = entity;
  }

  Map<String, Management.Operation> byName() {
    return Map.of(
        "add-rule", this::add, "remove-rule", this::remove, "enumerate-rules", this::list);
  }

  private Topic.Subscription subscription() {
    return entities.subscription(entity).orElseThrow(() -> Entities.notFound(entity));
  }

  private Answer add(Map<String, Object> body) {
    Map<?, ?> description = (Map<?, ?>) Objects.requireNonNull(body.get("rule-description"));
    if (description.get("sql-rule-action") != null) {
      throw new Refusal(Condition.NOT_IMPLEMENTED, "This peer has no rule actions.");
    }
    subscription().add(new Rule(name(body), filter(description)));
    return Answer.of(Map.of());
  }

  private static RuleFilter filter(Map<?, ?> description) {
    if (description.get("correlation-filter") instanceof Map<?, ?> correlation) {
      return correlation(correlation);
    }
    if (description.get("sql-filter") instanceof Map<?, ?> sql) {
      try {
        return RuleFilter.sql(String.valueOf(sql.get("expression")));
      } catch (IllegalArgumentException unreadable) {
        throw new Refusal(Condition.BAD_ARGUMENT, String.valueOf(unreadable.getMessage()));
      }
    }
    throw new Refusal(Condition.BAD_ARGUMENT, "A rule has a correlation or an SQL filter.");
  }

  private static RuleFilter correlation(Map<?, ?> filter) {
    Map<String, Object> system = new HashMap<>();
    SYSTEM_PROPERTIES.forEach(
        (key, name) -> {
          Object wanted = filter.get(key);
          if (wanted != null) {
            system.put(name, wanted);
          }
        });
    Map<String, Object> own = new HashMap<>();
    if (filter.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((name, value) -> own.put(name.toString(), value));
    }
    return new RuleFilter.Correlation(system, own);
  }

  private Answer remove(Map<String, Object> body) {
    subscription().remove(name(body));
    return Answer.of(Map.of());
  }

  private Answer list(Map<String, Object> body) {
    List<Rule> rules = subscription().rules();
    int skip = Math.min(number(body, "skip", 0), rules.size());
    int end = (int) Math.min((long) skip + number(body, "top", Integer.MAX_VALUE), rules.size());
    List<Object> entries = new ArrayList<>();
    for (Rule rule : rules.subList(skip, end)) {
      entries.add(Map.of("rule-description", DescribedRule.of(rule)));
    }
    Map<String, Object> answer = Map.of("rules", entries);
    return entries.isEmpty() ? Answer.nothing(answer) : Answer.of(answer);
  }

  private static int number(Map<String, Object> body, String name, int otherwise) {
    return body.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  private static String name(Map<String, Object> body) {
    return (String) Objects.requireNonNull(body.get("rule-name"), "rule-name");
  }
}
