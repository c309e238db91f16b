/**
 * What goes wrong while the demo runs, on whatever host. In a function's process {@link
 * dev.ferry.cli.demo.trouble.Trouble} says what, {@link dev.ferry.cli.demo.trouble.TroubledOrders}
 * is the order system in it, and {@link dev.ferry.cli.demo.trouble.Control} tells the demo what
 * happens; the demo kills the process where a crash is due.
 */
@NullMarked
package dev.ferry.cli.demo.trouble;

import org.jspecify.annotations.NullMarked;
