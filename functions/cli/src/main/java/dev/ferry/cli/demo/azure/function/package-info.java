/** What the demo's function apps run, in processes of their own. */
@NullMarked
package dev.ferry.cli.demo.azure.function;

import org.jspecify.annotations.NullMarked;
