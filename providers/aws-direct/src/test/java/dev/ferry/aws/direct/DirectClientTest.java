package dev.ferry.aws.direct;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The client of a plain function is opened by what needs it, and by nothing else. */
class DirectClientTest {
  private static final StaticCredentialsProvider KEYS =
      StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

  private Service service;
  private WatchedOpening opening;
  private DirectClient<DynamoDbClient> client;

  @BeforeEach
  void start() throws IOException {
    service = new Service();
    opening = new WatchedOpening(service);
    client = told(service.endpoint());
  }

  @AfterEach
  void stop() {
    client.close();
    service.close();
  }

  /** One that was told this way, whose client knows the right one. */
  private DirectClient<DynamoDbClient> told(@Nullable URI endpoint) {
    return DirectClient.told(
        "dynamodb",
        new PlainFunction("eu-central-1", endpoint, true).place(region -> service.endpoint()),
        opening.http(),
        opening,
        KEYS);
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

    assertThat(opening.opened()).isZero();
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
    assertThat(opening.opened()).isZero();
  }

  @Test
  void client_isOpenedOnce_byWhatNeedsIt() {
    client.client().listTables();
    client.client().listTables();

    assertThat(opening.opened()).isEqualTo(1);
    assertThat(service.asked()).hasSize(2);
  }

  @Test
  void client_isOpenedOnce_whereManyNeedItAtOnce() throws InterruptedException, ExecutionException {
    int threads = 16;
    CyclicBarrier together = new CyclicBarrier(threads);
    Callable<DynamoDbClient> asking =
        () -> {
          together.await();
          return client.client();
        };
    ExecutorService crew = Executors.newFixedThreadPool(threads);
    try {
      for (Future<DynamoDbClient> given : crew.invokeAll(Collections.nCopies(threads, asking))) {
        assertThat(given.get()).isSameAs(client.client());
      }
      assertThat(opening.opened()).isEqualTo(1);
    } finally {
      crew.shutdownNow();
    }
  }

  /** Else the client would find new ones, and what goes past it would go on with the old. */
  @Test
  void onceTheClientIsOpened_itsCredentialsSignWhatGoesPastIt() throws GeneralSecurityException {
    send();
    client.client();
    send();

    assertThat(SignatureOf.isRight(service.asked().get(0), "secret")).isTrue();
    assertThat(SignatureOf.isRight(last(), WatchedOpening.SECRET)).isTrue();
  }

  @Test
  void wayThatLeadsNowhere_isForgotten_andShownByTheClient() throws IOException {
    client.close();
    try (Service gone = new Service()) {
      client = told(gone.endpoint());
    }
    assertThat(send()).isNull();
    assertThat(opening.opened()).isZero();

    for (int request = 0; request < 8; request++) {
      client.client().listTables();
    }
    client.requests().goOn();
    assertThat(requireNonNull(send()).succeeded()).isTrue();
    assertThat(service.asked()).hasSize(9);
  }

  @Test
  void wayThatWasOnlyRefused_isNotProven_andForgotten() {
    service.next(400, "{\"__type\":\"UnrecognizedClientException\"}");
    assertThat(requireNonNull(send()).succeeded()).isFalse();
    client.requests().leaveToClient();
    client.requests().goOn();

    assertThat(send()).isNull();
  }

  /** A throttle, a transaction in conflict: that it rests is enough. */
  @Test
  void wayThatOnceSucceeded_isProven_andOutlivesWhatFailsLater() {
    assertThat(requireNonNull(send()).succeeded()).isTrue();
    service.next(503, "{}");
    assertThat(send()).isNull();
    assertThat(send()).isNull();
    client.requests().goOn();
    client.requests().leaveToClient();
    client.requests().goOn();

    assertThat(requireNonNull(send()).succeeded()).isTrue();
    assertThat(service.asked()).hasSize(3);
    assertThat(opening.opened()).isZero();
  }

  @Test
  void clientThatIsOpenedNow_showsTheWay() {
    client.close();
    client = DirectClient.open(new DirectRoute(1), opening.http(), opening);
    assertThat(opening.opened()).isEqualTo(1);
    assertThat(send()).isNull();

    client.client().listTables();
    assertThat(send()).isNotNull();
    assertThat(opening.opened()).isEqualTo(1);
  }

  @Test
  void processThatIsNoFunction_opensItsClientAtOnce() {
    client.close();
    client =
        DirectClient.ofProcess("dynamodb", region -> service.endpoint(), opening.http(), opening);

    assertThat(opening.opened()).isEqualTo(1);
    assertThat(client.place()).isEmpty();
  }

  @Test
  void plainFunction_asksWhereAndAsWhomItWasTold_andOpensNoClient()
      throws GeneralSecurityException {
    client.close();
    client =
        DirectClient.of(
            PlainFunction.of(
                Map.of("AWS_REGION", "eu-central-1", "AWS_LAMBDA_FUNCTION_NAME", "audit-orders"),
                Set.of(),
                Set.of(),
                "dynamodb"),
            "dynamodb",
            region -> service.endpoint(),
            opening.http(),
            opening);

    assertThat(client.place()).hasValue(new Place("eu-central-1", service.endpoint()));
    System.setProperty("aws.accessKeyId", "key");
    System.setProperty("aws.secretAccessKey", "secret of the process");
    try {
      assertThat(requireNonNull(send()).succeeded()).isTrue();
    } finally {
      System.clearProperty("aws.accessKeyId");
      System.clearProperty("aws.secretAccessKey");
    }
    assertThat(SignatureOf.isRight(last(), "secret of the process")).isTrue();
    assertThat(opening.opened()).isZero();
  }
}
