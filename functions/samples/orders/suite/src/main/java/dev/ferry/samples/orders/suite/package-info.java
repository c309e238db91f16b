/** What the order system's parts are held to on every cloud; tests there extend it. */
@NullMarked
package dev.ferry.samples.orders.suite;

import org.jspecify.annotations.NullMarked;
