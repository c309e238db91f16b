/** How a function on Google Cloud is packaged. */
@NullMarked
package dev.ferry.cli.packaging.google;

import org.jspecify.annotations.NullMarked;
