/** SQS queues and SNS topics as a messaging provider. */
@NullMarked
package dev.ferry.aws;

import org.jspecify.annotations.NullMarked;
