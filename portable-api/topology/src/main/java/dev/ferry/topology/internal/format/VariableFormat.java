package dev.ferry.topology.internal.format;

import dev.ferry.topology.Variable;
import dev.ferry.topology.internal.schema.Fields;
import dev.ferry.topology.internal.schema.Key;
import dev.ferry.topology.internal.schema.Kinds;
import dev.ferry.topology.internal.schema.Section;

/** An environment variable: {@code variables.CURRENCY}. */
final class VariableFormat {

  static final Key<String> VALUE =
      Key.optional("value", Kinds.text(1024), "The value itself. 'NAME: value' says the same.");
  static final Key<String> SECRET =
      Key.optional(
          "secret",
          Names.CHANNEL,
          "The name of a secret in the cloud's store that holds the value.");

  static final Section SECTION = Section.of(VALUE, SECRET).withShorthand(VALUE);

  private VariableFormat() {}

  static Variable variable(Fields in) {
    return in.find(SECRET)
        .<Variable>map(Variable.Secret::new)
        .orElseGet(() -> new Variable.Plain(in.find(VALUE).orElse("")));
  }
}
