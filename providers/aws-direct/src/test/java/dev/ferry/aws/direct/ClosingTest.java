package dev.ferry.aws.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What was opened is closed, by whoever has it, and nothing is opened that nobody would close. */
class ClosingTest {
  private final SdkClientException noRegion = SdkClientException.create("no region");
  private Service service;
  private WatchedOpening opening;

  @BeforeEach
  void start() throws IOException {
    service = new Service();
    opening = new WatchedOpening(service);
  }

  @AfterEach
  void stop() {
    service.close();
  }

  private DirectClient<DynamoDbClient> told() {
    return DirectClient.told(
        "dynamodb",
        new Place("eu-central-1", service.endpoint()),
        opening.http(),
        opening,
        AnonymousCredentialsProvider.create());
  }

  private DirectClient<DynamoDbClient> opened() {
    return DirectClient.open(new DirectRoute(), opening.http(), opening);
  }

  @Test
  void close_closesTheClientAndWhatItSendsBy() {
    opened().close();
    assertThat(opening.clientsClosed()).isEqualTo(1);
    assertThat(opening.httpClosed()).isEqualTo(1);
  }

  @Test
  void close_closesAClientThatWasOpenedLater() {
    DirectClient<DynamoDbClient> client = told();
    client.client();

    client.close();
    assertThat(opening.clientsClosed()).isEqualTo(1);
    assertThat(opening.httpClosed()).isEqualTo(1);
  }

  @Test
  void closedBeforeItWasNeeded_opensNoClient() {
    DirectClient<DynamoDbClient> client = told();
    client.close();

    assertThatThrownBy(client::client)
        .isInstanceOf(SdkException.class)
        .hasMessageContaining("closed");
    assertThat(opening.opened()).isZero();
    assertThat(opening.httpClosed()).isEqualTo(1);
  }

  @Test
  void closedAfterItWasOpened_givesItStill_forWhatIsGivenBackLate() {
    DirectClient<DynamoDbClient> client = told();
    DynamoDbClient open = client.client();
    client.close();

    assertThat(client.client()).isSameAs(open);
    assertThat(opening.opened()).isEqualTo(1);
  }

  @Test
  void clientThatCannotBeOpenedNow_leavesNothingOpen() {
    opening.failWith(noRegion);

    assertThatThrownBy(this::opened).isSameAs(noRegion);
    assertThat(opening.httpClosed()).isEqualTo(1);
  }

  @Test
  void functionThatCannotBeTold_leavesNothingOpen() {
    Optional<PlainFunction> function = Optional.of(new PlainFunction("nowhere", null, true));

    assertThatThrownBy(
            () -> DirectClient.of(function, "dynamodb", this::noServer, opening.http(), opening))
        .isSameAs(noRegion);
    assertThat(opening.httpClosed()).isEqualTo(1);
  }

  private URI noServer(String region) {
    throw noRegion;
  }

  @Test
  void clientThatCannotBeOpenedYet_canBeTriedAgain() {
    DirectClient<DynamoDbClient> client = told();
    opening.failWith(noRegion);
    assertThatThrownBy(client::client).isSameAs(noRegion);
    assertThat(opening.httpClosed()).isZero();

    opening.failWith(null);
    client.client().listTables();
    assertThat(service.asked()).hasSize(1);
    client.close();
  }

  /** Cannot even be closed. */
  private record Stuck(RuntimeException because) implements SdkHttpClient {
    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      throw because;
    }

    @Override
    public void close() {
      throw because;
    }
  }

  @Test
  void whatClosingThrows_doesNotHideWhyThereIsNoClient() {
    IllegalStateException stuck = new IllegalStateException("stuck");
    SdkClientException noKeys = SdkClientException.create("no keys");
    opening.failWith(noKeys);

    assertThatThrownBy(() -> DirectClient.open(new DirectRoute(), new Stuck(stuck), opening))
        .isSameAs(noKeys)
        .hasSuppressedException(stuck);
  }

  @Test
  void clientWhoseClosingFails_leavesNoHttpClientOpen() {
    IllegalStateException stuck = new IllegalStateException("stuck");
    opening.failClosingWith(stuck);

    assertThatThrownBy(opened()::close).isSameAs(stuck);
    assertThat(opening.httpClosed()).isEqualTo(1);
  }
}
