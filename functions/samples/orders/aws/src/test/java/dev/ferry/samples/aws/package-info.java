/** Tests of the orders sample on AWS. */
@NullMarked
package dev.ferry.samples.aws;

import org.jspecify.annotations.NullMarked;
