package dev.ferry.benchmarks.lambda;

import dev.ferry.messaging.Body;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events of a queue of SQS as Lambda sends them, each message a new order that Ferry published. */
final class Events {
  private Events() {}

  static Body of(int messages) {
    return Body.of(
        Stream.generate(Events::message)
            .limit(messages)
            .collect(Collectors.joining(",", "{\"Records\":[", "]}")));
  }

  private static String message() {
    String id = UUID.randomUUID().toString();
    String order =
        """
        {"orderId":"%s","customerId":"ALFKI","customer":"Alfreds Futterkiste","currency":"USD",\
        "amountCents":81450,"items":[{"sku":"11","name":"Queso Cabrales","quantity":12,"unitPrice":"14.00",\
        "discount":"0.0"}]}"""
            .formatted(id);
    long now = System.currentTimeMillis();
    return """
        {"messageId":"%s","receiptHandle":"r","body":"%s","attributes":{\
        "ApproximateReceiveCount":"1","SentTimestamp":"%d","SenderId":"x",\
        "ApproximateFirstReceiveTimestamp":"%d"},"messageAttributes":{"ferry":{"stringValue":"v=1&id=%s",\
        "stringListValues":[],"binaryListValues":[],"dataType":"String"}},"md5OfBody":"x",\
        "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:audit-orders",\
        "awsRegion":"us-east-1"}"""
        .formatted(id, order.replace("\"", "\\\""), now, now, id);
  }
}
