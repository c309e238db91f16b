package dev.ferry.peers.aws.dynamodb;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Something in an expression that has a value, given an item. Immutable. */
sealed interface Operand {
  /** The value; null for an attribute that is not there. */
  @Nullable Value in(Item item) throws DynamoError;

  /** A value of the request. */
  record Constant(Value value) implements Operand {
    @Override
    public Value in(Item item) {
      return value;
    }
  }

  /** An attribute of the item. */
  record Attribute(String name) implements Operand {
    @Override
    public @Nullable Value in(Item item) {
      return item.get(name);
    }
  }

  /** {@code if_not_exists(name, otherwise)}. */
  record IfNotExists(String name, Operand otherwise) implements Operand {
    @Override
    public @Nullable Value in(Item item) throws DynamoError {
      Value value = item.get(name);
      return value == null ? otherwise.in(item) : value;
    }
  }

  /** The sum of two numbers. */
  record Sum(Operand left, Operand right) implements Operand {
    @Override
    public Value in(Item item) throws DynamoError {
      return Value.of(number(left, item).add(number(right, item)));
    }

    private static BigDecimal number(Operand operand, Item item) throws DynamoError {
      Value value = operand.in(item);
      if (value == null) {
        throw DynamoError.invalid(
            "The provided expression refers to an attribute that does not exist in the item");
      }
      return value.number();
    }
  }
}
