/** Tests of the store on DynamoDB, on servers in this JVM and on any endpoint. */
@NullMarked
package dev.ferry.dynamodb;

import org.jspecify.annotations.NullMarked;
