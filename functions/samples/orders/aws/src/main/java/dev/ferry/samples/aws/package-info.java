/**
 * The orders sample on AWS: its {@link dev.ferry.samples.aws.DynamoLedger ledger} in a DynamoDB
 * table, whose entries are committed together with the completions of their messages.
 */
@NullMarked
package dev.ferry.samples.aws;

import org.jspecify.annotations.NullMarked;
