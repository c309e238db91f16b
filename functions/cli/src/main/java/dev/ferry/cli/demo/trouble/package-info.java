/** What goes wrong in handlers while the demo runs, on whatever host. */
@NullMarked
package dev.ferry.cli.demo.trouble;

import org.jspecify.annotations.NullMarked;
