package dev.ferry.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.MessagingException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What functions are told of DynamoDB is what its client does. */
class DynamoClientsTest {
  private static final String ENDPOINT = "aws.endpointUrlDynamoDb";
  private static final String REGION = "aws.region";

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
    try (DynamoDbClient client =
        DynamoDbClient.builder()
            .region(region)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
            .httpClient(new Noting(sent))
            .overrideConfiguration(DynamoClients.settings())
            .build()) {
      assertThatThrownBy(client::listTables).hasStackTraceContaining("nothing leaves this test");
    }

    SdkHttpRequest request = sent.get(0);
    URI server = DynamoClients.server(region.id());
    assertThat(server.resolve("/")).isEqualTo(request.getUri().resolve("/"));
    assertThat(request.firstMatchingHeader("Authorization").orElseThrow())
        .contains("/" + region.id() + "/dynamodb/aws4_request");
  }

  @Test
  void storeWhoseClientTheSdkDoesNotMake_saysSoInFerrysWords_andNamesTheTable() {
    System.setProperty(ENDPOINT, "no endpoint");
    System.setProperty(REGION, "eu-central-1");
    try {
      assertThatThrownBy(() -> DynamoIdempotencyStore.open("ferry-records"))
          .isInstanceOf(MessagingException.class)
          .hasMessageContaining("open a store on table 'ferry-records'")
          .hasCauseInstanceOf(SdkException.class);
    } finally {
      System.clearProperty(ENDPOINT);
      System.clearProperty(REGION);
    }
  }
}
