/** A cloud on this machine, for the commands that run functions on one. */
@NullMarked
package dev.ferry.cli.local;

import org.jspecify.annotations.NullMarked;
