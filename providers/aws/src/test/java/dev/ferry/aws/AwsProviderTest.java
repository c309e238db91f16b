package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Body;
import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.Message;
import dev.ferry.messaging.Messaging;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Publisher;
import dev.ferry.messaging.Subscription;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.QueueSpec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the conformance suites do not ask: what is SQS's and SNS's own. */
class AwsProviderTest {
  private static SqsClient sqs;
  private static SnsClient sns;
  private static Messaging messaging;
  private static ChannelAdmin admin;

  private final String name = "own-" + UUID.randomUUID();

  @BeforeAll
  static void open() {
    Endpoint endpoint = Endpoint.find();
    sqs = endpoint.sqsClient();
    sns = endpoint.snsClient();
    messaging =
        Messaging.builder()
            .provider(SqsProvider.of(sqs, sns))
            .provider(SnsProvider.of(sns))
            .build();
    admin = messaging.admin("sqs");
  }

  @BeforeEach
  void skipKnownGap(TestInfo test) {
    String gap = Endpoint.find().knownGaps().get(test.getTestMethod().orElseThrow().getName());
    Assumptions.assumeTrue(gap == null, () -> "known gap: " + gap);
  }

  @AfterAll
  static void close() {
    messaging.close();
    sns.close();
    sqs.close();
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            MessagingException.class, failed -> assertThat(failed.code()).isEqualTo(code));
  }

  private static void publish(Address to, Message message) {
    try (Publisher publisher = messaging.publisher(to.toString())) {
      publisher.publish(message);
    }
  }

  private static List<Delivery> receive(String from, int max) {
    try (Subscription subscription = messaging.subscription(from)) {
      return subscription.receive(max, Duration.ofSeconds(20));
    }
  }

  /** The full name of something of the account that answers here. */
  private static String arn(String service, String name) {
    Address any = admin.createQueue(QueueSpec.standard("any-" + UUID.randomUUID()));
    String url = sqs.getQueueUrl(ask -> ask.queueName(any.name())).queueUrl();
    String arn =
        sqs.getQueueAttributes(
                ask -> ask.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .getOrDefault(QueueAttributeName.QUEUE_ARN, "");
    admin.delete(any);
    return arn.replace(":sqs:", ":" + service + ":").replace(any.name(), name);
  }

  @Test
  void queueByItsArn_isReached_withoutALookUp() {
    publish(admin.createQueue(QueueSpec.standard(name)), Message.of("a"));

    String arn = arn("sqs", name);
    assertThat(receive("sqs:" + arn + "?visibility=30s", 1)).hasSize(1);
    try (Publisher unasked = messaging.publisher("sqs:" + arn + "-none")) {
      assertFails(ErrorCode.NOT_FOUND, () -> unasked.publish(Message.of("a")));
    }
  }

  @Test
  void queueOfAnotherRegion_isRefused() {
    assertFails(
        ErrorCode.INVALID_ARGUMENT,
        () -> messaging.publisher("sqs:arn:aws:sqs:xx-elsewhere-1:000000000000:" + name));
  }

  @Test
  void leases_lastAsTheAddressSays_orElseTheQueue() {
    Address queue =
        admin.createQueue(QueueSpec.standard(name).withAckDeadline(Duration.ofMinutes(3)));
    publish(queue, Message.of("a"));
    publish(queue, Message.of("b"));

    Instant now = Instant.now();
    assertThat(receive(queue.toString(), 1).get(0).ackDeadline())
        .isBetween(now.plusSeconds(179), now.plusSeconds(240));
    assertThat(receive(queue + "?visibility=1h", 1).get(0).ackDeadline())
        .isBetween(now.plusSeconds(3599), now.plusSeconds(3660));
  }

  @Test
  void keyOnAStandardQueue_isATenant_thatHoldsUpNothing() {
    Address queue = admin.createQueue(QueueSpec.standard(name));
    for (String text : List.of("a1", "a2", "a3")) {
      publish(queue, Message.builder(Body.of(text)).orderingKey("a").build());
    }

    try (Subscription subscription = messaging.subscription(queue.toString())) {
      assertThat(subscription.capabilities().ordered()).isFalse();
      for (int unsettled = 0; unsettled < 3; unsettled++) {
        assertThat(subscription.receive(1, Duration.ofSeconds(20)).get(0).message().orderingKey())
            .isEqualTo("a");
      }
    }
  }

  @Test
  void messagesWithoutAKey_onAFifoQueue_holdUpNoOther() {
    Address queue = admin.createQueue(QueueSpec.ordered(name));
    assertThat(queue.name()).isEqualTo(name + ".fifo");
    publish(queue, Message.of("a"));
    publish(queue, Message.of("b"));

    List<Delivery> first = receive(queue.toString(), 1);
    List<Delivery> second = receive(queue.toString(), 1);

    assertThat(first.get(0).message().orderingKey()).isNull();
    assertThat(second.get(0).message().body()).isNotEqualTo(first.get(0).message().body());
  }

  @Test
  void delayOnAFifoQueue_isRefused() {
    Address queue = admin.createQueue(QueueSpec.ordered(name));

    assertFails(
        ErrorCode.INVALID_ARGUMENT,
        () ->
            publish(
                queue,
                Message.builder(Body.of("a"))
                    .orderingKey("k")
                    .delay(Duration.ofSeconds(1))
                    .build()));
  }

  @Test
  void traceContext_isInTheAttributeAndInTheHeaderOfAws() {
    String parent = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";
    Address queue = admin.createQueue(QueueSpec.standard(name));
    publish(queue, Message.builder(Body.of("a")).attribute("traceparent", parent).build());
    String url = sqs.getQueueUrl(ask -> ask.queueName(name)).queueUrl();

    var raw =
        sqs.receiveMessage(
                ask ->
                    ask.queueUrl(url)
                        .waitTimeSeconds(20)
                        .messageAttributeNames("All")
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .get(0);

    assertThat(raw.attributesAsStrings())
        .containsEntry(
            "AWSTraceHeader",
            "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1");
    assertThat(raw.messageAttributes()).containsOnlyKeys("ferry", "traceparent");
  }

  @Test
  void topicThatIsNotThere_isNotFound_andNothingIsReceivedFromOne() {
    assertFails(ErrorCode.NOT_FOUND, () -> messaging.publisher("sns://" + name));
    assertFails(
        ErrorCode.NOT_FOUND,
        () -> publish(Address.parse("sns:" + arn("sns", name)), Message.of("a")));
    assertFails(ErrorCode.UNSUPPORTED, () -> messaging.subscription("sns://" + name));
  }

  @Test
  void queueWithOtherSettings_existsAlready() {
    admin.createQueue(QueueSpec.standard(name));

    assertFails(
        ErrorCode.ALREADY_EXISTS,
        () -> admin.createQueue(QueueSpec.standard(name).withAckDeadline(Duration.ofSeconds(7))));
    assertFails(
        ErrorCode.UNSUPPORTED, () -> admin.createQueue(QueueSpec.standard(name).withPartitions(2)));
    assertFails(
        ErrorCode.UNSUPPORTED,
        () ->
            admin.createQueue(
                QueueSpec.standard(name).withDeduplicationWindow(Duration.ofMinutes(5))));
    assertFails(
        ErrorCode.NOT_FOUND,
        () -> admin.createQueue(QueueSpec.standard(name + "-b").withDeadLetter(3, name + "-none")));
  }

  @Test
  void sdkClientAndSeam_areHandedOut() {
    try (Publisher publisher =
        messaging.publisher(admin.createQueue(QueueSpec.standard(name)).toString())) {
      assertThat(publisher.unwrap(SqsClient.class)).containsSame(sqs);
      assertThat(publisher.unwrap(SqsCalls.class)).isPresent();
      assertThat(publisher.unwrap(SnsClient.class)).isEmpty();
    }
  }

  @Test
  void endpointThatNobodyServes_isUnavailable() {
    try (SqsClient nowhere = Endpoint.sqsClient(URI.create("http://127.0.0.1:1"));
        Messaging lost = Messaging.builder().provider(SqsProvider.of(nowhere)).build()) {
      assertFails(ErrorCode.UNAVAILABLE, () -> lost.publisher("sqs://" + name));
    }
  }

  @Test
  void sameMessageOfAFifoQueue_hasItsGroupAndItsOwnId() {
    Address queue = admin.createQueue(QueueSpec.ordered(name));
    publish(queue, Message.builder(Body.of("a")).id("order-1").orderingKey("VINET").build());
    String url = sqs.getQueueUrl(ask -> ask.queueName(name + ".fifo")).queueUrl();

    Map<String, String> system =
        sqs.receiveMessage(
                ask ->
                    ask.queueUrl(url)
                        .waitTimeSeconds(20)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .get(0)
            .attributesAsStrings();

    assertThat(system).containsEntry("MessageGroupId", "VINET");
    assertThat(system.get("MessageDeduplicationId")).matches("[0-9a-f]{32}");
  }
}
