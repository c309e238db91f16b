package dev.ferry.aws;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.ferry.aws.direct.DirectRequests;
import dev.ferry.aws.direct.DirectRoute;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.peers.aws.AwsPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The calls past the client do what its own do, and leave to it what they do not understand. */
class DirectSqsCallsTest {
  private static final String TEXT = "größer \"1\"\n\uD83D\uDE00";
  private static final String TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1";

  private final AwsPeer peer = AwsPeer.start();
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final List<String> byClient = new CopyOnWriteArrayList<>();
  private final DirectRoute route = new DirectRoute(1);
  private final SqsClient client =
      SqsClient.builder()
          .endpointOverride(peer.sqs())
          .region(Region.of(AwsPeer.REGION))
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
          .httpClient(http)
          .overrideConfiguration(
              settings ->
                  settings
                      .addExecutionInterceptor(route)
                      .addExecutionInterceptor(new Noting(byClient)))
          .build();
  private final SqsCalls sdk = SqsCalls.of(client);
  private final SqsCalls direct =
      SqsCalls.direct(new DirectRequests(route, http, client.serviceClientConfiguration()), client);
  private String queue = "";
  private String fifo = "";

  /** Notes what the client sends. */
  private record Noting(List<String> sent) implements ExecutionInterceptor {
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes unused) {
      sent.add(context.request().getClass().getSimpleName().replaceFirst("Request$", ""));
    }
  }

  @BeforeEach
  void makeQueues() {
    queue = client.createQueue(ask -> ask.queueName("orders")).queueUrl();
    fifo =
        client
            .createQueue(
                ask ->
                    ask.queueName("orders.fifo")
                        .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")))
            .queueUrl();
    byClient.clear();
  }

  @AfterEach
  void close() {
    client.close();
    http.close();
    peer.close();
  }

  private static SqsEntry entry(@Nullable String group, @Nullable String id) {
    return new SqsEntry(TEXT, Map.of("ferry", "v=1", "ключ", TEXT), group, id, 0, TRACE);
  }

  private static SqsReceive ask(String queueUrl, int visibilitySeconds) {
    return new SqsReceive(queueUrl, 10, 5, visibilitySeconds, null);
  }

  /** What does not differ from one receive to the next. */
  private static SqsRecord comparable(SqsRecord record) {
    Map<String, String> system = new TreeMap<>(record.systemAttributes());
    system.remove("ApproximateReceiveCount");
    return new SqsRecord(record.messageId(), "", record.body(), system, record.attributes());
  }

  @Test
  void allFourCalls_goPastTheClient() {
    assertThat(direct.send(queue, List.of(entry(null, null), entry(null, null))))
        .hasSize(2)
        .allSatisfy(fate -> assertThat(fate).isInstanceOf(SendResult.Sent.class));
    List<SqsRecord> received = new ArrayList<>(direct.receive(ask(queue, 30)));
    String handle = received.get(0).receiptHandle();
    assertThat(direct.changeVisibility(queue, List.of(new SqsVisibility(handle, 60))))
        .containsExactly((MessagingException) null);
    assertThat(direct.delete(queue, List.of(handle))).containsExactly((MessagingException) null);

    assertThat(byClient).isEmpty();
  }

  @Test
  void messageOfEither_isTheSameToBoth() {
    sdk.send(queue, List.of(entry(null, null)));
    SqsRecord sentBySdk = sdk.receive(ask(queue, 0)).get(0);
    assertThat(comparable(direct.receive(ask(queue, 30)).get(0))).isEqualTo(comparable(sentBySdk));
    client.purgeQueue(purge -> purge.queueUrl(queue));

    direct.send(queue, List.of(entry(null, null)));
    SqsRecord sentDirectly = sdk.receive(ask(queue, 0)).get(0);
    assertThat(comparable(direct.receive(ask(queue, 30)).get(0)))
        .isEqualTo(comparable(sentDirectly));
    assertThat(sentDirectly.body()).isEqualTo(TEXT);
    assertThat(sentDirectly.attributes()).isEqualTo(sentBySdk.attributes());
    assertThat(sentDirectly.systemAttributes().keySet())
        .isEqualTo(sentBySdk.systemAttributes().keySet());
  }

  @Test
  void bytesAndNumbersOfForeignProducers_areReadAsTheClientReadsThem() {
    client.sendMessage(
        ask ->
            ask.queueUrl(queue)
                .messageBody("x")
                .messageAttributes(
                    Map.of(
                        "bytes",
                        MessageAttributeValue.builder()
                            .dataType("Binary.png")
                            .binaryValue(SdkBytes.fromByteArray(new byte[] {0, (byte) 0xff}))
                            .build(),
                        "number",
                        MessageAttributeValue.builder()
                            .dataType("Number")
                            .stringValue("1.5")
                            .build())));
    SqsRecord bySdk = sdk.receive(ask(queue, 0)).get(0);

    assertThat(direct.receive(ask(queue, 30)).get(0).attributes())
        .isEqualTo(bySdk.attributes())
        .containsEntry("bytes", "AP8=")
        .containsEntry("number", "1.5");
  }

  @Test
  void groupAndDeduplicationId_arrive() {
    direct.send(fifo, List.of(entry("A", "1"), entry("A", "1"), entry("A", "2")));

    assertThat(direct.receive(ask(fifo, 30)))
        .extracting(
            record -> record.systemAttributes().get("MessageGroupId"),
            record -> record.systemAttributes().get("MessageDeduplicationId"))
        .containsExactly(tuple("A", "1"), tuple("A", "2"));
    assertThat(byClient).isEmpty();
  }

  @Test
  void delayedMessage_isNotThereYet() {
    direct.send(queue, List.of(new SqsEntry("later", Map.of(), null, null, 900, null)));

    assertThat(direct.receive(new SqsReceive(queue, 10, 0, 30, null))).isEmpty();
  }

  @Test
  void entryThatFails_saysWhy_asFromTheClient() {
    direct.send(queue, List.of(entry(null, null)));
    String right = direct.receive(ask(queue, 30)).get(0).receiptHandle();
    List<String> handles = List.of("wrong", right);

    List<@Nullable MessagingException> failures = direct.delete(queue, handles);
    assertThat(requireNonNull(failures.get(0)))
        .hasMessage(requireNonNull(sdk.delete(queue, List.of("wrong")).get(0)).getMessage());
    assertThat(failures.get(1)).isNull();
  }

  @Test
  void queueThatIsMissing_isTheClientsToTell() {
    String missing = queue + "-missing";

    assertThatThrownBy(() -> direct.send(missing, List.of(entry(null, null))))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(byClient).containsExactly("SendMessageBatch");
  }
}
