package dev.ferry.peers.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the SDK's own clients get of the peer. */
class AwsPeerTest {
  private static AwsPeer aws;
  private static SqsClient sqs;
  private static SnsClient sns;

  private final String name = "t-" + UUID.randomUUID();

  @BeforeAll
  static void start() {
    aws = AwsPeer.start();
    StaticCredentialsProvider keys =
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
    sqs =
        SqsClient.builder()
            .endpointOverride(aws.sqs())
            .region(Region.of(AwsPeer.REGION))
            .credentialsProvider(keys)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
    sns =
        SnsClient.builder()
            .endpointOverride(aws.sns())
            .region(Region.of(AwsPeer.REGION))
            .credentialsProvider(keys)
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterAll
  static void stop() {
    sns.close();
    sqs.close();
    aws.close();
  }

  private static String queueArn(String queue) {
    return "arn:aws:sqs:us-east-1:000000000000:" + queue;
  }

  private static String queue(String queue) {
    return sqs.createQueue(
            b ->
                b.queueName(queue)
                    .attributes(
                        queue.endsWith(".fifo")
                            ? Map.of(QueueAttributeName.FIFO_QUEUE, "true")
                            : Map.of()))
        .queueUrl();
  }

  private static String subscribed(String topicArn, String queue, Map<String, String> settings) {
    String url = queue(queue);
    sns.subscribe(
        b -> b.topicArn(topicArn).protocol("sqs").endpoint(queueArn(queue)).attributes(settings));
    return url;
  }

  private static List<Message> received(String queueUrl) {
    return sqs.receiveMessage(
            b ->
                b.queueUrl(queueUrl)
                    .maxNumberOfMessages(10)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
        .messages();
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SnsException.class,
            refused -> assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  @Test
  void rawDelivery_bringsTextAndAttributesOfEveryType() {
    String topic = sns.createTopic(b -> b.name(name)).topicArn();
    String queue = subscribed(topic, name, Map.of("RawMessageDelivery", "true"));

    sns.publish(
        b ->
            b.topicArn(topic)
                .message("<Grüße> & \"😀\"")
                .messageAttributes(
                    Map.of(
                        "text", attribute("String", "a&b"),
                        "number", attribute("Number", "7"),
                        "bytes",
                            MessageAttributeValue.builder()
                                .dataType("Binary")
                                .binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1}))
                                .build())));

    Message message = received(queue).get(0);
    assertThat(message.body()).isEqualTo("<Grüße> & \"😀\"");
    assertThat(message.messageAttributes())
        .containsEntry("text", queued("String").stringValue("a&b").build())
        .containsEntry("number", queued("Number").stringValue("7").build())
        .containsEntry(
            "bytes",
            queued("Binary").binaryValue(SdkBytes.fromByteArray(new byte[] {0, 1})).build());
  }

  private static software.amazon.awssdk.services.sqs.model.MessageAttributeValue.Builder queued(
      String type) {
    return software.amazon.awssdk.services.sqs.model.MessageAttributeValue.builder().dataType(type);
  }

