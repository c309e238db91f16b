/** The function that the demo runs on Lambda: the packaged order system, in trouble. */
@NullMarked
package dev.ferry.cli.demo.aws.lambda;

import org.jspecify.annotations.NullMarked;
