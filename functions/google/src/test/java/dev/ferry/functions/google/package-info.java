/** Tests of functions on Google Cloud, behind the real functions framework. */
@NullMarked
package dev.ferry.functions.google;

import org.jspecify.annotations.NullMarked;
