package dev.ferry.peers.aws.dynamodb;

import java.util.List;

/** What must hold of an item, or of its absence, which is an item without attributes. Immutable. */
sealed interface Condition {
  boolean holds(Item item) throws DynamoError;

  /** All of them; of none, always. */
  record And(List<Condition> all) implements Condition {
    @Override
    public boolean holds(Item item) throws DynamoError {
      for (Condition each : all) {
        if (!each.holds(item)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One of them. */
  record Or(List<Condition> any) implements Condition {
    @Override
    public boolean holds(Item item) throws DynamoError {
      for (Condition each : any) {
        if (each.holds(item)) {
          return true;
        }
      }
      return false;
    }
  }

  /** Not this one. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Item item) throws DynamoError {
      return !condition.holds(item);
    }
  }

  /** {@code attribute_exists} and its opposite. */
  record Exists(String name, boolean exists) implements Condition {
    @Override
    public boolean holds(Item item) {
      return (item.get(name) != null) == exists;
    }
  }

  /** {@code begins_with}. */
  record BeginsWith(String name, Operand prefix) implements Condition {
    @Override
    public boolean holds(Item item) throws DynamoError {
      Value value = item.get(name);
      Value start = prefix.in(item);
      return value != null && start != null && value.startsWith(start);
    }
  }

  /** Two values compared; false where one is not there, except that it differs from all others. */
  record Comparison(Operand left, String operator, Operand right) implements Condition {
    @Override
    public boolean holds(Item item) throws DynamoError {
      Value a = left.in(item);
      Value b = right.in(item);
      if (a == null || b == null) {
        return operator.equals("<>") && (a != null || b != null);
      }
      if (operator.equals("=") || operator.equals("<>")) {
        return a.equals(b) == operator.equals("=");
      }
      Integer order = a.compare(b);
      return order != null && inOrder(order);
    }

    private boolean inOrder(int order) {
      return switch (operator) {
        case "<" -> order < 0;
        case "<=" -> order <= 0;
        case ">" -> order > 0;
        default -> order >= 0;
      };
    }
  }
}
