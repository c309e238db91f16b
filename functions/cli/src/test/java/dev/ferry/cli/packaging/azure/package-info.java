/** Tests of how function apps are packaged. */
@NullMarked
package dev.ferry.cli.packaging.azure;

import org.jspecify.annotations.NullMarked;
