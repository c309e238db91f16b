/**
 * SQS queues and SNS topics as messaging providers.
 *
 * <p>{@link dev.ferry.aws.SqsProvider} opens {@code sqs:} addresses, {@link
 * dev.ferry.aws.SnsProvider} {@code sns:} ones; both are found by ServiceLoader and go by the SDK's
 * own configuration, or use clients that are handed over:
 *
 * <pre>{@code
 * Messaging messaging = Messaging.builder().provider(SqsProvider.of(client)).build();
 * Subscription orders = messaging.subscription("sqs://orders?visibility=2m");
 * }</pre>
 *
 * <p>Behind them, {@link dev.ferry.aws.SqsCalls} is what every message costs, apart from the SDK,
 * and {@link dev.ferry.aws.SqsReader} what a raw message means, for a receive and for a function's
 * event alike. What AWS says when something fails gets Ferry's words in one class, {@code
 * AwsErrors}; the numbers are in {@code SqsLimits}, each beside the page it is from.
 */
@NullMarked
package dev.ferry.aws;

import org.jspecify.annotations.NullMarked;
