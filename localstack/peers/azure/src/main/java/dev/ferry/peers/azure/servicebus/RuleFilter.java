package dev.ferry.peers.azure.servicebus;

import java.util.Map;
import org.apache.qpid.proton.message.Message;
import org.jspecify.annotations.Nullable;

/** Which messages of a topic a rule lets through. */
public sealed interface RuleFilter {
  /** Everything. */
  static RuleFilter all() {
    return new Sql("1=1");
  }

  /** Messages whose application properties have all of these values. */
  static RuleFilter correlation(Map<String, ?> properties) {
    return new Correlation(Map.of(), properties);
  }

  /**
   * Messages for which an SQL expression is true: comparisons, IN, LIKE, IS NULL, EXISTS, AND, OR,
   * NOT over application properties and those of the system ({@code sys.Label}).
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  static RuleFilter sql(String expression) {
    return new Sql(expression);
  }

  /** Whether it lets a message through. */
  boolean passes(Message message);

  /**
   * Equality of properties.
   *
   * @param system those of the message itself, by their names in SQL: {@code Label}, {@code To}
   * @param properties the application's own
   */
  record Correlation(Map<String, ?> system, Map<String, ?> properties) implements RuleFilter {
    /** Copies the maps. */
    public Correlation {
      system = Map.copyOf(system);
      properties = Map.copyOf(properties);
    }

    @Override
    public boolean passes(Message message) {
      return system.entrySet().stream()
              .allMatch(wanted -> equal(wanted, SystemProperties.of(message, wanted.getKey())))
          && properties.entrySet().stream()
              .allMatch(wanted -> equal(wanted, Amqp.properties(message).get(wanted.getKey())));
    }

    private static boolean equal(Map.Entry<String, ?> wanted, @Nullable Object value) {
      return wanted.getValue().equals(value);
    }
  }

  /**
   * An SQL expression.
   *
   * @param expression its text
   * @param condition what it says
   */
  record Sql(String expression, SqlCondition condition) implements RuleFilter {
    Sql(String expression) {
      this(expression, SqlParser.parse(expression));
    }

    @Override
    public boolean passes(Message message) {
      return Boolean.TRUE.equals(condition.test(new SqlProperties(message)));
    }
  }
}