  private static MessageAttributeValue attribute(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  @Test
  void deliveryThatIsNotRaw_wrapsTheMessage() {
    String topic = sns.createTopic(b -> b.name(name)).topicArn();
    String queue = subscribed(topic, name, Map.of());

    String id =
        sns.publish(
                b ->
                    b.topicArn(topic)
                        .message("{\"a\":1}")
                        .subject("s")
                        .messageAttributes(Map.of("kind", attribute("String", "order"))))
            .messageId();

    Message message = received(queue).get(0);
    assertThat(message.hasMessageAttributes()).isFalse();
    assertThat(message.body())
        .contains("\"Type\":\"Notification\"")
        .contains("\"MessageId\":\"" + id + "\"")
        .contains("\"TopicArn\":\"" + topic + "\"")
        .contains("\"Subject\":\"s\"")
        .contains("\"Message\":\"{\\\"a\\\":1}\"")
        .contains("\"kind\":{\"Type\":\"String\",\"Value\":\"order\"}");
  }

  @Test
  void filterPolicy_isHeldTo_andMayBeChanged() {
    String topic = sns.createTopic(b -> b.name(name)).topicArn();
    String queue =
        subscribed(
            topic,
            name,
            Map.of("RawMessageDelivery", "true", "FilterPolicy", "{\"kind\": [\"paid\"]}"));
    PublishRequest placed =
        PublishRequest.builder()
            .topicArn(topic)
            .message("placed")
            .messageAttributes(Map.of("kind", attribute("String", "placed")))
            .build();

    sns.publish(placed);
    assertThat(received(queue)).isEmpty();
    String subscription =
        sns.listSubscriptionsByTopic(b -> b.topicArn(topic))
            .subscriptions()
            .get(0)
            .subscriptionArn();
    sns.setSubscriptionAttributes(
        b ->
            b.subscriptionArn(subscription)
                .attributeName("FilterPolicy")
                .attributeValue("{\"kind\": [\"placed\"]}"));
    sns.publish(placed);

    assertThat(received(queue)).extracting(Message::body).containsExactly("placed");
    assertThat(sns.getSubscriptionAttributes(b -> b.subscriptionArn(subscription)).attributes())
        .containsEntry("FilterPolicy", "{\"kind\": [\"placed\"]}")
        .containsEntry("RawMessageDelivery", "true");
  }

  @Test
  void fifoTopic_keepsGroupsAndForgetsRepetitions() {
    String topic =
        sns.createTopic(b -> b.name(name + ".fifo").attributes(Map.of("FifoTopic", "true")))
            .topicArn();
    String queue = subscribed(topic, name + ".fifo", Map.of("RawMessageDelivery", "true"));
    for (String id : List.of("1", "2", "2", "3")) {
      sns.publish(
          b -> b.topicArn(topic).message(id).messageGroupId("g").messageDeduplicationId(id));
    }

    List<Message> messages = received(queue);
    assertThat(messages).extracting(Message::body).containsExactly("1", "2", "3");
    assertThat(messages.get(0).attributesAsStrings())
        .containsEntry("MessageGroupId", "g")
        .containsEntry("MessageDeduplicationId", "1");
    assertRefused(
        "InvalidParameter", () -> sns.publish(b -> b.topicArn(topic).message("no group")));
  }

  @Test
  void publishBatch_tellsTheFateOfEach() {
    String topic = sns.createTopic(b -> b.name(name)).topicArn();
    String queue = subscribed(topic, name, Map.of("RawMessageDelivery", "true"));

    PublishBatchResponse answer =
        sns.publishBatch(
            b ->
                b.topicArn(topic)
                    .publishBatchRequestEntries(entry("a", "a"), entry("b", ""), entry("c", "c")));

    assertThat(answer.successful()).extracting(one -> one.id()).containsExactly("a", "c");
    assertThat(answer.failed()).extracting(one -> one.id()).containsExactly("b");
    assertThat(received(queue)).extracting(Message::body).containsExactlyInAnyOrder("a", "c");
    assertRefused(
        "BatchEntryIdsNotDistinct",
        () ->
            sns.publishBatch(
                b ->
                    b.topicArn(topic)
                        .publishBatchRequestEntries(entry("a", "a"), entry("a", "b"))));
  }

  private static PublishBatchRequestEntry entry(String id, String message) {
    return PublishBatchRequestEntry.builder().id(id).message(message).build();
  }

  @Test
  void messageTooLong_isRefused() {
    String topic = sns.createTopic(b -> b.name(name)).topicArn();

    sns.publish(b -> b.topicArn(topic).message("x".repeat(262_144)));
    assertRefused(
        "InvalidParameter", () -> sns.publish(b -> b.topicArn(topic).message("x".repeat(262_145))));
  }

  @Test
  void whatIsNotThere_isNotFound() {
    String missing = "arn:aws:sns:us-east-1:000000000000:" + name;

    assertRefused("NotFound", () -> sns.publish(b -> b.topicArn(missing).message("a")));
    assertRefused("NotFound", () -> sns.getTopicAttributes(b -> b.topicArn(missing)));
    sns.deleteTopic(b -> b.topicArn(missing));
  }

  @Test
  void topic_isMadeOnce_listed_andDeleted() {
    String topic = sns.createTopic(b -> b.name(name)).topicArn();
    String queue = subscribed(topic, name, Map.of("RawMessageDelivery", "true"));
    String again = sns.createTopic(b -> b.name(name)).topicArn();

    assertThat(again).isEqualTo(topic);
    assertThat(sns.listTopicsPaginator().topics()).anyMatch(one -> topic.equals(one.topicArn()));
    assertThat(sns.getTopicAttributes(b -> b.topicArn(topic)).attributes())
        .containsEntry("SubscriptionsConfirmed", "1");
    sns.publish(b -> b.topicArn(topic).message("kept"));
    String subscription =
        sns.listSubscriptionsByTopic(b -> b.topicArn(topic))
            .subscriptions()
            .get(0)
            .subscriptionArn();
    sns.unsubscribe(b -> b.subscriptionArn(subscription));
    sns.publish(b -> b.topicArn(topic).message("lost"));
    assertThat(received(queue)).extracting(Message::body).containsExactly("kept");
    sns.deleteTopic(b -> b.topicArn(topic));
    assertRefused("NotFound", () -> sns.publish(b -> b.topicArn(topic).message("a")));
  }

  @Test
  void peers_listenOnLoopbackOnly() throws Exception {
    for (URI endpoint : List.of(aws.sqs(), aws.sns())) {
      assertThat(InetAddress.getByName(endpoint.getHost()).isLoopbackAddress()).isTrue();
      for (NetworkInterface card :
          NetworkInterface.networkInterfaces().filter(one -> !isLoopback(one)).toList()) {
        for (InetAddress address : card.inetAddresses().toList()) {
          if (address instanceof Inet4Address) {
            assertThatThrownBy(() -> connect(address, endpoint.getPort()))
                .isInstanceOf(IOException.class);
          }
        }
      }
    }
  }

  private static boolean isLoopback(NetworkInterface card) {
    return card.inetAddresses().allMatch(InetAddress::isLoopbackAddress);
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
    }
  }
}
