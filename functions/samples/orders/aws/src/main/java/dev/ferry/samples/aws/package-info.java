/**
 * The order system on AWS: {@link dev.ferry.samples.aws.OrdersOnLambda} is the entry class of every
 * function; its {@link dev.ferry.samples.aws.DynamoLedger ledger} is a DynamoDB table, whose
 * entries are committed together with the completions of their messages. The handlers are those of
 * every other host.
 */
@NullMarked
package dev.ferry.samples.aws;

import org.jspecify.annotations.NullMarked;
