/** The order system on Azure, for the demo. */
@NullMarked
package dev.ferry.cli.demo.azure;

import org.jspecify.annotations.NullMarked;
