/** Lambda functions on SQS and SNS. */
@NullMarked
package dev.ferry.functions.aws;

import org.jspecify.annotations.NullMarked;
