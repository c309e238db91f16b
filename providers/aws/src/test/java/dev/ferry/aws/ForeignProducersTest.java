package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.messaging.spi.QueueSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What services and programs send that know nothing of Ferry, as the guide has it. */
class ForeignProducersTest {
  private static SqsClient sqs;
  private static SnsClient sns;
  private static Messaging messaging;

  private final String name = "foreign-" + UUID.randomUUID();

  @BeforeAll
  static void open() {
    Endpoint endpoint = Endpoint.find();
    sqs = endpoint.sqsClient();
    sns = endpoint.snsClient();
    messaging = Messaging.builder().provider(SqsProvider.of(sqs, sns)).build();
  }

  @AfterAll
  static void close() {
    messaging.close();
    sns.close();
    sqs.close();
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = ForeignProducersTest.class.getResourceAsStream("/foreign/" + file)) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String queueUrl() {
    messaging.admin("sqs").createQueue(QueueSpec.standard(name));
    return sqs.getQueueUrl(ask -> ask.queueName(name)).queueUrl();
  }

  private Delivery received(String body, SubscriptionOptions options) {
    String url = queueUrl();
    sqs.sendMessage(ask -> ask.queueUrl(url).messageBody(body));
    return receive(Address.parse("sqs:" + name), options);
  }

  private static Delivery receive(Address address, SubscriptionOptions options) {
    try (Subscription subscription = messaging.subscription(address, options)) {
      return subscription.receive(1, Duration.ofSeconds(20)).get(0);
    }
  }

  @Test
  void plainBody_isTheBody_andAttributesOfEveryTypeAreText() {
    String url = queueUrl();
    sqs.sendMessage(
        ask ->
            ask.queueUrl(url)
                .messageBody("{\"order\": 1}")
                .messageAttributes(
                    Map.of(
                        "text",
                            MessageAttributeValue.builder()
                                .dataType("String")
                                .stringValue("a")
                                .build(),
                        "number",
                            MessageAttributeValue.builder()
                                .dataType("Number.int")
                                .stringValue("7")
                                .build(),
                        "bytes",
                            MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1}))
                                .build())));

    Delivery delivery = receive(Address.parse("sqs:" + name), SubscriptionOptions.defaults());

    assertThat(delivery.message().body().utf8()).isEqualTo("{\"order\": 1}");
    assertThat(delivery.message().attributes())
        .isEqualTo(Map.of("text", "a", "number", "7", "bytes", "AAE="));
    assertThat(delivery.message().id()).isEqualTo(delivery.brokerId());
    assertThat(delivery.stableId()).isFalse();
    assertThat(delivery.flaw()).isEmpty();
  }

  @Test
  void eventOfEventBridge_hasItsOwnId() throws IOException {
    Delivery delivery = received(resource("eventbridge.json"), AwsEventIds.eventBridge());

    assertThat(delivery.message().body().utf8()).isEqualTo(resource("eventbridge.json"));
    assertThat(delivery.message().id()).isEqualTo("6a7e8feb-b491-4cf7-a9f1-bf3703467718");
    assertThat(delivery.stableId()).isTrue();
  }

  @Test
  void notificationOfS3_isNamedByWhatHappenedToWhat() throws IOException {
    String again = resource("s3.json").replace("C3D13FE58DE4C810", "another request");
    String other = resource("s3.json").replace("0055AED6DCD90281E5", "0055AED6DCD90281E6");

    String id = received(resource("s3.json"), AwsEventIds.s3()).message().id();

    assertThat(received(again, AwsEventIds.s3()).message().id()).isEqualTo(id);
    assertThat(received(other, AwsEventIds.s3()).message().id()).isNotEqualTo(id);
  }

  @Test
  void testEventOfS3_andBodiesThatAreNoEvents_areForTheHandlerToRefuse() throws IOException {
    Delivery test = received(resource("s3-test.json"), AwsEventIds.s3());
    Delivery text = received("no JSON at all", AwsEventIds.eventBridge());

    assertThat(test.message().body().utf8()).contains("s3:TestEvent");
    assertThat(test.stableId()).isFalse();
    assertThat(text.message().body().utf8()).isEqualTo("no JSON at all");
    assertThat(text.flaw()).isPresent();
  }

  @Test
  void envelopeOfSns_isUnwrapped_whereTheAddressPinsItsTopic() {
    String url = queueUrl();
    String queueArn =
        sqs.getQueueAttributes(
                ask -> ask.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    String topic = sns.createTopic(ask -> ask.name(name)).topicArn();
    sns.subscribe(ask -> ask.topicArn(topic).protocol("sqs").endpoint(queueArn));
    String id = "";
    for (int time = 0; time < 2; time++) {
      id = sns.publish(ask -> ask.topicArn(topic).message("{\"order\": 1}")).messageId();
    }

    Delivery pinned =
        receive(Address.parse("sqs:" + name + "?topic=" + topic), SubscriptionOptions.defaults());
    Delivery other = receive(Address.parse("sqs:" + name), SubscriptionOptions.defaults());

    assertThat(pinned.message().body().utf8()).isEqualTo("{\"order\": 1}");
    assertThat(pinned.stableId()).isTrue();
    assertThat(id).isNotEmpty();
    assertThat(other.message().body().utf8()).contains("TopicArn", topic);
    assertThat(other.stableId()).isFalse();
  }

  @Test
  void equalBodiesOnAQueueThatDeduplicatesByContent_areDifferentMessages() {
    String fifo = name + ".fifo";
    sqs.createQueue(
        ask ->
            ask.queueName(fifo)
                .attributes(
                    Map.of(
                        QueueAttributeName.FIFO_QUEUE, "true",
                        QueueAttributeName.CONTENT_BASED_DEDUPLICATION, "true")));
    String url = sqs.getQueueUrl(ask -> ask.queueName(fifo)).queueUrl();
    sqs.sendMessage(ask -> ask.queueUrl(url).messageBody("same").messageGroupId("g"));

    Delivery delivery = receive(Address.parse("sqs:" + fifo), SubscriptionOptions.defaults());

    assertThat(delivery.message().orderingKey()).isEqualTo("g");
    assertThat(delivery.message().id()).isEqualTo(delivery.brokerId());
    assertThat(delivery.stableId()).isFalse();
  }
}
