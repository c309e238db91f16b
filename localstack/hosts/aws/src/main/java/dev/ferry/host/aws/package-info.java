/**
 * Lambda on one machine: functions as processes on the real runtime interface client, fed from SQS
 * by what an event source mapping does.
 *
 * <pre>{@code
 * try (FunctionPool function = new FunctionPool(spec, 4, log);
 *     QueueMapping mapping = new QueueMapping(sqs, MappingSpec.of(url, arn), function)) {
 *   mapping.start();
 *   ...
 * }
 * }</pre>
 *
 * <p>{@link dev.ferry.host.aws.FunctionSpec} is what Lambda is told of a function. An {@link
 * dev.ferry.host.aws.ExecutionEnvironment} is one process with a Runtime API of its own; a {@link
 * dev.ferry.host.aws.FunctionPool} keeps warm ones and starts more up to a limit. {@link
 * dev.ferry.host.aws.QueueMapping} receives, invokes, and deletes what the {@link
 * dev.ferry.host.aws.BatchResponse} says was handled. Everything listens on loopback only.
 */
@NullMarked
package dev.ferry.host.aws;

import org.jspecify.annotations.NullMarked;
