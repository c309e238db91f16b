package dev.ferry.dynamodb;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** Sends requests and loses the answers of some, as a connection does that breaks. */
final class ForgetfulHttpClient implements SdkHttpClient {
  private final SdkHttpClient right = UrlConnectionHttpClient.create();
  private final AtomicInteger toLose = new AtomicInteger();

  /** Loses the next answers. */
  void lose(int answers) {
    toLose.set(answers);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
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

  @Override
  public void close() {
    right.close();
  }
}
