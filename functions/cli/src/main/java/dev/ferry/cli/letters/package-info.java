/**
 * {@code ferry dead-letters}: looks into queues of dead letters, of whatever broker there is a
 * provider for, sends letters back or parks them.
 */
@NullMarked
package dev.ferry.cli.letters;

import org.jspecify.annotations.NullMarked;
