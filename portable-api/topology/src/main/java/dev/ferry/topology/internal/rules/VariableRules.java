package dev.ferry.topology.internal.rules;

import dev.ferry.topology.Topology;
import dev.ferry.topology.Variable;

/** A variable has one value. */
final class VariableRules {

  /** A value that is said is not empty. */
  private static final Variable EMPTY = new Variable.Plain("");

  private VariableRules() {}

  static void check(Topology topology, Report report) {
    topology.variables().forEach((name, variable) -> check(name, variable, report));
  }

  private static void check(String name, Variable variable, Report report) {
    String path = "variables." + name;
    if (report.says(path + ".value") && report.says(path + ".secret")) {
      report.refuse(path, "has both a value and a secret", "Keep one.");
    } else if (variable.equals(EMPTY) && report.sound(path)) {
      report.refuse(path, "has neither a value nor a secret", "Add 'secret: NAME' or a value.");
    }
  }
}
