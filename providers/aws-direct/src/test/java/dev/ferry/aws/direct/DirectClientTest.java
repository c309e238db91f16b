package dev.ferry.aws.direct;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The client of a plain function is opened by what needs it, and by nothing else. */
class DirectClientTest {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

  private final AtomicInteger opened = new AtomicInteger();
  private Service service;
  private DirectClient<DynamoDbClient> client;

  @BeforeEach
  void start() throws IOException {
    service = new Service();
    client = told(service.endpoint());
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  /** One that was told this way, whose client knows the right one. */
  private DirectClient<DynamoDbClient> told(@Nullable URI endpoint) {
    SdkHttpClient http = UrlConnectionHttpClient.create();
    return DirectClient.told(
        "dynamodb",
        new PlainFunction("eu-central-1", endpoint, true).place(region -> service.endpoint()),
        http,
        route -> opened(http, route),
        KEYS);
  }

  private DynamoDbClient opened(SdkHttpClient http, DirectRoute route) {
    opened.incrementAndGet();
    return DynamoDbClient.builder()
        .endpointOverride(service.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(KEYS)
        .httpClient(http)
        .overrideConfiguration(settings -> settings.addExecutionInterceptor(route))
        .build();
  }

  private @Nullable DirectAnswer send() {
    return client
        .requests()
        .send("DynamoDB_20120810.ListTables", () -> "{}".getBytes(StandardCharsets.UTF_8));
  }

  private Service.Asked last() {
    return service.asked().get(service.asked().size() - 1);
  }

  @Test
  void firstRequest_goesPastAClientThatIsNotOpened() throws GeneralSecurityException {
    assertThat(requireNonNull(send()).succeeded()).isTrue();

    assertThat(opened).hasValue(0);
    assertThat(SignatureOf.isRight(last(), "secret")).isTrue();
    assertThat(last().header("authorization")).contains("/eu-central-1/dynamodb/aws4_request");
    assertThat(last().header("x-amz-target")).isEqualTo("DynamoDB_20120810.ListTables");
    assertThat(last().header("content-type")).isEqualTo("application/x-amz-json-1.0");
  }

  @Test
  void withoutAnEndpoint_theServiceSaysWhereItIs() {
    client.close();
    client = told(null);

    assertThat(requireNonNull(send()).succeeded()).isTrue();
    assertThat(opened).hasValue(0);
  }

  @Test
  void client_isOpenedOnce_byWhatNeedsIt() {
    client.client().listTables();
    client.client().listTables();

    assertThat(opened).hasValue(1);
    assertThat(service.asked()).hasSize(2);
  }

  @Test
  void closedBeforeItWasNeeded_opensNoClient() {
    client.close();

    assertThatThrownBy(client::client)
        .isInstanceOf(SdkException.class)
        .hasMessageContaining("closed");
    assertThat(opened).hasValue(0);
  }

  @Test
  void wayThatLeadsNowhere_isForgotten_andShownByTheClient() throws IOException {
    client.close();
    try (Service gone = new Service()) {
      client = told(gone.endpoint());
    }
    assertThat(send()).isNull();
    assertThat(opened).hasValue(0);

    for (int request = 0; request < 8; request++) {
      client.client().listTables();
    }
    client.requests().goOn();
    assertThat(requireNonNull(send()).succeeded()).isTrue();
    assertThat(service.asked()).hasSize(9);
  }

  @Test
  void clientThatIsOpenedNow_showsTheWay() {
    client.close();
    SdkHttpClient http = UrlConnectionHttpClient.create();
    client = DirectClient.open(new DirectRoute(1), http, route -> opened(http, route));
    assertThat(opened).hasValue(1);
    assertThat(send()).isNull();

    client.client().listTables();
    assertThat(send()).isNotNull();
    assertThat(opened).hasValue(1);
  }

  @Test
  void processThatIsNoFunction_opensItsClientAtOnce() {
    client.close();
    SdkHttpClient http = UrlConnectionHttpClient.create();
    client =
        DirectClient.ofProcess(
            "dynamodb", region -> service.endpoint(), http, route -> opened(http, route));

    assertThat(opened).hasValue(1);
  }
}
