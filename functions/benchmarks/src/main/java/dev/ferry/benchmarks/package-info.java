/**
 * Benchmarks, compiled by verify and run by hand, on a machine that does nothing else:
 *
 * <pre>
 * functions/benchmarks/run [JMH options]              the batch loop, brokers, stores
 * functions/benchmarks/sqs [ROUNDS [IDLE-SECONDS]]    SQS against loops by hand
 * functions/benchmarks/pubsub [ROUNDS]                Pub/Sub against its client and loops by hand
 * functions/benchmarks/servicebus [ROUNDS]            Service Bus against loops by hand
 * functions/benchmarks/lambda [ROUNDS]                functions on Lambda's runtime, by process
 * </pre>
 *
 * <p>All but the first print each figure beside the bound that it is held to, and exit with 1 when
 * one does not hold.
 *
 * <p>Figures are compared within one run only: machines differ, and so do their days.
 */
@NullMarked
package dev.ferry.benchmarks;

import org.jspecify.annotations.NullMarked;
