package dev.ferry.peers.azure.servicebus;

import java.util.ArrayList;
import java.util.List;
import org.apache.qpid.proton.amqp.DescribedType;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.jspecify.annotations.Nullable;

/** A rule as the wire describes it in a list of rules. */
final class DescribedRule {
  private static final List<String> CORRELATED =
      List.of(
          "CorrelationId",
          "MessageId",
          "To",
          "ReplyTo",
          "Label",
          "SessionId",
          "ReplyToSessionId",
          "ContentType");
  private static final int SQL_VERSION = 20;
  private static final long RULE = 0x13700000004L;
  private static final long NO_ACTION = 0x13700000005L;
  private static final long SQL_FILTER = 0x1370000006L;
  private static final long CORRELATION_FILTER = 0x1370000009L;

  private DescribedRule() {}

  static DescribedType of(Rule rule) {
    List<@Nullable Object> fields = new ArrayList<>();
    fields.add(filter(rule.filter()));
    fields.add(new Described(NO_ACTION, List.of()));
    fields.add(rule.name());
    return new Described(RULE, fields);
  }

  private static DescribedType filter(RuleFilter filter) {
    if (filter instanceof RuleFilter.Sql sql) {
      return new Described(SQL_FILTER, List.of(sql.expression(), SQL_VERSION));
    }
    RuleFilter.Correlation correlation = (RuleFilter.Correlation) filter;
    List<@Nullable Object> fields = new ArrayList<>();
    CORRELATED.forEach(name -> fields.add(correlation.system().get(name)));
    fields.add(correlation.properties());
    return new Described(CORRELATION_FILTER, fields);
  }

  private record Described(long code, List<?> fields) implements DescribedType {
    @Override
    public Object getDescriptor() {
      return UnsignedLong.valueOf(code);
    }

    @Override
    public Object getDescribed() {
      return fields;
    }
  }
}
