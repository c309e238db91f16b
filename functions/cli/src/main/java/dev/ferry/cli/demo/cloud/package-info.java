/**
 * The order system as the demo runs it on a cloud: {@link dev.ferry.cli.demo.cloud.DemoSample}, one
 * for each, in a package of its own below {@code dev.ferry.cli.demo} and with a line in {@code
 * META-INF/services}.
 */
@NullMarked
package dev.ferry.cli.demo.cloud;

import org.jspecify.annotations.NullMarked;
