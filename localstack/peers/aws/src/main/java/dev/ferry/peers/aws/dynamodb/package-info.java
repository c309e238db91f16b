/**
 * DynamoDB in this JVM, as far as Ferry's store of records and its sample's ledger ask it: tables
 * with a partition key and perhaps a sort key, conditional writes that tell what is in their way,
 * batches of PartiQL statements, transactions with reasons, queries and scans, by the JSON protocol
 * on loopback.
 *
 * <p>Whatever else a request asks for is refused by name, never ignored. {@link
 * dev.ferry.peers.aws.dynamodb.DynamoServer} listens, {@link
 * dev.ferry.peers.aws.dynamodb.Operations} knows the verbs, and an expression is parsed to a {@link
 * dev.ferry.peers.aws.dynamodb.Condition} or a list of {@link
 * dev.ferry.peers.aws.dynamodb.Change}s. A test compares its answers with those of DynamoDB Local.
 */
@NullMarked
package dev.ferry.peers.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
