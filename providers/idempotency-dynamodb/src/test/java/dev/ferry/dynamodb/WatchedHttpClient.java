package dev.ferry.dynamodb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * Notes each request that goes out, whoever made it, and loses the answers of some, as a connection
 * does that breaks. Patient where a machine is busy.
 */
final class WatchedHttpClient implements SdkHttpClient {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final SdkHttpClient right =
      UrlConnectionHttpClient.builder().connectionTimeout(PATIENCE).socketTimeout(PATIENCE).build();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private final AtomicInteger toLose = new AtomicInteger();

  /**
   * A request.
   *
   * @param operation such as PutItem
   * @param body JSON
   */
  record Sent(String operation, String body) {}

  /** Loses the next answers. */
  void lose(int answers) {
    toLose.set(answers);
  }

  /** What was sent since the last time that this or {@link #operations()} was asked. */
  List<Sent> taken() {
    List<Sent> taken = List.copyOf(sent);
    sent.clear();
    return taken;
  }

  /** The same, by their operations. */
  List<String> operations() {
    return taken().stream().map(Sent::operation).toList();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    sent.add(new Sent(operation(request), body(request)));
    ExecutableHttpRequest prepared = right.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        HttpExecuteResponse answer = prepared.call();
        if (toLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          throw new IOException("the connection broke before the answer came");
        }
        return answer;
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  private static String operation(HttpExecuteRequest request) {
    String target = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElseThrow();
    return target.substring(target.indexOf('.') + 1);
  }

  private static String body(HttpExecuteRequest request) {
    try (InputStream in = request.contentStreamProvider().orElseThrow().newStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public void close() {
    right.close();
  }
}
