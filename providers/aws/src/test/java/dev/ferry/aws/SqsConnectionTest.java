package dev.ferry.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.aws.direct.DirectClient;
import dev.ferry.aws.direct.DirectRoute;
import dev.ferry.aws.direct.Place;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.SendResult;
import dev.ferry.peers.aws.AwsPeer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A function that knows where SQS is opens its client for what is rare, and for nothing else. */
class SqsConnectionTest {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));
  private static final String ARN = "sqs:arn:aws:sqs:" + AwsPeer.REGION + ":000000000000:orders";

  private final AwsPeer peer = AwsPeer.start();
  private final AtomicInteger opened = new AtomicInteger();
  private final SqsConnection connection = told();

  private SqsConnection told() {
    return told(UrlConnectionHttpClient.create());
  }

  private SqsConnection told(SdkHttpClient http) {
    Place place = new Place(AwsPeer.REGION, peer.sqs());
    return SqsConnection.of(
        DirectClient.told("sqs", place, http, route -> opened(http, route), KEYS));
  }

  private SqsClient opened(SdkHttpClient http, DirectRoute route) {
    opened.incrementAndGet();
    return SqsConnection.opened(
        SqsClient.builder()
            .endpointOverride(peer.sqs())
            .region(Region.of(AwsPeer.REGION))
            .credentialsProvider(KEYS),
        http,
        route);
  }

  @AfterEach
  void close() {
    connection.close();
    peer.close();
  }

  private static SqsAddress address(String address) {
    return SqsAddress.of(Address.parse(address));
  }

  private void createQueue() {
    try (SqsConnection other = told()) {
      other.client().createQueue(ask -> ask.queueName("orders"));
    }
    opened.set(0);
  }

  @Test
  void queueByItsArn_needsNoClient_untilSomebodyAsksForIt() {
    createQueue();
    SqsQueue orders = connection.queue(address(ARN));
    List<SqsEntry> entries = List.of(new SqsEntry("text", Map.of(), null, null, 0, null));

    assertThat(orders.calls().send(orders.url(), entries))
        .hasSize(1)
        .allSatisfy(fate -> assertThat(fate).isInstanceOf(SendResult.Sent.class));
    assertThat(orders.unwrap(SqsCalls.class)).isPresent();
    assertThat(opened).hasValue(0);

    assertThat(orders.unwrap(SqsClient.class)).isPresent();
    assertThat(opened).hasValue(1);
  }

  @Test
  void whatIsAskedForInTheWidestSense_isTheClient() {
    SqsQueue orders = connection.queue(address(ARN));

    assertThat(orders.unwrap(Object.class)).containsInstanceOf(SqsClient.class);
    assertThat(orders.unwrap(AutoCloseable.class)).containsInstanceOf(SqsClient.class);
    assertThat(orders.unwrap(String.class)).isEmpty();
  }

  /** Of the user's own, who asks for it by its own type. */
  private record Wrapping(SqsClient client) implements SqsClient {
    @Override
    public String serviceName() {
      return client.serviceName();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  @Test
  void clientThatSomebodyElseKeeps_isGivenByItsOwnType() {
    try (Wrapping theirs = new Wrapping(connection.client())) {
      SqsConnection kept = SqsConnection.kept(theirs, SqsCalls.of(theirs));
      SqsQueue orders = new SqsQueue("orders", "url", kept);

      assertThat(orders.unwrap(Wrapping.class)).containsSame(theirs);
      assertThat(orders.unwrap(SqsClient.class)).containsSame(theirs);
      assertThat(orders.unwrap(Object.class)).containsSame(theirs);
      assertThat(orders.unwrap(SqsCalls.class)).containsSame(orders.calls());
    }
  }

  @Test
  void queueByItsName_isLookedUpByTheClient_andIsTheSame() {
    createQueue();

    assertThat(connection.queue(address("sqs:orders")).url())
        .isEqualTo(connection.queue(address(ARN)).url());
    assertThat(opened).hasValue(1);
  }

  @Test
  void queueOfAnotherRegion_isRefused() {
    assertThatThrownBy(
            () -> connection.queue(address("sqs:arn:aws:sqs:xx-elsewhere-1:000000000000:orders")))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("xx-elsewhere-1");
  }

  @Test
  void refusal_isTheClientsToTell() {
    SqsQueue missing = connection.queue(address(ARN));
    List<SqsEntry> entries = List.of(new SqsEntry("text", Map.of(), null, null, 0, null));

    assertThatThrownBy(() -> missing.calls().send(missing.url(), entries))
        .isInstanceOfSatisfying(
            MessagingException.class,
            failed -> assertThat(failed.code()).isEqualTo(ErrorCode.NOT_FOUND));
    assertThat(opened).hasValue(1);
  }

  /** Lets no request reach anybody, as a connection that breaks. */
  private record Breaking(AtomicInteger asked) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          asked.incrementAndGet();
          throw new IOException("broken");
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }

  /** As ADR 0026 says: once past the client, and as often as the SDK's default is. */
  @Test
  void publishThatNobodyAnswers_isSentFiveTimes() {
    AtomicInteger asked = new AtomicInteger();
    List<SqsEntry> entries = List.of(new SqsEntry("text", Map.of(), null, null, 0, null));
    try (SqsConnection broken = told(new Breaking(asked))) {
      SqsQueue orders = broken.queue(address(ARN));

      assertThatThrownBy(() -> orders.calls().send(orders.url(), entries))
          .isInstanceOfSatisfying(
              MessagingException.class,
              failed -> assertThat(failed.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }

    assertThat(asked).hasValue(5);
  }

  /** Notes where requests go, and lets none out. */
  private record Noting(List<SdkHttpRequest> sent) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      sent.add(request.httpRequest());
      throw new IllegalStateException("nothing leaves this test");
    }

    @Override
    public void close() {}
  }

  static Stream<Region> regions() {
    return Region.regions().stream().filter(region -> !region.isGlobalRegion());
  }

  @ParameterizedTest
  @MethodSource("regions")
  void serverOfARegion_isWhereTheClientSends_andSignedForThatRegion(Region region) {
    List<SdkHttpRequest> sent = new CopyOnWriteArrayList<>();
    try (SqsClient client =
        SqsClient.builder()
            .region(region)
            .credentialsProvider(KEYS)
            .httpClient(new Noting(sent))
            .overrideConfiguration(settings -> settings.retryStrategy(no -> no.maxAttempts(1)))
            .build()) {
      assertThatThrownBy(client::listQueues).hasStackTraceContaining("nothing leaves this test");
    }

    SdkHttpRequest request = sent.get(0);
    URI server = SqsConnection.server(region.id());
    assertThat(server.resolve("/")).isEqualTo(request.getUri().resolve("/"));
    assertThat(request.firstMatchingHeader("Authorization").orElseThrow())
        .contains("/" + region.id() + "/sqs/aws4_request");
  }
}
