/**
 * DynamoDB Local in the place where LocalStack looks for it.
 *
 * <p>LocalStack starts {@code java -javaagent:ddb-local-loader-0.1.jar -jar DynamoDBLocal.jar -port
 * N ...} and is content with any server that answers there. The jar of this module is put in both
 * places by {@code localstack/up}: its main class is {@link
 * dev.ferry.localstack.dynamodb.LoopbackServer}, which listens on loopback and ends with LocalStack
 * where the original listens everywhere and stays; its agent does nothing.
 */
@NullMarked
package dev.ferry.localstack.dynamodb;

import org.jspecify.annotations.NullMarked;
