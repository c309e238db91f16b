/** The function that the demo runs on Google Cloud: the packaged order system, in trouble. */
@NullMarked
package dev.ferry.cli.demo.google.function;

import org.jspecify.annotations.NullMarked;
