/** Tests of functions on Azure. */
@NullMarked
package dev.ferry.functions.azure;

import org.jspecify.annotations.NullMarked;
