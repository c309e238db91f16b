/** Tests of DynamoDB for LocalStack. */
@NullMarked
package dev.ferry.localstack.dynamodb;

import org.jspecify.annotations.NullMarked;
