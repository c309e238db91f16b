/** Records of messages' lives in a DynamoDB table. */
@NullMarked
package dev.ferry.dynamodb;

import org.jspecify.annotations.NullMarked;
