/** Tests of the provider for SQS and SNS. */
@NullMarked
package dev.ferry.aws;

import org.jspecify.annotations.NullMarked;
