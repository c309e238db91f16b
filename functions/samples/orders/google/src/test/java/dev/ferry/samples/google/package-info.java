/** Tests of the order system on Google Cloud. */
@NullMarked
package dev.ferry.samples.google;

import org.jspecify.annotations.NullMarked;
