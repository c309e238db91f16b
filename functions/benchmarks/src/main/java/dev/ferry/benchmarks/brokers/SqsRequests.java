package dev.ferry.benchmarks.brokers;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;

/** Counts a client's requests, and holds each back. Safe for use by any number of threads. */
final class SqsRequests implements ExecutionInterceptor {
  final LongAdder sends = new LongAdder();
  final LongAdder receives = new LongAdder();
  final LongAdder receivesWithMessages = new LongAdder();
  final LongAdder deletes = new LongAdder();
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
  public void beforeTransmission(Context.BeforeTransmission sent, ExecutionAttributes unused) {
    SdkRequest request = sent.request();
    if (request instanceof SendMessageBatchRequest) {
      sends.increment();
    } else if (request instanceof ReceiveMessageRequest) {
      receives.increment();
    } else if (request instanceof DeleteMessageBatchRequest) {
      deletes.increment();
    }
    if (!distance.isZero()) {
      LockSupport.parkNanos(distance.toNanos());
    }
  }

  @Override
  public void afterExecution(Context.AfterExecution answered, ExecutionAttributes unused) {
    SdkResponse response = answered.response();
    if (response instanceof ReceiveMessageResponse received && !received.messages().isEmpty()) {
      receivesWithMessages.increment();
    }
  }
}
