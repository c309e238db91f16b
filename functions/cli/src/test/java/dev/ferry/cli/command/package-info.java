/** Tests of what the commands have in common. */
@NullMarked
package dev.ferry.cli.command;

import org.jspecify.annotations.NullMarked;
