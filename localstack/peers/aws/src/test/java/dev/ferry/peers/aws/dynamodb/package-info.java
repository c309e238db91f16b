/** Tests of DynamoDB in this JVM: its answers are those of DynamoDB Local. */
@NullMarked
package dev.ferry.peers.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
