package dev.ferry.functions.aws;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/** Batches that no queue has to be asked for: their receipts settle nothing. */
final class Batches {
  private Batches() {}

  /** Messages whose ids are their bodies; a body may be there twice. */
  static List<Message> of(String... bodies) {
    return IntStream.range(0, bodies.length)
        .mapToObj(place -> message(place, bodies[place]))
        .toList();
  }

  private static Message message(int place, String body) {
    return Message.builder()
        .messageId("sqs-" + place + "-" + Arrays.hashCode(new Object[] {body, place}))
        .receiptHandle("receipt-" + place)
        .body(body)
        .md5OfBody("00000000000000000000000000000000")
        .attributes(
            Map.of(
                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT,
                "1",
                MessageSystemAttributeName.SENT_TIMESTAMP,
                Long.toString(System.currentTimeMillis())))
        .messageAttributes(
            Map.of(
                "id", MessageAttributeValue.builder().dataType("String").stringValue(body).build()))
        .build();
  }
}
