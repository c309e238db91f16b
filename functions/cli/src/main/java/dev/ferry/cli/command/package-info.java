/** What the commands have in common: how their options choose by name, and how they answer. */
@NullMarked
package dev.ferry.cli.command;

import org.jspecify.annotations.NullMarked;
