package dev.ferry.aws.direct;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * What goes past a client goes where the client's requests go, signed as they are, or not at all.
 */
class DirectRequestsTest {
  private static final String SECRET = "secret";
  private static final String TARGET = "DynamoDB_20120810.ListTables";
  private static final String BODY = "{\"Limit\":3,\"ExclusiveStartTableName\":\"größer\"}";

  private final AtomicLong nanoTime = new AtomicLong();
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final DirectRoute route = new DirectRoute(2);
  private Service service;
  private DynamoDbClient client;
  private DirectRequests requests;

  @BeforeEach
  void open() throws IOException {
    service = new Service();
    client =
        DynamoDbClient.builder()
            .endpointOverride(service.endpoint())
            .region(Region.EU_CENTRAL_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsSessionCredentials.create("key", SECRET, "session")))
            .httpClient(http)
            .overrideConfiguration(
                settings ->
                    settings
                        .addExecutionInterceptor(route)
                        .retryStrategy(retry -> retry.maxAttempts(1)))
            .build();
    requests = past(http);
  }

  private DirectRequests past(SdkHttpClient transport) {
    return new DirectRequests(
        route, transport, client.serviceClientConfiguration().credentialsProvider(), nanoTime::get);
  }

  @AfterEach
  void close() {
    client.close();
    http.close();
    service.close();
  }

  private @Nullable DirectAnswer send() {
    return requests.send(TARGET, () -> BODY.getBytes(StandardCharsets.UTF_8));
  }

  private void learn() {
    client.listTables();
    client.listTables();
  }

  private Service.Asked last() {
    return service.asked().get(service.asked().size() - 1);
  }

  @Test
  void nothingIsSent_untilAsManyRequestsSucceededAsWereAskedFor() {
    assertThat(send()).isNull();
    service.next(500, "{}");
    assertThatThrownBy(client::listTables).isInstanceOf(RuntimeException.class);
    client.listTables();
    assertThat(send()).isNull();
    assertThat(service.asked()).hasSize(2);

    client.listTables();
    assertThat(requireNonNull(send()).succeeded()).isTrue();
  }

  @Test
  void answerIsGivenAsItCame() {
    learn();
    service.next(200, "{\"TableNames\":[\"größer\"]}");

    assertThat(new String(requireNonNull(send()).body(), StandardCharsets.UTF_8))
        .isEqualTo("{\"TableNames\":[\"größer\"]}");
    assertThat(last().body()).isEqualTo(BODY);
  }

  @Test
  void requestIsSigned_asTheClientSignsItsOwn() throws GeneralSecurityException {
    learn();
    Service.Asked byClient = last();
    send();
    Service.Asked direct = last();

    assertThat(SignatureOf.isRight(byClient, SECRET)).isTrue();
    assertThat(SignatureOf.isRight(direct, SECRET)).isTrue();
    assertThat(SignatureOf.isRight(direct, "another secret")).isFalse();
    assertThat(scope(direct)).isEqualTo(scope(byClient)).contains("/eu-central-1/dynamodb/");
    assertThat(direct.header("x-amz-security-token")).isEqualTo("session");
  }

  private static String scope(Service.Asked request) {
    return request.header("authorization").replaceFirst(",.*", "");
  }

  @Test
  void requestSaysWhatTheClientSays_butWhichInvocationItIs() {
    learn();
    Set<String> byClient = new TreeSet<>(last().headers().keySet());
    String agent = last().header("user-agent");
    send();

    byClient.removeIf(name -> name.startsWith("amz-sdk-"));
    assertThat(last().headers().keySet()).isEqualTo(byClient);
    assertThat(last().header("user-agent")).isEqualTo(agent);
    assertThat(last().header("x-amz-target")).isEqualTo(TARGET);
  }

  @Test
  void refusal_isGiven_andTheClientRestsNot() {
    learn();
    service.next(400, "{\"__type\":\"ConditionalCheckFailedException\"}");

    assertThat(requireNonNull(send()).succeeded()).isFalse();
    assertThat(send()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 403, 413, 500, 503})
  void whatSaysNothing_isTheClients_andSoIsAllForSomeSeconds(int status) {
    learn();
    service.next(status, "{}");
    assertThat(send()).isNull();
    int asked = service.asked().size();

    nanoTime.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(send()).isNull();
    assertThat(service.asked()).hasSize(asked);

    nanoTime.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(send()).isNotNull();
  }

  @Test
  void answerThatWasDamaged_isNone() {
    learn();
    service.damageNext();

    assertThat(send()).isNull();
  }

  /** As an HTTP client or a provider of credentials may that was plugged in. */
  @Test
  void whatIsThrownOnTheWay_isTheClientsToMeet() {
    learn();
    requests = past(new Throwing(http));

    assertThat(send()).isNull();
  }

  /** Does not do what it is asked. */
  private record Throwing(SdkHttpClient http) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      throw new IllegalStateException("no more connections");
    }

    @Override
    public void close() {
      http.close();
    }
  }

  @Test
  void callerThatCanMakeNothingOfAnAnswer_leavesAllToTheClient() {
    learn();
    requests.leaveToClient();

    assertThat(send()).isNull();
    nanoTime.addAndGet(Duration.ofSeconds(11).toNanos());
    assertThat(send()).isNotNull();
  }

  @Test
  void interruptedThread_sendsNothing_andStaysInterrupted() {
    learn();
    int asked = service.asked().size();
    Thread.currentThread().interrupt();

    assertThat(send()).isNull();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(service.asked()).hasSize(asked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer token",
        "AWS4-ECDSA-P256-SHA256 Credential=a/20261129/s3/aws4_request, SignedHeaders=h",
        "AWS4-HMAC-SHA256 Credential=a/20261129/eu-central-1/aws4_request, SignedHeaders=h"
      })
  void anotherKindOfSignature_showsNoWay(String authorization) {
    assertThat(Scope.of(authorization)).isEmpty();
  }
}
