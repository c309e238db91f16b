package dev.ferry.cli.command;

/** Something that an option names. */
public interface Named {
  /** As the command line spells it: lower case. */
  String name();
}
