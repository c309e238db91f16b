package dev.ferry.benchmarks.brokers;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/**
 * The HTTP client of all: counts requests, and holds each back. Safe for use by any number of
 * threads.
 */
final class SqsRequests implements SdkHttpClient {
  /** An answer without messages has fewer bytes. */
  private static final long WITH_MESSAGES = 100;

  final LongAdder sends = new LongAdder();
  final LongAdder receives = new LongAdder();
  final LongAdder receivesWithMessages = new LongAdder();
  final LongAdder deletes = new LongAdder();
  private final SdkHttpClient http = UrlConnectionHttpClient.create();
  private final Duration distance;

  SqsRequests(Duration distance) {
    this.distance = distance;
  }

  void reset() {
    sends.reset();
    receives.reset();
    receivesWithMessages.reset();
    deletes.reset();
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    String operation = request.httpRequest().firstMatchingHeader("X-Amz-Target").orElse("");
    ExecutableHttpRequest prepared = http.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        if (!distance.isZero()) {
          LockSupport.parkNanos(distance.toNanos());
        }
        HttpExecuteResponse answer = prepared.call();
        count(operation, answer);
        return answer;
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  private void count(String operation, HttpExecuteResponse answer) {
    switch (operation) {
      case "AmazonSQS.SendMessageBatch" -> sends.increment();
      case "AmazonSQS.DeleteMessageBatch" -> deletes.increment();
      case "AmazonSQS.ReceiveMessage" -> {
        receives.increment();
        if (answer
            .httpResponse()
            .firstMatchingHeader("Content-Length")
            .filter(length -> Long.parseLong(length) >= WITH_MESSAGES)
            .isPresent()) {
          receivesWithMessages.increment();
        }
      }
      default -> {}
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
