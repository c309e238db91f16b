package dev.ferry.host.aws;

import dev.ferry.messaging.Body;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** One event on its way through a function process. */
final class Invocation {
  private final String requestId = UUID.randomUUID().toString();
  private final Body event;
  private final CompletableFuture<Void> handedOver = new CompletableFuture<>();
  private final CompletableFuture<InvocationResult> result = new CompletableFuture<>();

  Invocation(Body event) {
    this.event = event;
  }

  String requestId() {
    return requestId;
  }

  Body event() {
    return event;
  }

  /** Done when the runtime has fetched it: its time runs from then on. */
  CompletableFuture<Void> handedOver() {
    return handedOver;
  }

  CompletableFuture<InvocationResult> result() {
    return result;
  }

  /** Ends it; the first end counts. */
  void end(InvocationResult how) {
    result.complete(how);
    handedOver.complete(null);
  }
}
