/** Tests of the order system on Azure. */
@NullMarked
package dev.ferry.samples.azure;

import org.jspecify.annotations.NullMarked;
