/**
 * Clouds as they are on one machine: {@link dev.ferry.cli.cloud.Cloud} is what {@code --on} of
 * {@code ferry run} and {@code ferry demo} names, {@link dev.ferry.cli.cloud.Place} one of them
 * while a command lasts, {@link dev.ferry.cli.cloud.Functions} what is deployed there.
 *
 * <p>Each has a package of its own below, and a line in {@code META-INF/services}.
 */
@NullMarked
package dev.ferry.cli.cloud;

import org.jspecify.annotations.NullMarked;
