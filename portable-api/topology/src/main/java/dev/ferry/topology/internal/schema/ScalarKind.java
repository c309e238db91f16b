package dev.ferry.topology.internal.schema;

import dev.ferry.topology.internal.yaml.Problems;
import dev.ferry.topology.internal.yaml.Tree;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value without parts.
 *
 * @param what what it must be, such as {@code a whole number from 1 to 10}
 * @param nextStep what to write instead of something else, a sentence
 * @param parse null if the scalar is something else; throws nothing
 */
record ScalarKind<T>(
    String what,
    String nextStep,
    Map<String, Object> schema,
    Function<Tree.Scalar, @Nullable T> parse)
    implements Kind<T> {

  @Override
  public @Nullable T read(Tree tree, Problems problems) {
    T value = tree instanceof Tree.Scalar scalar ? parse.apply(scalar) : null;
    if (value == null) {
      problems.add(tree.place(), "must be " + what + ", but is " + tree.inWords(), nextStep);
    }
    return value;
  }
}
