package dev.ferry.localstack.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.cli.ParseException;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class LoopbackServerTest {
  private static final int LIMIT_SECONDS = 60;

  @Test
  void server_answersTheSdk_onLoopbackOnly() throws Exception {
    Server server =
        LoopbackServer.start(
            "-port", Integer.toString(freePort()), "-inMemory", "-sharedDb", "-disableTelemetry");
    try (DynamoDbClient dynamo = client(server)) {
      assertThat(dynamo.listTables().tableNames()).isEmpty();
      String host = ((ServerConnector) server.getConnectors()[0]).getHost();
      assertThat(InetAddress.getByName(host).isLoopbackAddress()).as(host).isTrue();
    } finally {
      server.stop();
    }
  }

  @Test
  void optionThatThereIsNot_isRefused() {
    assertThatThrownBy(() -> LoopbackServer.start("-no-such-option"))
        .isInstanceOf(ParseException.class);
  }

  @Test
  void server_endsWithItsOwner() throws Exception {
    Process owner = java(List.of("-version")).start();
    owner.waitFor();
    ProcessBuilder builder =
        java(
            List.of(
                "-cp",
                System.getProperty("java.class.path"),
                LoopbackServer.class.getName(),
                "-port",
                Integer.toString(freePort()),
                "-inMemory"));
    builder.environment().put(LoopbackServer.OWNER, Long.toString(owner.pid()));

    Process server = builder.start();

    assertThat(server.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isZero();
  }

  private static ProcessBuilder java(List<String> arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder.command().addAll(arguments);
    return builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }

  private static DynamoDbClient client(Server server) {
    return DynamoDbClient.builder()
        .endpointOverride(server.getURI())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }
}
